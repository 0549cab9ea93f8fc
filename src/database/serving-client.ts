import pg from 'pg';
import { cancelRunning } from './cancel.js';

/** What TypeORM begins a transaction with. */
const START = 'START TRANSACTION';

/** A connection of the pool. */
export class ServingClient extends pg.Client {
  private opening: string | null = null;
  private abandoned = false;

  /** True once nobody waits for it any more. */
  get isAbandoned(): boolean {
    return this.abandoned;
  }

  /** @param sql what the next transaction begins with: one round trip, where statements after TypeORM's START are more */
  opensWith(sql: string): void {
    this.opening = sql;
  }

  /**
   * Lets go of the connection for good: PostgreSQL cancels what runs on it, and whatever waits for its answer here fails
   * at once. Nobody is given the connection again, so a cancellation that comes late meets nobody else's statement.
   */
  abandon(): void {
    if (this.abandoned) return;
    this.abandoned = true;
    cancelRunning(this);
    this.end().catch(() => undefined);
  }

  /** As pg's own; every statement that the pool sends passes here. */
  override query(...sent: unknown[]): never {
    return Reflect.apply(super.query.bind(this) as (...all: unknown[]) => unknown, this, this.opened(sent)) as never;
  }

  private opened(sent: unknown[]): unknown[] {
    const { opening } = this;
    if (opening === null || sent[0] !== START) return sent;
    this.opening = null;
    return [opening];
  }
}
