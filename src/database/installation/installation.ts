import type { DataSource } from 'typeorm';
import { StartupError } from '../embedded/index.js';
import { MIGRATIONS } from '../migrations/index.js';
import { refuseUnreliable } from './server-settings.js';
import { refuseStrongRole } from './serving-role.js';

/**
 * Refuses a demo database outside demo mode, and any other database in demo mode. A demo database contains identities
 * with publicly known tokens, which must never be added to a real one. The first migration marks a database as one or
 * the other; before that it is neither.
 *
 * @throws StartupError
 */
export async function refuseOtherKind(source: DataSource, demo: boolean): Promise<void> {
  if (!(await exists(source, 'installation'))) {
    return;
  }
  const [installation] = await source.query<{ demo: boolean }[]>('SELECT demo FROM installation');
  if (installation !== undefined && installation.demo !== demo) {
    throw new StartupError(
      demo
        ? 'This database was not set up as a demo at its first migration, so it cannot be used in demo mode. Use another database, or set DEMO=false.'
        : 'This database was set up as a demo at its first migration, so it contains identities with publicly known tokens. Use another database, or set DEMO=true.',
    );
  }
}

/**
 * Refuses a database that the serving role cannot use: its role is too strong, or it belongs to another release or to
 * the other mode (demo or not).
 *
 * @throws StartupError
 */
export async function refuseUnfit(source: DataSource, demo: boolean): Promise<void> {
  const [user] = await source.query<{ name: string }[]>('SELECT current_user AS name');
  await refuseStrongRole(source, user?.name ?? '', null);
  await refuseUnreliable(source);
  const done = await migrationsDone(source);
  const known = MIGRATIONS.map(({ name }) => name);
  const pending = known.filter((name) => !done.some((migration) => migration.name === name));
  if (pending.length > 0) {
    throw new StartupError(
      `The database lacks ${pending.length} migrations of this release. Set MIGRATION_DATABASE_URL to a URL whose user owns the database, and start again.`,
    );
  }
  refuseUnknown(done);
  await refuseOtherKind(source, demo);
}

/**
 * Refuses a database with migrations that this release does not know. To change anything in it would take away what the
 * newer release needs, such as privileges.
 *
 * @throws StartupError
 */
export async function refuseNewer(source: DataSource): Promise<void> {
  refuseUnknown(await migrationsDone(source));
}

function refuseUnknown(done: readonly { readonly name: string }[]): void {
  const unknown = done.map(({ name }) => name).filter((name) => !MIGRATIONS.some((known) => known.name === name));
  if (unknown.length > 0) {
    throw new StartupError(
      `The database was migrated by a newer release than this one, with ${unknown.join(', ')}. Nothing was changed. Start the newer release.`,
    );
  }
}

/** The migrations that were run in the database; empty if it was never migrated. */
async function migrationsDone(source: DataSource): Promise<{ name: string }[]> {
  const [row] = await source.query<{ may: boolean; there: boolean }[]>(
    `SELECT has_schema_privilege(n.oid, 'USAGE') AND coalesce(has_table_privilege(c.oid, 'SELECT'), true) AS may,
       c.oid IS NOT NULL AS there
     FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'migrations'
     WHERE n.nspname = 'public'`,
  );
  if (row?.there !== true) {
    return [];
  }
  if (!row.may) {
    throw new StartupError(
      'The role of DATABASE_URL has no privileges in this database. Set MIGRATION_DATABASE_URL to a URL whose user owns the database, and start again: the start grants the privileges.',
    );
  }
  return source.query<{ name: string }[]>('SELECT name FROM migrations');
}

async function exists(source: DataSource, table: string): Promise<boolean> {
  const [row] = await source.query<{ there: boolean }[]>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return row?.there ?? false;
}
