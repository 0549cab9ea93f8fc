import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** What each transaction that writes still has to run before its COMMIT. A retry is another transaction. */
const queues = new WeakMap<EntityManager, string[]>();

/** Lets statements be queued on a transaction that writes. */
export function acceptLastStatements(tx: EntityManager): void {
  queues.set(tx, []);
}

/**
 * Queues a statement that the transaction runs after all others, in the order of queuing. It goes to PostgreSQL in one
 * text with the COMMIT, so a lock that it takes waits neither for another statement nor for this process. If it fails,
 * the transaction is rolled back and throws that error.
 *
 * @param values of the statement's parameters, `$1` and so on
 * @throws Error in a transaction that only reads
 */
export function beforeCommit(tx: EntityManager, sql: string, values: readonly (string | null)[]): void {
  const queue = queues.get(tx);
  if (queue === undefined) {
    throw new Error('A statement was queued on a transaction that is read-only or has ended.');
  }
  queue.push(sql.replaceAll(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1] ?? null)));
}

const literal = (value: string | null): string => (value === null ? 'NULL' : pg.escapeLiteral(value));

/** The COMMIT of a transaction with everything that was queued before it. Nothing can be queued from now on. */
export function commitText(tx: EntityManager): string {
  const queue = queues.get(tx) ?? [];
  queues.delete(tx);
  return [...queue, 'COMMIT'].join('; ');
}
