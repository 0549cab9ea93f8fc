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
  /** True: `follows` is a place in an order, below FIRST_OWN_PLACE. What a later release put between stands behind. */
  readonly ordered?: true;
}

/** Places from here on are given by the database, to what was not shipped. */
const FIRST_OWN_PLACE = 10_001;

/**
 * Adds the rows of a reference table that are not there yet, in one statement.
 *
 * @param rows by column name; what is no column of the table's list is passed over
 * @returns how many rows were written: added, or `follows` made to follow
 */
export async function addMissingRows(
  tx: EntityManager,
  table: ReferenceTable,
  rows: readonly object[],
): Promise<number> {
  const { name, key, columns = [], follows, ordered = false } = table;
  const filled = [...key, ...columns, ...(follows === undefined ? [] : [follows])].join(', ');
  const kept =
    follows === undefined
      ? 'DO NOTHING'
      : `DO UPDATE SET ${follows} = excluded.${follows} WHERE ${name}.${follows} <> excluded.${follows}`;
  const moved = follows !== undefined && ordered ? await moveBehind(tx, { name, key, follows }, rows) : 0;
  const written = await tx.query<unknown[]>(
    `INSERT INTO ${name} (${filled}) SELECT ${filled} FROM jsonb_populate_recordset(NULL::${name}, $1)
     ON CONFLICT (${key.join(', ')}) ${kept} RETURNING 1`,
    [JSON.stringify(rows)],
  );
  return moved + written.length;
}

/** Gives places behind those of the rows to what they do not name: an older release finds what a newer one has added. */
async function moveBehind(
  tx: EntityManager,
  { name, key, follows }: Required<Pick<ReferenceTable, 'name' | 'key' | 'follows'>>,
  rows: readonly object[],
): Promise<number> {
  const sameKey = (one: string, other: string): string =>
    key.map((column) => `${one}.${column} = ${other}.${column}`).join(' AND ');
  const [, moved] = await tx.query<[unknown, number]>(
    `WITH shipped AS (SELECT * FROM jsonb_populate_recordset(NULL::${name}, $1))
     UPDATE ${name} known SET ${follows} = behind.place
     FROM (
       SELECT ${key.join(', ')}, (SELECT max(${follows}) FROM shipped)
         + row_number() OVER (ORDER BY ${follows}, ${key.join(', ')}) AS place
       FROM ${name} other
       WHERE ${follows} < ${FIRST_OWN_PLACE} AND NOT EXISTS (SELECT FROM shipped WHERE ${sameKey('shipped', 'other')})
     ) behind
     WHERE ${sameKey('behind', 'known')} AND known.${follows} <> behind.place`,
    [JSON.stringify(rows)],
  );
  return moved;
}
