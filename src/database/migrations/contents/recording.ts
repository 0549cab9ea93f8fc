import type { QueryRunner } from 'typeorm';

/*
 * Part of a released migration: never edit it. To change what a digest covers, add a file and a migration that replaces both
 * functions and records every row again. `verify` compares the function `content_digests` with its newest text.
 */

/** A table whose rows are recorded: audit entries have digests of the rows that their transactions changed. */
export interface RecordedTable {
  readonly name: string;
  /**
   * The columns that identify a row, which are never updated. Rows with the same values share one digest; of such a table
   * all rows of a key are inserted by one statement.
   */
  readonly key: readonly [string, string?, string?];
  /** The statements, in addition to INSERT, that the service may run on it. */
  readonly changes?: readonly ('UPDATE' | 'DELETE')[];
  /** Whether an UPDATE is noted row by row, which costs less where it mostly changes nothing that is recorded. */
  readonly byRow?: boolean;
}

/** Columns of `phases` that record when data last changed. They can be derived, so no digest covers them. */
const LEFT_OUT = `'{data_version,data_changed_at,data_stamp}'::text[]`;

/**
 * SQL: a row as JSON. Columns without a value are left out, so that a column that is added later changes no digest. Of a
 * value of the type `json` the keys have another order, and of two with one name there is the last.
 */
export const rowAsJson = (row: string): string =>
  `(SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(${row}) - ${LEFT_OUT}) c WHERE c.value <> 'null')`;

/** SQL: the key of a row as JSON: a list of texts. @param column the name of a column of the key, by its place */
export const keyOf = (row: string, column: (place: 0 | 1 | 2) => string): string =>
  `to_jsonb(array_remove(ARRAY[${row} ->> ${column(0)}, ${row} ->> ${column(1)}, ${row} ->> ${column(2)}], NULL))::text`;

/** SQL: the digests of the rows of a table, by key. @param column the name of a column of the key, by its place */
export const digestsOf = (rows: string, column: (place: 0 | 1 | 2) => string): string => `
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    -- OFFSET 0 stops the planner from building the JSON more than once.
    SELECT ${keyOf('row', column)} AS key, row::text AS text
    FROM (SELECT ${rowAsJson('r')} AS row FROM ${rows} r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key`;

/** SQL: a line for each digest, with the table's name. */
export const linesOf = (table: string, digests: string): string =>
  `SELECT jsonb_build_array(${table}, key, encode(digest, 'hex'))::text AS line FROM (${digests}) digests`;

/** SQL: what the transaction has noted so far. */
export const NOTED = `current_setting('scorpion.contents', true)`;

/** SQL: adds lines to what the transaction has noted so far. @param lines a query for them, with the column `line` */
export const noting = (lines: string): string =>
  `PERFORM set_config('scorpion.contents', concat_ws(E'\\n', nullif(${NOTED}, ''), (SELECT string_agg(line, E'\\n') FROM (${lines}) l)), true)`;

/** SQL: settings of a function on which the text of a row depends. */
export const WITH_SETTINGS = `SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET bytea_output = 'hex'`;

/** The same as PostgreSQL stores them, which verification compares too. */
export const CONTENT_DIGESTS_SETTINGS = ['search_path=pg_catalog, pg_temp', 'TimeZone=UTC', 'bytea_output=hex'];

/**
 * The body of the function `content_digests`, which verification compares with the one in the database. So it calls no
 * function but PostgreSQL's own. The key of a table is that of its trigger. It is no parameter, because a caller could then
 * read any column as a key.
 */
export const CONTENT_DIGESTS_BODY = `
      DECLARE
        key_columns text[] := (
          SELECT string_to_array(encode(tgargs, 'escape'), '\\000') FROM pg_trigger
          WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = format('tr_%s_recorded_insert', of_table));
      BEGIN
        IF current_setting('scorpion.actor_role', true) IS DISTINCT FROM 'SYSTEM' THEN
          RAISE insufficient_privilege USING MESSAGE = 'only verification reads digests';
        END IF;
        RETURN QUERY EXECUTE format(
          $sql$${digestsOf('public.%I', (place) => `$1[${place + 1}]`)}$sql$, of_table) USING key_columns;
      END `;

/** Makes the triggers that note what a statement changes in a table. */
export async function recordTable(runner: QueryRunner, table: RecordedTable): Promise<void> {
  const { name, key, changes = [], byRow = false } = table;
  for (const event of ['INSERT', ...changes] as const) {
    const how = byRow && event === 'UPDATE' ? 'FOR EACH ROW' : `REFERENCING ${ROWS[event]} FOR EACH STATEMENT`;
    await runner.query(`
      CREATE TRIGGER ${triggerOf(name, event)} AFTER ${event} ON ${name} ${how}
      EXECUTE FUNCTION note_contents(${key.map((column) => `'${column}'`).join(', ')})`);
  }
}

/** Removes what `recordTable` made. */
export async function unrecordTable(runner: QueryRunner, { name, changes = [] }: RecordedTable): Promise<void> {
  for (const event of ['INSERT', ...changes] as const) {
    await runner.query(`DROP TRIGGER ${triggerOf(name, event)} ON ${name}`);
  }
}

const ROWS = {
  INSERT: 'NEW TABLE AS new_rows',
  UPDATE: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
  DELETE: 'OLD TABLE AS old_rows',
} as const;

const triggerOf = (table: string, event: string): string => `tr_${table}_recorded_${event.toLowerCase()}`;

/**
 * Records all rows of these tables in an audit entry of their own. A migration calls it at its end for each table whose
 * stored rows it has changed; otherwise `verify` reports these rows. Makes no entry if there are no rows.
 *
 * @param migration the name of the migration, in kebab case, which `src/audit/domain/recordings.ts` lists
 */
export async function recordRows(runner: QueryRunner, migration: string, tables: readonly string[]): Promise<void> {
  const notes = tables.map(
    (name) => `${noting(linesOf(`'${name}'`, `SELECT * FROM public.content_digests('${name}')`))};`,
  );
  await runner.query(`
    DO $$
    BEGIN
      PERFORM set_config('scorpion.actor_id', 'system', true), set_config('scorpion.actor_role', 'SYSTEM', true),
        set_config('scorpion.actor_force', '', true);
      ${notes.join('\n')}
      IF ${NOTED} <> '' THEN
        PERFORM append_audit_entry('system', 'CONTENTS_RECORDED', NULL, NULL, '{"migration": "${migration}"}');
      END IF;
      PERFORM set_config('scorpion.actor_id', '', true), set_config('scorpion.actor_role', '', true);
    END $$`);
}
