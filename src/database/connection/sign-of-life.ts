import pg from 'pg';
import { unless } from '../../platform/index.js';

/**
 * Asks whether the database answers, on a connection of its own: a pool whose connections are all at work is no database
 * that is away. The connection is kept, since asking is for anybody and a new one costs PostgreSQL a process.
 */
export class SignOfLife {
  private kept: Promise<pg.Client> | null = null;

  /** @param connectingMs how long a connection may take to come about */
  constructor(
    private readonly servingUrl: string,
    private readonly connectingMs: number,
  ) {}

  /** Settles when the database has answered; rejects when it has not, at the latest when `stop` aborts. */
  async ask(stop: AbortSignal): Promise<void> {
    const asked = (this.kept ??= this.connect());
    try {
      await unless(
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
    // A connection that is lost while nobody asks: the next to ask makes another.
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
