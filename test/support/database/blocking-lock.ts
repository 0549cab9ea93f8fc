import { withClient } from './plain-client.js';
import type { TestDatabase } from './test-database.js';
import { until } from '../run/until.js';

const PATIENCE_MS = 60_000;

/** A lock taken by a test, which blocks only those who need it. */
export interface BlockingLock {
  /**
   * Resolves once exactly this many others wait for it, or for one who waits for it: of those who want the same row,
   * only the first waits for the lock itself. Others' activity is hidden, but not their locks.
   */
  readonly awaitedBy: (others: number) => Promise<void>;
}

const WAITING = `
  WITH RECURSIVE waiting AS (
    SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
    UNION SELECT further.pid FROM pg_locks further JOIN waiting ON waiting.pid = ANY (pg_blocking_pids(further.pid))
    WHERE NOT further.granted
  ) SELECT count(*)::int AS others FROM waiting`;

/** Runs `work` while the locks of `sql` are taken, as the owner. */
export async function withLock<T>(ownerUrl: string, sql: string, work: (lock: BlockingLock) => Promise<T>): Promise<T> {
  return withClient(ownerUrl, async (owner) => {
    await owner.query('BEGIN');
    await owner.query(sql);
    const others = async (): Promise<number> => {
      const { rows } = await owner.query<{ others: number }>(WAITING);
      return rows[0]?.others ?? 0;
    };
    const awaitedBy = async (expected: number): Promise<void> => {
      await until(`${expected} wait for the lock`, PATIENCE_MS, async () => (await others()) === expected);
    };
    const done = await work({ awaitedBy });
    await owner.query('ROLLBACK');
    return done;
  });
}

/** Resolves once a connection of the database waits for a lock. */
export async function untilSomebodyWaits(database: TestDatabase): Promise<void> {
  const waiting = `SELECT FROM pg_locks WHERE NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await until('somebody waits for a lock', PATIENCE_MS, async () => (await database.asOwner(waiting)).length > 0);
}
