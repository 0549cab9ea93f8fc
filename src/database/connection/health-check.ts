import pg from 'pg';
import { withAbort } from '../../platform/index.js';
import { missingPrivileges } from '../installation/privileges.js';
import { sessionOptions } from './session-settings.js';

/** How long opening a connection may take, in milliseconds. */
const CONNECTING_MS = 5_000;

/** How long the check waits for a lock, in milliseconds. */
const LOCK_MS = 1_000;

/**
 * What the service needs of the database, in one statement. It reads what each request reads, so that it waits for a
 * lock on it, and makes a temporary file, which fails when the disk is full.
 */
const NEEDS = `
  SELECT pg_is_in_recovery() AS "isStandby",
    ARRAY(${missingPrivileges()}) AS missing,
    (SELECT count(*) FROM (SELECT id FROM identities LIMIT 1) i) AS identities,
    (SELECT count(*) FROM (SELECT id FROM deputies LIMIT 1) d) AS deputies,
    (SELECT count(*) FROM (SELECT code FROM phases LIMIT 1) p) AS phases,
    (SELECT count(*) FROM (SELECT count FROM audit_head LIMIT 1) h) AS heads,
    (SELECT count(*) FROM generate_series(1, 5000)) AS spilt`;

interface Found {
  readonly isStandby: boolean;
  readonly missing: readonly string[];
}

/** The database answers, but requests would fail. The message says why, for the operator. */
class UnusableError extends Error {
  override readonly name = 'UnusableError';
}

/**
 * Checks whether the database can be used, on a connection of its own, because busy pools do not mean that it cannot.
 * The connection is kept, because each new one costs PostgreSQL a process.
 */
export class HealthCheck {
  private kept: Promise<pg.Client> | null = null;

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
    const asked = (this.kept ??= this.connect());
    try {
      const { rows } = await withAbort(
        stop,
        asked.then((client) => client.query<Found>({ name: 'needs', text: NEEDS })),
      );
      assertUsable(rows[0]);
    } catch (error) {
      if (!(error instanceof UnusableError)) this.letGoOf(asked);
      throw error;
    }
  }

  end(): void {
    if (this.kept !== null) this.letGoOf(this.kept);
  }

  private connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.servingUrl,
      application_name: 'operation-scorpion checking',
      keepAlive: true,
      connectionTimeoutMillis: CONNECTING_MS,
      lock_timeout: LOCK_MS,
      // So little memory that the check needs a file, and on the disk of the data.
      options: sessionOptions({ work_mem: '64kB', temp_tablespaces: '' }),
    });
    const connected = client.connect().then(() => client);
    // A connection that is lost between checks is replaced by the next check.
    client.on('error', () => {
      this.letGoOf(connected);
    });
    return connected;
  }

  private letGoOf(connection: Promise<pg.Client>): void {
    if (this.kept === connection) this.kept = null;
    connection.then((client) => client.end()).catch(() => undefined);
  }
}

/** How many missing privileges a message names. */
const NAMED = 3;

function assertUsable(found: Found | undefined): void {
  if (found?.isStandby !== false) throw new UnusableError('The server is a standby, which takes no changes.');
  const { missing } = found;
  if (missing.length === 0) return;
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  throw new UnusableError(`The serving role lacks privileges: ${missing.slice(0, NAMED).join(', ')}${more}.`);
}
