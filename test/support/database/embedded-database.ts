import pg from 'pg';
import { readCredentials } from '../../../src/database/embedded/cluster/credentials.js';
import { findPostmaster } from '../../../src/database/embedded/server/postmaster.js';
import { OWNER_ROLE, urlOf } from '../../../src/database/embedded/cluster/roles.js';
import { withClient } from './plain-client.js';

/** The target of a kill -9 in PostgreSQL: the server with all its children, only the server, or one child of many. */
export type KillTarget = 'ALL_OF_IT' | 'SERVER' | 'BACKEND';

/** The running embedded PostgreSQL of a DATA_DIR: its process id, and the URLs for its owner and its superuser. */
interface Running {
  readonly pid: number;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
}

/** @throws Error if none runs */
async function running(dataDir: string): Promise<Running> {
  const [server, credentials] = await Promise.all([findPostmaster(`${dataDir}/postgres`), readCredentials(dataDir)]);
  if (server?.port == null || credentials === null) {
    throw new Error(`No database runs on ${dataDir}.`);
  }
  const { port, process } = server;
  return {
    pid: process.pid,
    ownerUrl: urlOf(OWNER_ROLE, credentials.owner, port),
    superuserUrl: urlOf('postgres', credentials.superuser, port),
  };
}

/** Runs one statement as the owner, to whom row-level security does not apply; returns its rows. */
export async function asEmbeddedOwner<Row extends object>(dataDir: string, sql: string): Promise<Row[]> {
  const { ownerUrl } = await running(dataDir);
  return withClient(ownerUrl, async (client) => (await client.query<Row>(sql)).rows);
}

/** Whether the database accepts a statement. */
export async function acceptsStatements(dataDir: string): Promise<boolean> {
  return asEmbeddedOwner(dataDir, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

/** A client that is connected to the database, and so notices when it stops. */
export interface WatchingClient {
  /** Sends SIGKILL at once. */
  readonly kill: (victim: KillTarget) => Promise<void>;
  /** Resolves when it is no longer connected: PostgreSQL has closed all connections, or it has left. */
  readonly gone: Promise<void>;
  /** Whether the service has no connection. A statement of a service that was killed runs to its end. */
  readonly isAlone: () => Promise<boolean>;
  readonly leave: () => Promise<void>;
}

export async function watch(dataDir: string): Promise<WatchingClient> {
  const { pid: server, superuserUrl } = await running(dataDir);
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => client.once('end', resolve));
  await client.connect();
  return {
    kill: async (victim) => {
      const { rows } = await client.query<{ pid: number; serves: boolean }>(
        `SELECT pid, application_name = 'operation-scorpion' AS serves FROM pg_stat_activity
         ORDER BY coalesce(state, '') = 'active' DESC, xact_start`,
      );
      const serving = rows.filter(({ serves }) => serves);
      const victims = { ALL_OF_IT: rows, SERVER: [], BACKEND: serving.slice(0, 1) }[victim].map(({ pid }) => pid);
      // The server first, because it would replace children that are gone.
      for (const pid of victim === 'BACKEND' ? victims : [server, ...victims]) kill(pid);
    },
    gone,
    isAlone: async () => {
      const { rows } = await client.query<{ serves: boolean }>(
        `SELECT count(*) > 0 AS serves FROM pg_stat_activity WHERE application_name LIKE 'operation-scorpion%'`,
      );
      return rows[0]?.serves === false;
    },
    leave: () => client.end(),
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // A child that has ended by itself meanwhile.
  }
}
