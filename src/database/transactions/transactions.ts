import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requestScope } from '../../platform/index.js';
import { DatabaseMonitor } from '../connection/database-monitor.js';
import { DatabaseWatch } from '../connection/database-watch.js';
import { Database } from '../connection/database.js';
import { readOnce, type OneRead } from './one-read.js';
import { OneTransaction, type TransactionActor, type TransactionOptions } from './one-transaction.js';

/** SQLSTATEs of serialisation failures and deadlocks, the only errors after which a retry is likely to succeed. */
const RETRIED = new Set(['40001', '40P01']);
const MOST_ATTEMPTS = 3;

/** The only way to the database: every statement, including reads, runs in a transaction with an actor. */
@Injectable()
export class Transactions {
  constructor(
    private readonly database: Database,
    private readonly watch: DatabaseWatch,
    private readonly monitor: DatabaseMonitor,
  ) {}

  /**
   * Runs `work` in one transaction for `actor` and commits. If `work` throws, rolls back and throws the same error.
   * After a serialisation failure or a deadlock the whole work is repeated in a new transaction, at most twice, so it
   * must have no effect outside the database.
   *
   * Within a request it takes no longer than the request's time limit, including the wait for a connection; then it is
   * cancelled and nothing is stored. A read also ends when the caller goes. A change that has begun continues, because
   * the caller can ask for its result with the idempotency key.
   *
   * @throws CodedError SERVICE_UNAVAILABLE while there is no database, and when the time is up
   */
  async run<T>(
    actor: TransactionActor,
    work: (tx: EntityManager) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const scope = requestScope.getStore();
    if (scope !== undefined) scope.transactions += 1;
    const time = scope?.time ?? null;
    time?.abandoned.throwIfAborted();
    const transaction = new OneTransaction(actor, options, time, this.watch, this.monitor);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await transaction.run(this.database.source(), work);
        await transaction.assertStored();
        return result;
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !RETRIED.has(sqlStateOf(error))) {
          this.monitor.failed(error);
          throw error;
        }
        this.watch.retry();
      }
    }
  }

  /**
   * Runs `work`, which sends one reading statement, as `run` does, but as a separate transaction of one round trip.
   *
   * @throws as `run`
   */
  async readOnce<T>(actor: TransactionActor, work: (tx: OneRead) => Promise<T>): Promise<T> {
    const { watch, monitor } = this;
    const scope = requestScope.getStore();
    if (scope !== undefined) scope.transactions += 1;
    const time = scope?.time ?? null;
    return work({
      query: <Rows>(sql: string, [list]: readonly [readonly string[]]) =>
        readOnce<Rows>(this.database.source(), { actor, time, watch }, sql, list).catch((error: unknown) => {
          monitor.failed(error);
          throw error;
        }),
    });
  }
}

/** The SQLSTATE of a database error; '' for any other error. */
function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
