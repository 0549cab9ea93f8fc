import { DataSource } from 'typeorm';
import { refuseOtherKind } from './installation.js';
import { MIGRATIONS } from '../migrations/index.js';
import { open } from '../connection/open.js';
import { privilegeStatements } from './privileges.js';
import { refuseStrongRole } from './serving-role.js';
import { StartRefused } from '../embedded/index.js';

/** Any number will do, as long as every process that migrates takes the same. */
const MIGRATION_LOCK = 8_027_413;

/** How long a process waits for another one that is migrating the same database. */
const LOCK_TIMEOUT = '60s';

export interface MigrationRequest {
  /** The owner of the database: makes tables, and the serving role where it is missing. */
  readonly ownerUrl: string;
  /** Names the serving role, and the password to make it with. */
  readonly servingUrl: string;
  /** Marks the database as a demo, for good, when this is its first migration. */
  readonly demo: boolean;
}

/**
 * Brings the database up to this release: pending migrations, then the serving role's privileges. Safe to run from any
 * number of processes at once: one does the work, the others wait and find it done.
 *
 * @returns the names of the migrations that were run, oldest first
 * @throws StartRefused when the serving role could bypass what the database protects
 */
export async function migrate(request: MigrationRequest): Promise<string[]> {
  const source = ownerDataSource(request);
  await open(source, 'MIGRATION_DATABASE_URL');
  try {
    return await underLock(source, async () => {
      const servingRole = servingRoleOf(request.servingUrl);
      const owner = await currentUser(source);
      await refuseOtherKind(source, request.demo);
      await refuseStrongRole(source, servingRole, owner);
      const done = await source.runMigrations({ transaction: 'each' });
      await refuseStrongRole(source, servingRole, owner);
      await grantPrivileges(source, servingRole);
      return done.map(({ name }) => name);
    });
  } catch (error) {
    throw inWords(error, servingRoleOf(request.servingUrl));
  } finally {
    await source.destroy();
  }
}

/** Errors of PostgreSQL that the person at the console can do something about, by SQLSTATE. */
function inWords(error: unknown, servingRole: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) {
    return error;
  }
  switch (error.code) {
    case '42501':
      return new StartRefused(
        `The role of MIGRATION_DATABASE_URL may not migrate (${error.message}). It must own the database; and either it has CREATEROLE, ` +
          `or the role '${servingRole}' of DATABASE_URL is there before: CREATE ROLE "${servingRole}" LOGIN PASSWORD '…'.`,
      );
    case '55P03':
      return new StartRefused(
        'Another process is migrating the database and has not finished. Start again when it has.',
      );
    default:
      return error;
  }
}

/**
 * A connection as the owner, which hands the migrations what they cannot know: the serving role and the demo mark.
 *
 * @internal exported for the test that takes them back
 */
export function ownerDataSource({ ownerUrl, servingUrl, demo }: MigrationRequest): DataSource {
  const settings: Record<string, string> = {
    'scorpion.serving_role': servingRoleOf(servingUrl),
    'scorpion.serving_password': decodeURIComponent(new URL(servingUrl).password),
    'scorpion.demo': String(demo),
  };
  const options = Object.entries(settings).map(
    ([name, value]) => `-c ${name}=${value.replaceAll(/([\\\s])/g, '\\$1')}`,
  );
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    applicationName: 'operation-scorpion migration',
    extra: { options: options.join(' '), max: 2, connectionTimeoutMillis: 10_000 },
  });
}

/** The serving role's name: the user of its URL. */
function servingRoleOf(servingUrl: string): string {
  return decodeURIComponent(new URL(servingUrl).username);
}

/** The lock is held by a connection of its own, so that it ends with the process, however that ends. */
async function underLock<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
  }
}

async function currentUser(source: DataSource): Promise<string | null> {
  const [row] = await source.query<{ name: string }[]>('SELECT current_user AS name');
  return row?.name ?? null;
}

async function grantPrivileges(source: DataSource, servingRole: string): Promise<void> {
  await source.transaction(async (tx) => {
    for (const statement of privilegeStatements(servingRole)) {
      await tx.query(statement);
    }
  });
}
