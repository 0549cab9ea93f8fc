import pg from 'pg';
import type { TransactionActor } from '../../src/database/transactions/one-transaction.js';

/** Runs `work` on one plain connection of this URL's role, and closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Begins a transaction for an actor on a plain connection; null: for nobody. */
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

/** What PostgreSQL refused a statement with: its SQLSTATE, and the constraint where one did; null: nothing. */
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
