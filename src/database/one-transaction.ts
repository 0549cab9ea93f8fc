import pg from 'pg';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../common/errors.js';
import type { RequestTime } from '../platform/index.js';
import { acceptLastStatements, commitText } from './before-commit.js';
import type { DatabaseWatch } from './database-watch.js';
import { Lease } from './lease.js';

/** Who a transaction is for: what row-level security goes by. */
export interface TransactionActor {
  readonly id: string;
  readonly role: string;
  /** The force that the role belongs to; null: none. */
  readonly force: string | null;
}

export interface TransactionOptions {
  /** True: the database refuses any write in it. */
  readonly readOnly?: boolean;
  /** True: every statement sees the database as it was at the first one. */
  readonly snapshot?: boolean;
}

/** How long a COMMIT may take although the time is up, in milliseconds: what it does can no longer be taken back. */
const COMMIT_MS = 2_000;

/** SQLSTATE of a server that goes down, or a connection that breaks: whether it has committed is not said. */
const LOST = /^(08|57P)/;

/** How much later than the service PostgreSQL itself gives a statement up, in milliseconds. */
const SLACK_MS = 1_000;

/** A transaction from its beginning to its end, within a request's time. */
export class OneTransaction {
  private readonly stop: AbortSignal | null;
  private readonly readOnly: boolean;
  private readonly snapshot: boolean;

  /** @param time that of the request it is part of; null: of none, so it takes as long as it takes */
  constructor(
    private readonly actor: TransactionActor,
    { readOnly = false, snapshot = false }: TransactionOptions,
    private readonly time: RequestTime | null,
    private readonly watch: DatabaseWatch,
  ) {
    this.readOnly = readOnly;
    this.snapshot = snapshot;
    this.stop = (readOnly ? time?.unwanted : time?.overdue) ?? null;
  }

  /** Runs it once, on a connection of its own. */
  async run<T>(source: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const mode = this.readOnly ? 'read' : 'write';
    const lease = await Lease.take(source, this.stop, mode);
    try {
      return await this.watch.transaction(mode, async () => {
        const result = await this.work(lease, work);
        await this.commit(lease);
        return result;
      });
    } finally {
      await lease.release();
    }
  }

  private async work<T>({ runner, client }: Lease, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      client.opensWith(this.opening());
      await runner.startTransaction();
      if (!this.readOnly) acceptLastStatements(runner.manager);
      const result = await work(runner.manager);
      this.stop?.throwIfAborted();
      return result;
    } catch (error) {
      // It fails where the connection is gone; then nothing is left to roll back.
      await runner.rollbackTransaction().catch(() => undefined);
      this.stop?.throwIfAborted();
      throw error;
    }
  }

  /**
   * One text, so one round trip, with the actor for row-level security. The limit on a statement is a second line: it
   * holds where a cancellation does not arrive.
   */
  private opening(): string {
    const leftMs = this.time?.leftMs() ?? null;
    const limitMs = leftMs === Infinity ? 0 : Math.ceil(leftMs ?? 0) + SLACK_MS;
    const limit = leftMs === null ? {} : { statement_timeout: String(limitMs) };
    const modes = [
      `ISOLATION LEVEL ${this.snapshot ? 'REPEATABLE READ' : 'READ COMMITTED'}`,
      this.readOnly ? 'READ ONLY' : 'READ WRITE',
    ];
    return `START TRANSACTION ${modes.join(', ')}; ${settingActor(this.actor, limit)}`;
  }

  /**
   * Runs the queued statements and COMMIT in one round trip. Once they are on their way nobody may say that nothing was
   * stored, so they are waited for a little longer.
   */
  private async commit(lease: Lease): Promise<void> {
    const { runner, client } = lease;
    lease.keepOn();
    const leftMs = this.time?.leftMs() ?? Infinity;
    const timer = leftMs === Infinity ? undefined : setTimeout(() => client.abandon(), Math.max(leftMs, COMMIT_MS));
    try {
      client.closesWith(commitText(runner.manager));
      await runner.commitTransaction();
    } catch (error) {
      // Where a queued statement failed, PostgreSQL has not come to the COMMIT.
      if (!client.isAbandoned) await runner.rollbackTransaction().catch(() => undefined);
      if (this.readOnly) throw client.isAbandoned ? (this.time?.overdue.reason ?? error) : error;
      throw isRefusal(error) ? error : outcomeUnknown();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Whether PostgreSQL itself said that it does not commit; else the connection was lost before it said anything. */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  return cause instanceof pg.DatabaseError && !LOST.test(cause.code ?? '');
}

function outcomeUnknown(): CodedError {
  return new CodedError(
    'SERVICE_UNAVAILABLE',
    'The database did not confirm in time whether the change was stored. Check before you send it again. A return with an idempotencyKey can safely be sent again unchanged.',
  );
}

/** The statement that tells PostgreSQL for whom a transaction is, and settings that hold for it alone. */
export function settingActor({ id, role, force }: TransactionActor, more: Readonly<Record<string, string>>): string {
  const settings = {
    'scorpion.actor_id': id,
    'scorpion.actor_role': role,
    'scorpion.actor_force': force ?? '',
    ...more,
  };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `SELECT ${set.join(', ')}`;
}
