import type { DataSource } from 'typeorm';
import { StartupError } from '../embedded/index.js';

/** The oldest version of PostgreSQL whose SQL the service uses. */
const OLDEST_VERSION = 15;

/** @internal exported for the test */
export interface ServerSettings {
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  /** Of this session. */
  readonly synchronousCommit: string;
}

/**
 * Refuses a database with which an answer could be wrong or a confirmed change be lost, and which the service cannot set
 * up for its own sessions.
 *
 * @throws StartupError that says what was found and what to do
 */
export async function refuseUnreliable(source: DataSource): Promise<void> {
  const [found] = await source.query<ServerSettings[]>(
    `SELECT current_setting('server_version_num')::integer / 10000 AS version, pg_encoding_to_char(encoding) AS encoding,
       current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS "synchronousCommit"
     FROM pg_database WHERE datname = current_database()`,
  );
  const problem = found === undefined ? null : problemOf(found);
  if (problem !== null) throw new StartupError(problem);
}

/**
 * What is wrong with the server or the session, and what to do; null: nothing.
 *
 * @internal exported for its test
 */
export function problemOf({ version, encoding, fsync, synchronousCommit }: ServerSettings): string | null {
  if (version < OLDEST_VERSION) {
    return `The database runs on PostgreSQL ${version}. The service needs PostgreSQL ${OLDEST_VERSION} or newer.`;
  }
  if (encoding !== 'UTF8') {
    return `The database has the encoding ${encoding}, which cannot hold all names and notes. Create it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`;
  }
  if (fsync !== 'on') {
    return 'PostgreSQL runs with fsync = off, so a power cut can destroy the database. Set fsync = on and restart PostgreSQL.';
  }
  if (['off', 'local'].includes(synchronousCommit)) {
    return `The URL of the database sets synchronous_commit = ${synchronousCommit}, with which confirmed changes can be lost. Take that out of the URL.`;
  }
  return null;
}
