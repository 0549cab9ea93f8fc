import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { RequestTime } from '../../platform/index.js';
import type { DatabaseWatch } from '../connection/database-watch.js';
import { Lease } from '../connection/lease.js';
import { settingActor, type TransactionActor } from './one-transaction.js';

/**
 * One statement that reads, in a transaction of its own that is one round trip from beginning to end: PostgreSQL takes
 * several statements of one text for a transaction. For what every request does.
 *
 * @param sql its one parameter, `$1`, is a list of texts
 * @param time that of what it is read for; null: as long as it takes
 */
export async function readOnce<Row>(
  source: DataSource,
  { actor, time, watch }: { actor: TransactionActor; time: RequestTime | null; watch: DatabaseWatch },
  sql: string,
  list: readonly string[],
): Promise<Row[]> {
  const stop = time?.unwanted ?? null;
  const lease = await Lease.take(source, stop, 'read');
  try {
    return await watch.transaction('read', async () => {
      const literal = `ARRAY[${list.map(pg.escapeLiteral).join(', ')}]::text[]`;
      const text = `${settingActor(actor, { transaction_read_only: 'on' })}; ${sql.replaceAll('$1', () => literal)}`;
      const results = await (lease.client.query(text) as Promise<{ rows: Row[] }[]>);
      return results.at(-1)?.rows ?? [];
    });
  } catch (error) {
    stop?.throwIfAborted();
    throw error;
  } finally {
    await lease.release();
  }
}
