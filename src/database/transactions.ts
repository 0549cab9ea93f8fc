import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from './database.js';

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

/** Serialisation failure and deadlock: the only errors after which the same work may well succeed. */
const RETRIED = new Set(['40001', '40P01']);
const MOST_ATTEMPTS = 3;

/** The only way to the database: every statement, reads too, runs in a transaction that knows for whom. */
@Injectable()
export class Transactions {
  constructor(private readonly database: Database) {}

  /**
   * Runs `work` in one transaction for `actor` and commits; rolls back when `work` throws, and throws the same.
   * After a serialisation failure or a deadlock the whole work is run again, in a new transaction, twice at most: so it
   * must have no effect outside the database.
   *
   * @throws CodedError SERVICE_UNAVAILABLE while there is no database
   */
  async run<T>(
    actor: TransactionActor,
    work: (tx: EntityManager) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(actor, work, options);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !RETRIED.has(sqlStateOf(error))) {
          throw error;
        }
      }
    }
  }

  private attempt<T>(
    actor: TransactionActor,
    work: (tx: EntityManager) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const inTransaction = async (tx: EntityManager): Promise<T> => {
      await tx.query(
        `SELECT set_config('scorpion.actor_id', $1, true), set_config('scorpion.actor_role', $2, true),
           set_config('scorpion.actor_force', $3, true), set_config('transaction_read_only', $4, true)`,
        [actor.id, actor.role, actor.force ?? '', options.readOnly === true ? 'on' : 'off'],
      );
      return work(tx);
    };
    const source = this.database.source();
    return options.snapshot === true
      ? source.transaction('REPEATABLE READ', inTransaction)
      : source.transaction(inTransaction);
  }
}

/** The SQLSTATE of a database error; '' for any other error. */
function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
