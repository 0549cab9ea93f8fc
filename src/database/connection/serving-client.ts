import pg from 'pg';
import { cancelRunning } from './cancel.js';
import type { DatabaseWatch, TransactionMode } from './database-watch.js';
import { preparedName } from './prepared.js';

/** What TypeORM begins a transaction with, and what it commits one with. */
const START = 'START TRANSACTION';
const COMMIT = 'COMMIT';

/** A connection of the pool. */
export class ServingClient extends pg.Client {
  /** What its statements are part of. */
  mode: TransactionMode = 'none';
  private readonly watch: DatabaseWatch;
  private opening: string | null = null;
  private closing: string | null = null;
  private abandoned = false;

  /** @param config what the pool was given */
  constructor(config: pg.ClientConfig & { readonly watch: DatabaseWatch }) {
    super(config);
    this.watch = config.watch;
  }

  /** True once nobody waits for it any more. */
  get isAbandoned(): boolean {
    return this.abandoned;
  }

  /** @param sql what the next transaction begins with: one round trip, where statements after TypeORM's START are more */
  opensWith(sql: string): void {
    this.opening = sql;
  }

  /** @param sql what the transaction ends with, its COMMIT included: one round trip */
  closesWith(sql: string): void {
    this.closing = sql;
  }

  /**
   * Lets go of the connection for good: PostgreSQL cancels what runs on it, and whatever waits for its answer here fails
   * at once. Nobody is given the connection again, so a cancellation that comes late meets nobody else's statement.
   */
  abandon(): void {
    if (this.abandoned) return;
    this.abandoned = true;
    this.watch.connectionAbandoned();
    cancelRunning(this);
    this.end().catch(() => undefined);
  }

  /** As pg's own; every statement of TypeORM's passes here, and none of them with a callback. */
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

/** A statement that is to be prepared, as pg wants it: with a name. */
function preparing(sent: unknown[]): unknown[] {
  const [text, values, ...more] = sent;
  const name = typeof text === 'string' ? preparedName(text) : null;
  return name === null ? sent : [{ name, text, values }, ...more];
}
