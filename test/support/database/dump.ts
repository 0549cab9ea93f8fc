import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestDatabase } from './test-database.js';

/** Writes a dump of a database to a file, as its owner. */
export async function dump(database: TestDatabase, file: string): Promise<void> {
  await runAs(database.ownerUrl, 'pg_dump', ['--format=custom', `--file=${file}`]);
}

/** Fills an empty database from a dump, as its owner, completely or not at all. */
export async function restore(database: TestDatabase, file: string): Promise<void> {
  await runAs(database.ownerUrl, 'pg_restore', ['--exit-on-error', '--single-transaction', file]);
}

/** The password is passed in the environment, which other users of the machine cannot see. */
async function runAs(url: string, program: string, options: readonly string[]): Promise<void> {
  const { username, password, hostname, port, pathname } = new URL(url);
  const names = [`--username=${decodeURIComponent(username)}`, `--dbname=${pathname.slice(1)}`];
  const env = { PATH: process.env['PATH'], PGPASSWORD: decodeURIComponent(password) };
  const path = join(process.env['POSTGRESQL_BIN'] ?? '', program);
  await promisify(execFile)(path, [`--host=${hostname}`, `--port=${port}`, ...names, ...options], { env });
}

/**
 * The owners, privileges, policies and constraints of a database, by kind, as text that is equal for equal protection.
 * An owner's default privileges are listed like granted ones.
 */
export async function protectionOf({ asOwner }: TestDatabase): Promise<Record<string, readonly string[]>> {
  const kinds = Object.entries(PROTECTION).map(async ([kind, sql]) => {
    const rows = await asOwner<{ line: string }>(`SELECT line FROM (${sql}) AS one(line) ORDER BY line COLLATE "C"`);
    return [kind, rows.map(({ line }) => line)] as const;
  });
  return Object.fromEntries(await Promise.all(kinds));
}

const PROTECTION = {
  schema: `SELECT concat_ws(' ', nspowner::regrole, nspacl) FROM pg_namespace WHERE nspname = 'public'`,
  relations: `SELECT concat_ws(' ', relname, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity,
    (SELECT string_agg(a::text, ',' ORDER BY a::text)
     FROM unnest(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, relowner))) a))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
  columns: `SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
    attidentity, attcollation::regcollation, pg_get_expr(adbin, adrelid), attacl)
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
      AND attnum > 0 AND NOT attisdropped`,
  policies: `SELECT concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies`,
  constraints: `SELECT concat_ws(' ', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
  indexes: `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  functions: `SELECT concat_ws(' ', proowner::regrole, proacl, pg_get_functiondef(oid))
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
  triggers: `SELECT pg_get_triggerdef(oid) FROM pg_trigger
    WHERE tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) AND NOT tgisinternal`,
  sequences: `SELECT concat_ws(' ', sequencename, start_value, increment_by, last_value) FROM pg_sequences`,
};
