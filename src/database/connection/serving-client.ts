import pg from 'pg';
import { cancelRunning } from './cancel.js';
import type { DatabaseWatch, TransactionMode } from './database-watch.js';
import { preparedName } from './prepared.js';

/** The statements with which TypeORM begins and commits a transaction. */
const START = 'START TRANSACTION';
const COMMIT = 'COMMIT';

/** A connection of the pool. */
export class ServingClient extends pg.Client {
  /** The kind of transaction of its statements. */
  mode: TransactionMode = 'none';
  private readonly watch: DatabaseWatch;
  private opening: string | null = null;
  private closing: string | null = null;
  private abandoned = false;

  /** @param config the configuration of the pool */
  constructor(config: pg.ClientConfig & { readonly watch: DatabaseWatch }) {
    super(config);
    this.watch = config.watch;
  }

  /** True if nobody waits for this connection any more. */
  get isAbandoned(): boolean {
    return this.abandoned;
  }

  /** @param sql replaces TypeORM's START of the next transaction, so that its first statements need one round trip */
  opensWith(sql: string): void {
    this.opening = sql;
  }

  /** @param sql replaces the COMMIT of the transaction, which it includes, so that the end needs one round trip */
  closesWith(sql: string): void {
    this.closing = sql;
  }

  /**
   * Abandons the connection: PostgreSQL is asked to cancel its statement, and whatever waits for it here fails at once.
   * The connection is never used again, so a late cancellation cannot hit another statement.
   */
  abandon(): void {
    if (this.abandoned) return;
    this.abandoned = true;
    this.watch.connectionAbandoned();
    cancelRunning(this);
    this.end().catch(() => undefined);
  }

  /** Overrides pg's method. Every statement of TypeORM passes here, always without a callback. */
  override query(...sent: unknown[]): never {
    const send = super.query.bind(this) as (...all: unknown[]) => Promise<unknown>;
    const [sql] = sent;
    const run = (): Promise<unknown> => send(...preparing(this.replaced(sent)));
    return this.watch.statement(this.mode, typeof sql === 'string' ? sql : '', run) as never;
  }

  private replaced(sent: unknown[]): unknown[] {
    const { opening, closing } = this;
    if (opening !== null && sent[0] === START) {
      this.opening = null;
      return [opening];
    }
    if (closing !== null && sent[0] === COMMIT) {
      this.closing = null;
      return [closing];
    }
    return sent;
  }
}

/** The arguments of a query; for a statement that is to be prepared, with its name as pg expects it. */
function preparing(sent: unknown[]): unknown[] {
  const [text, values, ...more] = sent;
  const name = typeof text === 'string' ? preparedName(text) : null;
  return name === null ? sent : [{ name, text, values }, ...more];
}
