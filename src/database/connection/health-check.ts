import pg from 'pg';
import { withAbort } from '../../platform/index.js';
import { codeOf } from '../embedded/startup-error.js';
import { missingPrivileges } from '../installation/privileges.js';
import { sessionOptions } from './session-settings.js';

/** The time limits of the check, in milliseconds. The server's limits are shorter than the caller's. */
const CONNECTING_MS = 5_000;
const LOCK_MS = 400;
const STATEMENT_MS = 1_400;

/**
 * What the service needs of the database, in one statement. It takes the locks that each request takes, reading no row,
 * and makes a temporary file, which fails when the disk is full.
 */
const CHECK_SQL = `
  SELECT pg_is_in_recovery() AS "isStandby",
    ARRAY(${missingPrivileges()}) AS missing,
    (SELECT count(*) FROM (SELECT id FROM identities LIMIT 0) i) AS identities,
    (SELECT count(*) FROM (SELECT id FROM deputies LIMIT 0) d) AS deputies,
    (SELECT count(*) FROM (SELECT code FROM phases LIMIT 0) p) AS phases,
    (SELECT count(*) FROM (SELECT count FROM audit_head LIMIT 0) h) AS heads,
    (SELECT count(*) FROM generate_series(1, 5000)) AS spilt`;

/** SQLSTATE: the server allows no larger temporary file, so the check cannot tell whether its disk is full. */
const NO_MORE_FILES = '53400';

/** SQLSTATEs of a statement that took too long: a lock, and the statement itself. */
const TOO_LONG = new Set(['55P03', '57014']);

interface Found {
  readonly isStandby: boolean;
  readonly missing: readonly string[];
}

/** The database answers, but requests would fail. The message says why, for the operator. */
class UnusableError extends Error {
  override readonly name = 'UnusableError';
}

/**
 * Checks whether the database can be used. It has its own connection, because the pools may only be busy. The connection
 * is kept, because each new one costs PostgreSQL a process.
 */
export class HealthCheck {
  private connection: Promise<pg.Client> | null = null;
  private isConnecting = false;

  constructor(private readonly servingUrl: string) {}

  /**
   * Resolves when the database can be used.
   *
   * @param stop ends the wait for it
   * @param onNewConnection whether it must be possible to open a connection now
   * @throws UnusableError if it answers, but requests would fail; else the error of the connection or the statement
   */
  async run(stop: AbortSignal, onNewConnection: boolean): Promise<void> {
    if (onNewConnection) this.end();
    const asked = (this.connection ??= this.connect());
    try {
      const { rows } = await withAbort(
        stop,
        asked.then((client) => client.query<Found>({ name: 'check', text: CHECK_SQL })),
      );
      assertUsable(rows[0]);
    } catch (error) {
      if (codeOf(error) === NO_MORE_FILES) return;
      // A connection that is being opened goes on, so that a slow server is reached in the end.
      const isWaiting = this.isConnecting && stop.aborted;
      if (!isWaiting && !(error instanceof UnusableError)) this.close(asked);
      throw error;
    }
  }

  end(): void {
    if (this.connection !== null) this.close(this.connection);
  }

  private connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.servingUrl,
      application_name: 'operation-scorpion checking',
      keepAlive: true,
      connectionTimeoutMillis: CONNECTING_MS,
      lock_timeout: LOCK_MS,
      statement_timeout: STATEMENT_MS,
      // With so little memory the check needs a file. It is on the disk of the data.
      options: sessionOptions({ work_mem: '64kB', temp_tablespaces: '' }),
    });
    this.isConnecting = true;
    const connected = client
      .connect()
      .then(() => client)
      .finally(() => {
        this.isConnecting = false;
      });
    // A connection that is lost between checks is replaced by the next check.
    client.on('error', () => {
      this.close(connected);
    });
    return connected;
  }

  private close(connection: Promise<pg.Client>): void {
    if (this.connection === connection) this.connection = null;
    connection.then((client) => client.end()).catch(() => undefined);
  }
}

/** How many missing privileges a message names. */
const MOST_NAMED = 3;

function assertUsable(found: Found | undefined): void {
  if (found?.isStandby !== false) throw new UnusableError('The server is a standby, which takes no changes.');
  const { missing } = found;
  if (missing.length === 0) return;
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  throw new UnusableError(`The serving role lacks privileges: ${missing.slice(0, MOST_NAMED).join(', ')}${more}.`);
}

/** Whether a check failed because it took too long. */
export function isSlow(error: unknown): boolean {
  return (error instanceof DOMException && error.name === 'TimeoutError') || TOO_LONG.has(codeOf(error) ?? '');
}
