import type { EntityManager } from 'typeorm';

/** A reference table. Its names come from the code, never from input. */
export interface ReferenceTable {
  readonly name: string;
  /** The key columns. A conflict on other columns is an error, so that no row is silently left out. */
  readonly key: readonly string[];
  /** Columns that are set only when a row is added, because somebody may have changed them on purpose later. */
  readonly columns?: readonly string[];
  /** A column that is updated in existing rows too. */
  readonly follows?: string;
  /**
   * True: `follows` is a place in an order, below FIRST_OWN_PLACE. Rows unknown to this release get places at the end.
   */
  readonly ordered?: true;
}

/** The first place that the database assigns to rows that were not shipped. */
const FIRST_OWN_PLACE = 10_001;

/**
 * Adds missing rows of a reference table, in one statement.
 *
 * @param rows by column name; other properties are ignored
 * @returns how many rows were written: added, or updated in `follows`
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

/** Gives places at the end to rows that these do not name, such as those that a newer release has added. */
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
