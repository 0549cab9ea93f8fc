import pg from 'pg';
import { withAbort } from '../../platform/index.js';

/**
 * Checks whether the database answers, on a separate connection, because a busy pool does not mean that the database
 * cannot be reached. The connection is kept, because anybody may call the probe and each new one costs PostgreSQL a
 * process.
 */
export class SignOfLife {
  private kept: Promise<pg.Client> | null = null;

  /** @param connectingMs how long opening a connection may take, in milliseconds */
  constructor(
    private readonly servingUrl: string,
    private readonly connectingMs: number,
  ) {}

  /** Resolves when the database has answered; rejects if it does not, at the latest when `stop` aborts. */
  async ask(stop: AbortSignal): Promise<void> {
    const asked = (this.kept ??= this.connect());
    try {
      await withAbort(
        stop,
        asked.then((client) => client.query('SELECT')),
      );
    } catch (error) {
      this.letGoOf(asked);
      throw error;
    }
  }

  end(): void {
    if (this.kept !== null) this.letGoOf(this.kept);
  }

  private connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.servingUrl,
      application_name: 'operation-scorpion asking whether it is there',
      keepAlive: true,
      connectionTimeoutMillis: this.connectingMs,
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
