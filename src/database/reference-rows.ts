import type { EntityManager } from 'typeorm';

/**
 * Adds the rows of a reference table that are not there yet, in one statement; those that are stay as they are.
 *
 * @param table one of our own tables, never input
 * @param key its key columns; a row that collides with another in any other way is an error, not left out in silence
 * @param rows by column name; what is no column is passed over
 */
export async function addMissingRows(
  tx: EntityManager,
  table: string,
  key: readonly string[],
  rows: readonly object[],
): Promise<void> {
  await tx.query(
    `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1) ON CONFLICT (${key.join(', ')}) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
