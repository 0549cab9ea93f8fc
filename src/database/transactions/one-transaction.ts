import pg from 'pg';
import { QueryFailedError, type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { CodedError } from '../../common/errors.js';
import type { RequestTime } from '../../platform/index.js';
import { acceptLastStatements, commitText } from './before-commit.js';
import { StartupError } from '../embedded/index.js';
import type { DatabaseMonitor } from '../connection/database-monitor.js';
import type { DatabaseWatch } from '../connection/database-watch.js';
import { Lease } from '../connection/lease.js';

/** The actor of a transaction, by which row-level security decides. */
export interface TransactionActor {
  readonly id: string;
  readonly role: string;
  /** The force to which the role belongs; null if none. */
  readonly force: string | null;
}

export interface TransactionOptions {
  /** True: the database refuses writes in it. */
  readonly readOnly?: boolean;
  /** True: every statement sees the database as it was at the first statement. */
  readonly snapshot?: boolean;
}

/** How long a COMMIT may take after the time limit, in milliseconds, because it can no longer be cancelled. */
const COMMIT_MS = 2_000;

/** SQLSTATEs of a server that stops or a connection that is lost: it is then not known whether it committed. */
const LOST = /^(08|57P)/;

/** How much longer PostgreSQL's own limit for a statement is than the service's, in milliseconds. */
const SLACK_MS = 1_000;

/** One transaction, within the time limit of a request. */
export class OneTransaction {
  private readonly stop: AbortSignal | null;
  private readonly readOnly: boolean;
  private readonly snapshot: boolean;

  /** @param time the time limit of its request; null: no limit */
  constructor(
    private readonly actor: TransactionActor,
    { readOnly = false, snapshot = false }: TransactionOptions,
    private readonly time: RequestTime | null,
    private readonly watch: DatabaseWatch,
    private readonly monitor: DatabaseMonitor,
  ) {
    this.readOnly = readOnly;
    this.snapshot = snapshot;
    this.stop = (readOnly ? time?.abandoned : time?.overdue) ?? null;
  }

  /** Runs it once, on its own connection. */
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

  /**
   * Checks that the files of the database still exist. If they were deleted, the commit is lost, and the caller gets an
   * error.
   *
   * @throws CodedError SERVICE_UNAVAILABLE
   */
  async assertStored(): Promise<void> {
    if (this.readOnly) return;
    try {
      await this.monitor.assertFiles();
    } catch (error) {
      throw new CodedError(
        'SERVICE_UNAVAILABLE',
        error instanceof StartupError
          ? 'The change is probably lost: the files of the database were deleted or replaced. Tell those who run the service.'
          : 'The change was committed, but the service could not check that the files of the database still exist. Read it before you send it again.',
      );
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
      // This fails if the connection is lost, in which case there is nothing to roll back.
      await runner.rollbackTransaction().catch(() => undefined);
      this.stop?.throwIfAborted();
      throw error;
    }
  }

  /**
   * The text that begins the transaction and sets the actor for row-level security, in one round trip. The limit on
   * statements is a second safeguard, in case a cancellation does not arrive.
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
   * Runs the queued statements and COMMIT in one round trip. From then on it cannot be said that nothing was stored, so
   * it waits a little beyond the time limit.
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
      // If a queued statement failed, PostgreSQL did not run the COMMIT.
      const isAlive = !client.isAbandoned && (await canRollBack(runner));
      if (this.readOnly) throw client.isAbandoned ? (this.time?.overdue.reason ?? error) : error;
      throw isAlive && isRefusal(error) ? error : this.outcomeUnknown(error);
    } finally {
      clearTimeout(timer);
    }
  }

  private outcomeUnknown(cause: unknown): CodedError {
    this.monitor.failed(cause);
    return new CodedError(
      'SERVICE_UNAVAILABLE',
      'The database did not confirm in time whether the change was stored. Check before you send it again. A return with an idempotencyKey can safely be sent again unchanged.',
    );
  }
}

/** Whether the connection still works. It does after PostgreSQL refused a statement, and does not after a PANIC. */
function canRollBack(runner: QueryRunner): Promise<boolean> {
  return runner.rollbackTransaction().then(
    () => true,
    () => false,
  );
}

/** Whether PostgreSQL refused to commit. Otherwise the connection was lost before it answered. */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  return cause instanceof pg.DatabaseError && !LOST.test(cause.code ?? '');
}

/** The statement that sets the actor and other settings for one transaction. */
export function settingActor({ id, role, force }: TransactionActor, more: Readonly<Record<string, string>>): string {
  const settings = {
    'scorpion.actor_id': id,
    'scorpion.actor_role': role,
    'scorpion.actor_force': force ?? '',
    // What the transaction will have noted for its audit entry.
    'scorpion.contents': '',
    ...more,
  };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `SELECT ${set.join(', ')}`;
}
