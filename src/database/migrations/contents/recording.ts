import type { QueryRunner } from 'typeorm';

/** A table whose rows are recorded: each audit entry has a digest of those that its transaction changed. */
export interface RecordedTable {
  readonly name: string;
  /** The columns that tell one digest from another. Rows that agree in them have one digest. */
  readonly key: readonly [string, string?, string?];
  /** The statements, in addition to INSERT, that the service may run on it; of an UPDATE also its columns. */
  readonly changes?: readonly ('UPDATE' | 'DELETE' | `UPDATE OF ${string}`)[];
}

/** Columns that say when data changed, which follows from the rest. They are in no digest. */
const LEFT_OUT = `'{data_version,data_changed_at,data_stamp}'::text[]`;

/** SQL: a row as JSON. Columns without a value are left out, so that a column that is added later changes no digest. */
export const rowAsJson = (row: string): string => `jsonb_strip_nulls(to_jsonb(${row}) - ${LEFT_OUT})`;

/** SQL: the key of a row as JSON. @param column the name of a column of the key, by its place */
export const keyOf = (row: string, column: (place: 0 | 1 | 2) => string): string =>
  `concat_ws(' ', ${row} ->> ${column(0)}, ${row} ->> ${column(1)}, ${row} ->> ${column(2)})`;

/**
 * SQL: the digests of the rows of a table, by key. Without OFFSET a row would be made into JSON several times.
 *
 * @param column the name of a column of the key, by its place
 */
export const digestsOf = (rows: string, column: (place: 0 | 1 | 2) => string): string => `
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    SELECT ${keyOf('row', column)} AS key, row::text AS text
    FROM (SELECT ${rowAsJson('r')} AS row FROM ${rows} r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key`;

/** SQL: one line for each digest, with the table's name. */
export const linesOf = (table: string, digests: string): string =>
  `SELECT jsonb_build_array(${table}, key, encode(digest, 'hex'))::text AS line FROM (${digests}) digests`;

/** Settings on which the text of a row would depend. */
export const FIXED_SETTINGS = `SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET bytea_output = 'hex'`;

/**
 * The body of the function `content_digests`, which verification compares with the one in the database. The key of a
 * table is that of its triggers.
 */
export const CONTENT_DIGESTS_BODY = `
      DECLARE
        key_columns text[] := (
          SELECT string_to_array(encode(tgargs, 'escape'), '\\000') FROM pg_trigger
          WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = format('tr_%s_recorded_insert', of_table));
      BEGIN
        IF public.actor_role() IS DISTINCT FROM 'SYSTEM' THEN
          RAISE insufficient_privilege USING MESSAGE = 'only verification reads digests';
        END IF;
        RETURN QUERY EXECUTE format(
          $sql$${digestsOf('public.%I', (place) => `$1[${place + 1}]`)}$sql$, of_table) USING key_columns;
      END `;

/** Makes the triggers that note what a statement changes in a table. */
export async function recordTable(runner: QueryRunner, { name, key, changes = [] }: RecordedTable): Promise<void> {
  for (const event of ['INSERT', ...changes] as const) {
    const rows = ROWS[wordOf(event)];
    const each =
      rows === undefined
        ? 'FOR EACH ROW'
        : `REFERENCING ${rows} TABLE AS ${rows.toLowerCase()}_rows FOR EACH STATEMENT`;
    await runner.query(`
      CREATE TRIGGER ${triggerOf(name, event)} AFTER ${event} ON ${name} ${each}
      EXECUTE FUNCTION note_contents(${key.map((column) => `'${column}'`).join(', ')})`);
  }
}

/** Removes what `recordTable` made. */
export async function unrecordTable(runner: QueryRunner, { name, changes = [] }: RecordedTable): Promise<void> {
  for (const event of ['INSERT', ...changes] as const) {
    await runner.query(`DROP TRIGGER ${triggerOf(name, event)} ON ${name}`);
  }
}

/** The rows of the statement, of which a trigger has a table. An UPDATE is noted row by row. */
const ROWS: Readonly<Record<string, 'NEW' | 'OLD'>> = { INSERT: 'NEW', DELETE: 'OLD' };
const wordOf = (event: string): string => event.split(' ')[0] ?? '';
const triggerOf = (table: string, event: string): string => `tr_${table}_recorded_${wordOf(event).toLowerCase()}`;
