import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { storageTrouble } from '../../src/platform/errors/storage-trouble.js';
import { withClient } from '../support/database/plain-client.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { startPanicking } from '../support/database/panicking-server.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const ACTOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const ADD_FORCE = `INSERT INTO forces (code, name, kind) VALUES ($1, $1, 'PARTNER')`;
const MOVE_ON = 'SELECT move_data_version_on($1)';
const MOVE_ON_AS_OWNER = 'UPDATE phases SET data_version = data_version + 1 WHERE code = $1';
const MOST_ATTEMPTS = 3;

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

async function thrownBy(attempt: Promise<unknown>): Promise<Error & { code?: string }> {
  return attempt.then(
    () => {
      throw new Error('It was expected to throw.');
    },
    (error: unknown) => error as Error,
  );
}

async function isThere(force: string): Promise<boolean> {
  return (await database.asOwner('SELECT FROM forces WHERE code = $1', [force])).length === 1;
}

describe('a transaction', () => {
  it('commits its writes when the work is done', async () => {
    expect(await serving.transactions.run(ACTOR, (tx) => tx.query(ADD_FORCE, ['kept']))).toBeDefined();
    expect(await isThere('kept')).toBe(true);
  });

  it('rolls back and rethrows the error if the work throws', async () => {
    const error = new Error('on purpose');
    const work = async (tx: EntityManager): Promise<never> => {
      await tx.query(ADD_FORCE, ['gone']);
      throw error;
    };
    expect(await thrownBy(serving.transactions.run(ACTOR, work))).toBe(error);
    expect(await isThere('gone')).toBe(false);
  });

  it('refuses any write if it is read-only, and only then', async () => {
    const write = (tx: EntityManager): Promise<unknown> => tx.query(ADD_FORCE, ['read-only']);
    const refused = await thrownBy(serving.transactions.run(ACTOR, write, { readOnly: true }));
    expect(refused.code).toBe('25006');
    // A transaction cannot stop being read-only once it has read.
    const turned = serving.transactions.run(
      ACTOR,
      (tx) => tx.query(`SELECT set_config('transaction_read_only', 'off', true)`),
      { readOnly: true },
    );
    expect((await thrownBy(turned)).code).toBe('25001');
    await serving.transactions.run(ACTOR, write);
    expect(await isThere('read-only')).toBe(true);
  });

  it('is not retried if it fails in any other way than by a conflict', async () => {
    const statements = [
      [ADD_FORCE, ['dorset'], '23505'],
      [ADD_FORCE, ['Not A Code'], '23514'],
      ['SELECT 1 / $1::int', [0], '22012'],
      ['SELECT FROM nothing', [], '42P01'],
      ['DELETE FROM figures', [], '42501'],
    ] as const;
    for (const [sql, parameters, code] of statements) {
      let attempts = 0;
      const work = (tx: EntityManager): Promise<unknown> => {
        attempts += 1;
        return tx.query(sql, [...parameters]);
      };
      expect((await thrownBy(serving.transactions.run(ACTOR, work))).code).toBe(code);
      expect(attempts).toBe(1);
    }
  });
});

/** A promise that other code resolves. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe('a conflict', () => {
  it('that is a deadlock is resolved by a second attempt in a new transaction', async () => {
    const attempts: string[] = [];
    const arrived = [gate(), gate()] as const;
    const done = [gate(), gate()] as const;
    const cross = async (first: 0 | 1): Promise<void> => {
      const phases = first === 0 ? ['scorpion-1', 'scorpion-2'] : ['scorpion-2', 'scorpion-1'];
      const other = first === 0 ? 1 : 0;
      let again = false;
      await serving.transactions.run(ACTOR, async (tx) => {
        const [{ xid }] = await tx.query<[{ xid: string }]>('SELECT pg_current_xact_id()::text AS xid');
        attempts.push(xid);
        // Whichever attempt PostgreSQL has ended lets the other one finish first, so that they do not conflict again.
        if (again) await done[other].opened;
        again = true;
        await tx.query(MOVE_ON, [phases[0]]);
        arrived[first].open();
        await arrived[other].opened;
        await tx.query(MOVE_ON, [phases[1]]);
      });
      done[first].open();
    };
    const before = await versions();
    await Promise.all([cross(0), cross(1)]);
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts).size).toBe(3);
    // Each of the two increases each phase once: nothing of the failed attempt was stored.
    expect(await versions()).toEqual(before.map((version) => version + 2));
  });

  async function versions(): Promise<number[]> {
    const rows = await database.asOwner<{ version: number }>(
      `SELECT data_version::int AS version FROM phases WHERE code IN ('scorpion-1', 'scorpion-2') ORDER BY code`,
    );
    return rows.map(({ version }) => version);
  }
});

/** On a database of its own, because its writes are never rolled back. */
describe('a serialisation failure', () => {
  let strict: TestDatabase;
  let strictServing: ServingSide;

  beforeAll(async () => {
    strict = await createTestDatabase();
    strictServing = await connectServing(strict);
  });

  afterAll(async () => {
    await strictServing.stop();
    await strict.drop();
  });

  /** Reads a phase, lets somebody else change it the first so many times, then changes it itself. */
  async function conflicting(phase: string, conflicts: number): Promise<{ attempts: number; run: Promise<void> }> {
    const runs = { attempts: 0, run: Promise.resolve() };
    const work = async (tx: EntityManager): Promise<void> => {
      runs.attempts += 1;
      await tx.query(ADD_FORCE, [`attempt-${runs.attempts}-${phase}`]);
      if (runs.attempts <= conflicts) await strict.asOwner(MOVE_ON_AS_OWNER, [phase]);
      await tx.query(MOVE_ON, [phase]);
    };
    runs.run = strictServing.transactions.run(ACTOR, work, { snapshot: true });
    await runs.run.catch(() => undefined);
    return runs;
  }

  it('is resolved by another attempt, and nothing of the failed ones is stored', async () => {
    const { attempts, run } = await conflicting('scorpion-3', MOST_ATTEMPTS - 1);
    await expect(run).resolves.toBeUndefined();
    expect(attempts).toBe(MOST_ATTEMPTS);
    expect(await strict.asOwner(`SELECT code FROM forces WHERE code LIKE 'attempt-%'`)).toEqual([
      { code: `attempt-${MOST_ATTEMPTS}-scorpion-3` },
    ]);
  });

  it('that recurs is thrown after three attempts, as SERVICE_UNAVAILABLE', async () => {
    const { attempts, run } = await conflicting('scorpion-4', Number.POSITIVE_INFINITY);
    const error = await thrownBy(run);
    expect(error.code).toBe('40001');
    expect(storageTrouble(error)?.code).toBe('SERVICE_UNAVAILABLE');
    expect(attempts).toBe(MOST_ATTEMPTS);
  });
});

describe('a lost connection', () => {
  const pidOf = async (tx: EntityManager): Promise<number> => {
    const [{ pid }] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
    return pid;
  };
  /** Ends a backend and waits until it is gone. The serving role may end its own backends. */
  async function end(pid: number): Promise<void> {
    const sql = 'SELECT pg_terminate_backend($1, 10000) AS gone';
    const { rows } = await withClient(database.servingUrl, (client) => client.query(sql, [pid]));
    expect(rows).toEqual([{ gone: true }]);
  }

  it('in the middle of a statement is SERVICE_UNAVAILABLE', async () => {
    const work = (tx: EntityManager): Promise<unknown> => tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    const error = await thrownBy(serving.transactions.run(ACTOR, work));
    expect(storageTrouble(error)?.code).toBe('SERVICE_UNAVAILABLE');
  });

  it('by a PANIC at the COMMIT leaves it unknown whether the change was stored', async () => {
    const panicking = await startPanicking(database.servingUrl);
    const before = await connectServing({ ...database, servingUrl: panicking.url });
    try {
      const error = await thrownBy(before.transactions.run(ACTOR, (tx) => tx.query(ADD_FORCE, ['panicked'])));
      expect([error.code, error.message]).toEqual([
        'SERVICE_UNAVAILABLE',
        expect.stringContaining('did not confirm in time whether the change was stored'),
      ]);
    } finally {
      await before.stop();
      panicking.stop();
    }
  });

  it('in the middle of the work is SERVICE_UNAVAILABLE; the work is not retried, and the next work succeeds', async () => {
    let attempts = 0;
    const work = async (tx: EntityManager): Promise<void> => {
      attempts += 1;
      await tx.query(ADD_FORCE, ['cut-off']);
      await end(await pidOf(tx));
      await tx.query('SELECT 1');
    };
    const error = await thrownBy(serving.transactions.run(ACTOR, work));
    expect(storageTrouble(error)?.code).toBe('SERVICE_UNAVAILABLE');
    expect(attempts).toBe(1);
    expect(await isThere('cut-off')).toBe(false);
    await serving.transactions.run(ACTOR, (tx) => tx.query(ADD_FORCE, ['recovered']));
    expect(await isThere('recovered')).toBe(true);
  });

  it('before the commit is not reported as a commit', async () => {
    const work = async (tx: EntityManager): Promise<void> => {
      await tx.query(ADD_FORCE, ['not-committed']);
      await end(await pidOf(tx));
    };
    // Nor as a failed one: who waits for a COMMIT cannot know when the connection was lost.
    expect(await thrownBy(serving.transactions.run(ACTOR, work))).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('did not confirm in time whether the change was stored'),
    });
    expect(await isThere('not-committed')).toBe(false);
  });

  it('while it is idle in the pool goes unnoticed', async () => {
    const idle = await serving.transactions.run(ACTOR, pidOf);
    await end(idle);
    expect(await serving.transactions.run(ACTOR, pidOf)).not.toBe(idle);
  });
});
