import type { EntityManager } from 'typeorm';

/** A reference table of ours, never named by input. */
export interface ReferenceTable {
  readonly name: string;
  /** Its key columns. A row that collides with another in any other way is an error, not left out in silence. */
  readonly key: readonly string[];
  /** Columns that are filled when a row is added, and never again: somebody may have changed them on purpose. */
  readonly columns?: readonly string[];
  /** A column that always is as the rows say, in rows that were there too. */
  readonly follows?: string;
}

/**
 * Adds the rows of a reference table that are not there yet, in one statement.
 *
 * @param rows by column name; what is no column of the table's list is passed over
 */
export async function addMissingRows(tx: EntityManager, table: ReferenceTable, rows: readonly object[]): Promise<void> {
  const { name, key, columns = [], follows } = table;
  const filled = [...key, ...columns, ...(follows === undefined ? [] : [follows])].join(', ');
  const kept =
    follows === undefined
      ? 'DO NOTHING'
      : `DO UPDATE SET ${follows} = excluded.${follows} WHERE ${name}.${follows} <> excluded.${follows}`;
  await tx.query(
    `INSERT INTO ${name} (${filled}) SELECT ${filled} FROM jsonb_populate_recordset(NULL::${name}, $1)
     ON CONFLICT (${key.join(', ')}) ${kept}`,
    [JSON.stringify(rows)],
  );
}
