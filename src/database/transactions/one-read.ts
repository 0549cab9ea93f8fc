import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { RequestTime } from '../../platform/index.js';
import type { DatabaseWatch } from '../connection/database-watch.js';
import { Lease } from '../connection/lease.js';
import { settingActor, type TransactionActor } from './one-transaction.js';

/** Sends the one statement of `Transactions.readOnce`. An EntityManager of `Transactions.run` serves as well. */
export interface OneRead {
  /** @param sql has one parameter, `$1`, a list of texts */
  query: <Rows>(sql: string, parameters: [list: readonly string[]]) => Promise<Rows>;
}

/**
 * Runs one reading statement as a whole transaction in a single round trip: PostgreSQL runs several statements of one
 * text as one transaction. Used for reads of every request.
 *
 * @param sql has one parameter, `$1`, a list of texts
 * @param time the time limit of the work; null: no limit
 */
export async function readOnce<Rows>(
  source: DataSource,
  { actor, time, watch }: { actor: TransactionActor; time: RequestTime | null; watch: DatabaseWatch },
  sql: string,
  list: readonly string[],
): Promise<Rows> {
  const stop = time?.abandoned ?? null;
  const lease = await Lease.take(source, stop, 'read');
  try {
    return await watch.transaction('read', async () => {
      const literal = `ARRAY[${list.map(pg.escapeLiteral).join(', ')}]::text[]`;
      const text = `${settingActor(actor, { transaction_read_only: 'on' })}; ${sql.replaceAll('$1', () => literal)}`;
      const results = await (lease.client.query(text) as Promise<{ rows: unknown[] }[]>);
      return (results.at(-1)?.rows ?? []) as Rows;
    });
  } catch (error) {
    stop?.throwIfAborted();
    throw error;
  } finally {
    await lease.release();
  }
}
