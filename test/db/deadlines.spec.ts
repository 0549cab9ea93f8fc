import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { RequestTime } from '../../src/platform/request-scope/request-time.js';
import { requestScope } from '../../src/platform/request-scope/request-scope.js';
import { holding } from '../support/held-lock.js';
import { connectServing, type ServingSide } from '../support/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ACTOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const ADD_FORCE = `INSERT INTO forces (code, name, kind) VALUES ($1, $1, 'PARTNER')`;
const LOCK = 'LOCK TABLE operations IN ACCESS EXCLUSIVE MODE';
const NEEDS_LOCK = 'SELECT FROM operations';
const READ_ONLY = { readOnly: true };
const TIME_UP = { name: 'CodedError', code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('that a request') };
/** As many as the pool has. */
const CONNECTIONS = 20;

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

/** Does `work` as part of a request. */
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
  it.each([{}, READ_ONLY])('the statement that runs is cancelled, and its backend is free (%j)', async (options) => {
    await holding(database.ownerUrl, LOCK, async (lock) => {
      const asked = inTime(200, () => ask(NEEDS_LOCK, options));
      await expect(asked).rejects.toMatchObject(TIME_UP);
      // The lock is still held: nobody waits any more, since nobody runs.
      await lock.awaitedBy(0);
    });
  });

  it('nothing of the transaction stays', async () => {
    await holding(database.ownerUrl, LOCK, async (lock) => {
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
  ])('while none runs, %s', async (_, then) => {
    const time = new RequestTime(300);
    const work = async (tx: EntityManager): Promise<void> => {
      await tx.query(ADD_FORCE, ['before']);
      await new Promise((resolve) => time.overdue.addEventListener('abort', resolve));
      await then(tx);
    };
    await expect(within(time, () => serving.transactions.run(ACTOR, work))).rejects.toMatchObject(TIME_UP);
    expect([await isThere('before'), await isThere('next')]).toEqual([false, false]);
  });

  it('while it waits for a connection, it is not given one later', async () => {
    let busy: Promise<unknown> = Promise.resolve();
    await holding(database.ownerUrl, LOCK, async (lock) => {
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

  it('no conflict is tried again', async () => {
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

describe('a request that has time', () => {
  const limit = async (tx: EntityManager): Promise<string | undefined> => {
    const [row] = await tx.query<{ ms: string }[]>(
      "SELECT setting AS ms FROM pg_settings WHERE name = 'statement_timeout'",
    );
    return row?.ms;
  };

  it('is given up by PostgreSQL itself soon after, should a cancellation be lost; the next on the connection is not', async () => {
    const own = Number(await serving.transactions.run(ACTOR, limit));
    const given = Number(await inTime(5_000, () => serving.transactions.run(ACTOR, limit)));
    expect(given).toBeGreaterThan(1_000);
    expect(given).toBeLessThanOrEqual(6_000);
    expect(Number(await inTime(0, () => serving.transactions.run(ACTOR, limit)))).toBe(own);
  });
});

describe('when the caller has gone', () => {
  it('what only reads is cancelled', async () => {
    await holding(database.ownerUrl, LOCK, async (lock) => {
      const time = new RequestTime(0);
      const asked = within(time, () => ask(NEEDS_LOCK, READ_ONLY));
      await lock.awaitedBy(1);
      time.callerGone();
      await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      await lock.awaitedBy(0);
    });
  });

  it("a cancellation never meets anybody else's statement on a connection that all share", async () => {
    let hurry = true;
    /** Goes one turn of the event loop later each time, from before the first statement until after the last. */
    const hurried = async (): Promise<string[]> => {
      const outcomes: string[] = [];
      for (let turns = 0; outcomes.filter((outcome) => outcome === 'done').length < 5; turns += 1) {
        const time = new RequestTime(0);
        const asked = within(time, () => ask('SELECT pg_sleep(0.001)', READ_ONLY)).then(
          () => 'done',
          (error: unknown) => (error as { code: string }).code,
        );
        for (let turn = 0; turn < turns; turn += 1) await setImmediate();
        time.callerGone();
        outcomes.push(await asked);
      }
      return outcomes;
    };
    const calm = async (): Promise<void> => {
      while (hurry) await ask('SELECT pg_sleep(0.001)');
    };
    const calmly = Promise.all(Array.from({ length: 6 }, calm));
    const outcomes = await Promise.all(Array.from({ length: 6 }, hurried));
    hurry = false;
    await calmly;
    expect([...new Set(outcomes.flat())].sort()).toEqual(['SERVICE_UNAVAILABLE', 'done']);
  });

  it('a change that has begun is made, and none begins', async () => {
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

/** The time is up when nothing but the COMMIT is left, which waits for a lock that the test holds. */
describe('a COMMIT that is on its way when the time is up', () => {
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

  it('is waited for a little longer, and what it says holds', async () => {
    const time = new RequestTime(500);
    const overdue = new Promise((resolve) => time.overdue.addEventListener('abort', resolve));
    let added: Promise<unknown> = Promise.resolve();
    await holding(database.ownerUrl, lock, async (held) => {
      added = add(time, 'just-in-time');
      await held.awaitedBy(1);
      await overdue;
    });
    await expect(added).resolves.toBeDefined();
    expect(await isThere('just-in-time')).toBe(true);
  });

  it('is not waited for for ever, and nobody is told that nothing was stored', async () => {
    await holding(database.ownerUrl, lock, async (held) => {
      const added = add(new RequestTime(300), 'who-knows');
      await expect(added).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        message: expect.stringContaining('did not say in time whether this is stored'),
      });
      await held.awaitedBy(0);
    });
  });
});
