import { DataSource } from 'typeorm';
import { alikeNames } from './alike-names.js';
import { refuseNewer, refuseOtherKind } from './installation.js';
import { MIGRATIONS } from '../migrations/index.js';
import { open } from '../connection/open.js';
import { sessionOptions } from '../connection/session-settings.js';
import { privilegeStatements } from './privileges.js';
import { refuseUnreliable } from './server-settings.js';
import { refuseStrongRole } from './serving-role.js';
import { StartupError } from '../embedded/index.js';

/** The number of the lock: arbitrary, but the same for every process that migrates. */
const MIGRATION_LOCK = 8_027_413;

/** How long a process waits for another one that migrates the same database. */
const LOCK_TIMEOUT = '60s';

export interface MigrationRequest {
  /** The URL with the role that owns the database: it makes the tables, and the serving role if it is missing. */
  readonly ownerUrl: string;
  /** The URL with the serving role, and the password to create it with. */
  readonly servingUrl: string;
  /** At the first migration: whether to mark the database permanently as a demo. */
  readonly demo: boolean;
  /** Called with each sentence that the person at the console should read. */
  readonly tell?: (sentence: string) => void;
}

/**
 * Migrates the database to this release: runs pending migrations, then grants the serving role its privileges. Several
 * processes may call it at the same time: one does the work and the others wait for it.
 *
 * @returns the names of the migrations that were run, oldest first
 * @throws StartupError if the database could lose data, a newer release has migrated it, the serving role could bypass
 *   its protections, or the owner may not migrate
 */
export async function migrate(request: MigrationRequest): Promise<string[]> {
  const source = ownerDataSource(request);
  await open(source, 'MIGRATION_DATABASE_URL');
  try {
    return await underLock(source, async () => {
      const servingRole = servingRoleOf(request.servingUrl);
      const owner = await currentUser(source);
      await refuseUnreliable(source);
      await refuseNewer(source);
      await refuseOtherKind(source, request.demo);
      await refuseStrongRole(source, servingRole, owner);
      const done = await source.runMigrations({ transaction: 'each' });
      await refuseStrongRole(source, servingRole, owner);
      await grantPrivileges(source, servingRole);
      if (done.length > 0) for (const sentence of await alikeNames(source)) request.tell?.(sentence);
      return done.map(({ name }) => name);
    });
  } catch (error) {
    throw inWords(error, servingRoleOf(request.servingUrl));
  } finally {
    await source.destroy();
  }
}

/** Turns errors that the person at the console can put right into a message, by SQLSTATE. */
function inWords(error: unknown, servingRole: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) {
    return error;
  }
  switch (error.code) {
    case '42501':
      return new StartupError(
        `The role of MIGRATION_DATABASE_URL may not migrate (${error.message}). It must own the database. It also needs CREATEROLE ` +
          `if the role '${servingRole}' of DATABASE_URL does not exist. Or create that role first: CREATE ROLE "${servingRole}" LOGIN PASSWORD '…'.`,
      );
    case '55P03':
      return new StartupError(
        'Another process is migrating the database and has not finished. Start again when it has finished.',
      );
    default:
      return error;
  }
}

/**
 * A connection as the owner. Its settings pass the serving role and the demo mark to the migrations.
 *
 * @internal exported for the test that reverts the migrations
 */
export function ownerDataSource({ ownerUrl, servingUrl, demo }: MigrationRequest): DataSource {
  const settings: Record<string, string> = {
    'scorpion.serving_role': servingRoleOf(servingUrl),
    'scorpion.serving_password': decodeURIComponent(new URL(servingUrl).password),
    'scorpion.demo': String(demo),
  };
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    applicationName: 'operation-scorpion migration',
    extra: { options: sessionOptions(settings), max: 2, connectionTimeoutMillis: 10_000 },
  });
}

/** The serving role's name: the user of its URL. */
function servingRoleOf(servingUrl: string): string {
  return decodeURIComponent(new URL(servingUrl).username);
}

/** Runs work under a lock. The lock has its own connection, so that it ends with the process in any case. */
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
