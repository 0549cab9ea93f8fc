import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** The statements that each writing transaction still has to run before its COMMIT. A retry is a new transaction. */
const queues = new WeakMap<EntityManager, string[]>();

/** Allows statements to be queued on a writing transaction. */
export function acceptLastStatements(tx: EntityManager): void {
  queues.set(tx, []);
}

/**
 * Queues a statement to run at the end of the transaction, in the order of queuing. It is sent to PostgreSQL together
 * with the COMMIT, so a lock that it takes is held only for a moment. If it fails, the transaction is rolled back and
 * throws that error.
 *
 * @param values the values of the parameters `$1`, `$2` and so on
 * @throws Error in a read-only transaction
 */
export function beforeCommit(tx: EntityManager, sql: string, values: readonly (string | null)[]): void {
  const queue = queues.get(tx);
  if (queue === undefined) {
    throw new Error('A statement was queued on a transaction that is read-only or has ended.');
  }
  queue.push(sql.replaceAll(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1] ?? null)));
}

const literal = (value: string | null): string => (value === null ? 'NULL' : pg.escapeLiteral(value));

/** The text of the queued statements and the COMMIT. Nothing can be queued after this. */
export function commitText(tx: EntityManager): string {
  const queue = queues.get(tx) ?? [];
  queues.delete(tx);
  return [...queue, 'COMMIT'].join('; ');
}
