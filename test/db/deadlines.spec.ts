import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { RequestTime } from '../../src/platform/request-scope/request-time.js';
import { requestScope } from '../../src/platform/request-scope/request-scope.js';
import { delayCancellations, type CancellationProxy } from '../support/database/delayed-cancellation.js';
import { withLock } from '../support/database/blocking-lock.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const ACTOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const ADD_FORCE = `INSERT INTO forces (code, name, kind) VALUES ($1, $1, 'PARTNER')`;
const LOCK = 'LOCK TABLE operations IN ACCESS EXCLUSIVE MODE';
const NEEDS_LOCK = 'SELECT FROM operations';
const READ_ONLY = { readOnly: true };
const TIME_UP = {
  name: 'CodedError',
  code: 'SERVICE_UNAVAILABLE',
  message: expect.stringContaining('longer than the limit of'),
};
/** The size of each of the two pools. */
const CONNECTIONS = 10;

let database: TestDatabase;
let serving: ServingSide;

beforeAll(async () => {
  database = await createTestDatabase();
  serving = await connectServing(database);
});

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

/** Runs `work` as part of a request. */
function within<T>(time: RequestTime, work: () => Promise<T>): Promise<T> {
  return requestScope.run({ requestId: 'test', time, transactions: 0 }, work);
}

const inTime = async <T>(limitMs: number, work: () => Promise<T>): Promise<T> => within(new RequestTime(limitMs), work);
const ask = (sql: string, options = {}): Promise<unknown> =>
  serving.transactions.run(ACTOR, (tx) => tx.query(sql), options);

async function isThere(force: string): Promise<boolean> {
  return (await database.asOwner('SELECT FROM forces WHERE code = $1', [force])).length === 1;
}

describe('when the time of a request is up', () => {
  it.each([{}, READ_ONLY])('the running statement is cancelled, and its backend is free (%j)', async (options) => {
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      const asked = inTime(200, () => ask(NEEDS_LOCK, options));
      await expect(asked).rejects.toMatchObject(TIME_UP);
      // The lock is still taken: nobody waits for it any more, because no statement runs.
      await lock.awaitedBy(0);
    });
  });

  it('nothing of the transaction is stored', async () => {
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      const work = async (tx: EntityManager): Promise<void> => {
        await tx.query(ADD_FORCE, ['too-late']);
        await tx.query(NEEDS_LOCK);
      };
      await expect(inTime(300, () => serving.transactions.run(ACTOR, work))).rejects.toMatchObject(TIME_UP);
      await lock.awaitedBy(0);
    });
    expect(await isThere('too-late')).toBe(false);
  });

  it.each([
    ['the next statement is not run', (tx: EntityManager) => tx.query(ADD_FORCE, ['next'])],
    ['nothing is committed', () => Promise.resolve()],
  ])('and no statement runs, %s', async (_, then) => {
    const time = new RequestTime(300);
    const work = async (tx: EntityManager): Promise<void> => {
      await tx.query(ADD_FORCE, ['before']);
      await new Promise((resolve) => time.overdue.addEventListener('abort', resolve));
      await then(tx);
    };
    await expect(within(time, () => serving.transactions.run(ACTOR, work))).rejects.toMatchObject(TIME_UP);
    expect([await isThere('before'), await isThere('next')]).toEqual([false, false]);
  });

  it('a request waiting for a connection does not get one later', async () => {
    let busy: Promise<unknown> = Promise.resolve();
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      busy = Promise.all(Array.from({ length: CONNECTIONS }, () => ask(NEEDS_LOCK)));
      await lock.awaitedBy(CONNECTIONS);
      let begun = false;
      const work = (): Promise<void> => {
        begun = true;
        return Promise.resolve();
      };
      const waiting = inTime(100, () => serving.transactions.run(ACTOR, work));
      await expect(waiting).rejects.toMatchObject(TIME_UP);
      expect(begun).toBe(false);
    });
    await busy;
    await Promise.all(Array.from({ length: CONNECTIONS }, () => ask('SELECT 1')));
  });

  it('no conflict is retried', async () => {
    const time = new RequestTime(300);
    let attempts = 0;
    const work = async (tx: EntityManager): Promise<void> => {
      attempts += 1;
      await tx.query('SELECT 1');
      await new Promise((resolve) => time.overdue.addEventListener('abort', resolve));
      throw Object.assign(new Error('a conflict'), { code: '40001' });
    };
    await expect(within(time, () => serving.transactions.run(ACTOR, work))).rejects.toMatchObject(TIME_UP);
    expect(attempts).toBe(1);
  });
});

describe('a request with time left', () => {
  const limit = async (tx: EntityManager): Promise<string | undefined> => {
    const [row] = await tx.query<{ ms: string }[]>(
      "SELECT setting AS ms FROM pg_settings WHERE name = 'statement_timeout'",
    );
    return row?.ms;
  };

  it('has a statement timeout in PostgreSQL in case a cancellation is lost; the next request on the connection has its own', async () => {
    const own = Number(await serving.transactions.run(ACTOR, limit));
    const given = Number(await inTime(5_000, () => serving.transactions.run(ACTOR, limit)));
    expect(given).toBeGreaterThan(1_000);
    expect(given).toBeLessThanOrEqual(6_000);
    // Without a limit, a request takes as long as it needs.
    expect(Number(await inTime(0, () => serving.transactions.run(ACTOR, limit)))).toBe(0);
    expect(Number(await serving.transactions.run(ACTOR, limit))).toBe(own);
  });
});

describe('when the caller has disconnected', () => {
  it('a request that only reads is cancelled', async () => {
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      const time = new RequestTime(0);
      const asked = within(time, () => ask(NEEDS_LOCK, READ_ONLY));
      await lock.awaitedBy(1);
      time.callerGone();
      await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      await lock.awaitedBy(0);
    });
  });

  it('a change that has begun is completed, and no new one begins', async () => {
    const time = new RequestTime(0);
    const add = (force: string): Promise<void> =>
      within(time, () =>
        serving.transactions.run(ACTOR, async (tx) => {
          time.callerGone();
          await tx.query(ADD_FORCE, [force]);
        }),
      );
    await add('begun');
    await expect(add('not-begun')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect([await isThere('begun'), await isThere('not-begun')]).toEqual([true, false]);
  });
});

describe('a cancellation', () => {
  let way: CancellationProxy;
  let delayed: ServingSide;

  beforeAll(async () => {
    way = await delayCancellations(database.servingUrl);
    delayed = await connectServing({ ...database, servingUrl: way.url });
  });

  afterAll(async () => {
    await delayed.stop();
    await way.stop();
  });

  it('ends the statement', async () => {
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      const time = new RequestTime(0);
      const cancellation = way.next();
      const asked = within(time, () => delayed.transactions.run(ACTOR, (tx) => tx.query(NEEDS_LOCK), READ_ONLY));
      await lock.awaitedBy(1);
      time.callerGone();
      await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      const letThrough = await cancellation;
      await lock.awaitedBy(1);
      await letThrough();
      await lock.awaitedBy(0);
    });
  });

  it("that arrives late does not end another request's statement", async () => {
    const time = new RequestTime(0);
    const cancellation = way.next();
    const work = (tx: EntityManager): Promise<unknown> => {
      time.callerGone();
      return tx.query('SELECT 1');
    };
    await expect(within(time, () => delayed.transactions.run(ACTOR, work, READ_ONLY))).rejects.toBeDefined();
    const letThrough = await cancellation;
    let others: Promise<unknown> = Promise.resolve();
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      // Every connection runs a statement of another request.
      const ask = (): Promise<unknown> => delayed.transactions.run(ACTOR, (tx) => tx.query(NEEDS_LOCK), READ_ONLY);
      others = Promise.all(Array.from({ length: CONNECTIONS }, ask));
      await lock.awaitedBy(CONNECTIONS);
      await letThrough();
      await lock.awaitedBy(CONNECTIONS);
    });
    await expect(others).resolves.toHaveLength(CONNECTIONS);
  });
});

/** The time runs out when only the COMMIT is left, which waits for a lock that the test has taken. */
describe('a COMMIT that is still running when the time is up', () => {
  const KEY = 4711;

  beforeAll(async () => {
    await database.asOwner(`CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${KEY}); RETURN NULL; END $$`);
    await database.asOwner(`CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON forces
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_for_test()`);
  });

  const lock = `SELECT pg_advisory_xact_lock(${KEY})`;
  const add = (time: RequestTime, force: string): Promise<unknown> =>
    within(time, () => serving.transactions.run(ACTOR, (tx) => tx.query(ADD_FORCE, [force])));

  it('is waited for a little longer, and its outcome is returned', async () => {
    const time = new RequestTime(500);
    const overdue = new Promise((resolve) => time.overdue.addEventListener('abort', resolve));
    let added: Promise<unknown> = Promise.resolve();
    await withLock(database.ownerUrl, lock, async (blocker) => {
      added = add(time, 'just-in-time');
      await blocker.awaitedBy(1);
      await overdue;
    });
    await expect(added).resolves.toBeDefined();
    expect(await isThere('just-in-time')).toBe(true);
  });

  it('is no longer waited for after a time limit, and the answer says that the change may be stored', async () => {
    await withLock(database.ownerUrl, lock, async (blocker) => {
      const added = add(new RequestTime(300), 'who-knows');
      await expect(added).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        message: expect.stringContaining('did not confirm in time whether the change was stored'),
      });
      await blocker.awaitedBy(0);
    });
  });
});
