import pg from 'pg';
import type { TransactionActor } from '../../../src/database/transactions/one-transaction.js';

/** Runs `work` on one plain connection as this URL's role, and closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same URL with another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Begins a transaction for an actor on a plain connection; null: without an actor. */
export async function beginAs(client: pg.Client, actor: TransactionActor | null): Promise<void> {
  await client.query('BEGIN');
  if (actor !== null) {
    await client.query(
      `SELECT set_config('scorpion.actor_id', $1, true), set_config('scorpion.actor_role', $2, true),
         set_config('scorpion.actor_force', $3, true)`,
      [actor.id, actor.role, actor.force ?? ''],
    );
  }
}

/**
 * The reason why PostgreSQL rejected a statement: its SQLSTATE, and the constraint if there is one; null: it was not
 * rejected.
 */
export async function refusalOf(
  attempt: Promise<unknown>,
): Promise<{ readonly code: string; readonly constraint: string | null } | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (error instanceof pg.DatabaseError) {
      return { code: error.code ?? '', constraint: error.constraint ?? null };
    }
    throw error;
  }
}
