import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import type { TransactionActor } from '../../src/database/transactions/one-transaction.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { beginAs, refusalOf } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { acceptVersion, addVersion, insertion, type Row } from '../support/returns/return-rows.js';

/* What row-level security says of releases and of totals that are held back, before and after the minute. */
const PUBLISHED = '2026-03-01T09:00:00Z';
const BEFORE = '2026-03-09T08:59:59.999Z';
const MINUTE = '2026-03-09T09:00:00Z';
const REFUSED = { code: '42501', constraint: null };
const PHASE = 'scorpion-1';
const HELD_BACK = 'scorpion-3';

/** Who is named is named by id: the press officer, and Dorset's analyst. */
const NAMED = ['demo-press', 'demo-analyst-dorset'];
const ACTORS: Readonly<Record<string, TransactionActor | null>> = {
  nobody: null,
  SYSTEM: SYSTEM_ACTOR,
  ADMIN: { id: 'demo-admin', role: 'ADMIN', force: null },
  COORDINATOR: { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null },
  'a named press officer': { id: 'demo-press', role: 'PRESS_OFFICER', force: null },
  'a named analyst': { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' },
  'another press officer': { id: 'other-press', role: 'PRESS_OFFICER', force: null },
  'another analyst': { id: 'demo-analyst-wiltshire', role: 'FORCE_ANALYST', force: 'wiltshire' },
  'an approver': { id: 'demo-approver-dorset', role: 'FORCE_APPROVER', force: 'dorset' },
  'an office': { id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: 'dorset' },
  'a named person who is ADMIN by now': { id: 'demo-press', role: 'ADMIN', force: null },
};
const NAMES = Object.keys(ACTORS);
const IS_NAMED = ['a named press officer', 'a named analyst'];
const READS_NONE = ['nobody', 'SYSTEM', 'ADMIN', 'a named person who is ADMIN by now'];

/** The versions: by what became of each. */
const RELEASES = {
  out: 1,
  held: 2,
  'withdrawn before it came out': 3,
  'held without readers': 4,
  'withdrawn after it came out': 5,
} as const;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  const rows: readonly (readonly [number, string | null, string | null])[] = [
    [1, null, null],
    [2, MINUTE, null],
    [3, MINUTE, '2026-03-05T09:00:00Z'],
    [4, MINUTE, null],
    [5, null, '2026-03-05T09:00:00Z'],
  ];
  for (const [version, until, withdrawn] of rows) await add(release(version, until, withdrawn));
  for (const version of [2, 3]) {
    for (const person of NAMED) await add(['release_readers', { phase: PHASE, version, person }]);
  }
  const prepared = { content: '{}', prepared_at: PUBLISHED, prepared_by: 'demo-coordinator' };
  await add(['release_drafts', { phase: PHASE, ...prepared }]);
  for (const person of NAMED) await add(['release_draft_readers', { phase: PHASE, person }]);
  for (const force of ['dorset', 'wiltshire']) {
    const id = await addVersion(database, HELD_BACK, force);
    await acceptVersion(database, id);
    const nil = { measure: 'arrests', state: 'NIL', value: 0, qualifier: 'EXACT', lower: 0, upper: 0 };
    const more = { measure_version: 1, approximate: false, settles_parts: true };
    await add(['results', { version_id: id, phase: HELD_BACK, force, ...nil, ...more }]);
  }
  client = new pg.Client({ connectionString: database.servingUrl });
  await client.connect();
});

afterEach(async () => {
  await setEmbargoClock(database, null);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function add([table, row]: readonly [string, Row]): Promise<void> {
  await database.asOwner(...insertion(table, row));
}

function release(version: number, until: string | null, withdrawn: string | null): [string, Row] {
  const later = version === 1 ? {} : { kind: 'REVISION', note: 'More came in.' };
  // SHA-256 of nothing.
  const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const content = { content: Buffer.alloc(0), content_hash: Buffer.from(hash, 'hex') };
  const times = { published_at: PUBLISHED, as_at: PUBLISHED, embargo_until: until, opens_at: until ?? PUBLISHED };
  return ['releases', { phase: PHASE, version, ...later, ...times, withdrawn_at: withdrawn, ...content }];
}

/** The values of a column that an actor sees. */
async function seen(name: string, column: string, from: string): Promise<unknown[]> {
  await beginAs(client, ACTORS[name] ?? null);
  const { rows } = await client.query<{ seen: unknown }>(`SELECT DISTINCT ${column} AS seen FROM ${from} ORDER BY 1`);
  await client.query('ROLLBACK');
  return rows.map((row) => row.seen);
}

/** Why a statement of an actor is refused; null: it is not. */
async function refused(name: string, sql: string, values: unknown[] = []): ReturnType<typeof refusalOf> {
  await beginAs(client, ACTORS[name] ?? null);
  const refusal = await refusalOf(client.query(sql, values));
  await client.query('ROLLBACK');
  return refusal;
}

const addedBy = async (name: string, table: string, row: Row): ReturnType<typeof refusalOf> =>
  refused(name, ...insertion(table, row));

describe('a release', () => {
  const seesAt = async (now: string, name: string): Promise<unknown[]> => {
    await setEmbargoClock(database, now);
    return seen(name, 'version', 'releases');
  };

  it.each(NAMES)('under embargo is seen by %s before the minute only if that person is named', async (name) => {
    const own = IS_NAMED.includes(name) ? [RELEASES.held, RELEASES['withdrawn before it came out']] : [];
    const expected = name === 'COORDINATOR' ? Object.values(RELEASES) : [1, ...own, 5];
    expect(await seesAt(BEFORE, name)).toEqual(READS_NONE.includes(name) ? [] : expected);
  });

  it.each(NAMES)('is seen by %s from the minute on if that role reads releases', async (name) => {
    const own = IS_NAMED.includes(name) ? [RELEASES['withdrawn before it came out']] : [];
    const expected = name === 'COORDINATOR' ? Object.values(RELEASES) : [1, 2, ...own, 4, 5];
    expect(await seesAt(MINUTE, name)).toEqual(READS_NONE.includes(name) ? [] : expected);
  });

  it('that was withdrawn before it came out is never seen by people who are not named', async () => {
    for (const now of [BEFORE, MINUTE, '2099-01-01T00:00:00Z']) {
      for (const name of ['another press officer', 'another analyst', 'an approver', 'an office']) {
        expect(await seesAt(now, name)).not.toContain(RELEASES['withdrawn before it came out']);
      }
    }
  });

  it('that is withdrawn at the minute at which it comes out is seen by everybody who reads releases', async () => {
    await beginAs(client, ACTORS['COORDINATOR'] ?? null);
    await client.query(`UPDATE releases SET withdrawn_at = $1 WHERE version = 4`, [MINUTE]);
    await client.query(`SELECT set_config('scorpion.actor_role', 'PRESS_OFFICER', true)`);
    const { rowCount } = await client.query('SELECT FROM releases WHERE version = 4');
    await client.query('ROLLBACK');
    expect(rowCount).toBe(1);
  });

  it('that was brought forward is seen from then on', async () => {
    const earlier = '2026-03-07T09:00:00Z';
    await setEmbargoClock(database, '2026-03-07T09:00:00Z');
    const sees = async (at: string): Promise<number | null> => {
      await beginAs(client, ACTORS['COORDINATOR'] ?? null);
      await client.query(`UPDATE releases SET opens_at = $1 WHERE version = 4`, [at]);
      await client.query(`SELECT set_config('scorpion.actor_role', 'PRESS_OFFICER', true)`);
      const { rowCount } = await client.query('SELECT FROM releases WHERE version = 4');
      await client.query('ROLLBACK');
      return rowCount;
    };
    expect(await sees(earlier)).toBe(1);
    expect(await sees('2026-03-07T09:00:00.001Z')).toBe(0);
  });

  it.each(NAMES)('is added, and its readers, steps and reasons, by %s only as the coordinator', async (name) => {
    await setEmbargoClock(database, BEFORE);
    const version = 9;
    const of = { phase: PHASE, version: 4 };
    const by = ACTORS[name]?.id ?? 'demo-coordinator';
    const step = { step: 'SENT_TO_MEDIA', at: PUBLISHED, actor: by };
    const rows: readonly (readonly [string, Row])[] = [
      release(version, MINUTE, null),
      ['release_readers', { ...of, person: 'demo-press' }],
      ['release_steps', { ...of, ...step }],
      ['release_acknowledgements', { ...of, code: 'OPEN_QUESTION', reason: 'It is so.' }],
      ['operation_release_readers', { operation: 'scorpion', person: 'demo-press' }],
      ['pre_election_periods', { name: 'Local', from_day: '2026-03-02', until_day: '2026-05-07' }],
    ];
    for (const [table, row] of rows) {
      expect([table, await addedBy(name, table, row)]).toEqual([table, name === 'COORDINATOR' ? null : REFUSED]);
    }
  });

  it.each(NAMES)('is neither withdrawn nor brought forward by %s, unless as the coordinator', async (name) => {
    await beginAs(client, ACTORS[name] ?? null);
    const opened = await client.query('UPDATE releases SET opens_at = published_at WHERE withdrawn_at IS NULL');
    const withdrawn = await client.query(
      `UPDATE releases SET withdrawn_at = date_trunc('milliseconds', now()) WHERE withdrawn_at IS NULL`,
    );
    await client.query('ROLLBACK');
    expect([opened.rowCount, withdrawn.rowCount]).toEqual(name === 'COORDINATOR' ? [3, 3] : [0, 0]);
  });
});

describe('what is recorded of people', () => {
  it.each(NAMES)('who is named is seen by %s only as the coordinator, or of oneself', async (name) => {
    const own = IS_NAMED.includes(name) ? [ACTORS[name]?.id] : [];
    const expected = name === 'COORDINATOR' ? [...NAMED].sort() : own;
    expect(await seen(name, 'person', 'release_readers')).toEqual(expected);
  });

  it.each(NAMES)('a read of a release is recorded by %s only in the own name, of a release seen', async (name) => {
    await setEmbargoClock(database, BEFORE);
    const { id: person = 'demo-press', role = 'PRESS_OFFICER' } = ACTORS[name] ?? {};
    const read = { phase: PHASE, version: RELEASES.held, person, role };
    const isReader = IS_NAMED.includes(name);
    expect(await addedBy(name, 'release_reads', read)).toEqual(isReader ? null : REFUSED);
    expect(await addedBy(name, 'release_reads', { ...read, person: 'demo-approver-btp' })).toEqual(REFUSED);
    expect(await addedBy(name, 'release_reads', { ...read, role: 'PCC_OFFICE' })).toEqual(REFUSED);
    // One that is held and one that does not exist are refused alike.
    for (const version of [RELEASES['held without readers'], 9]) {
      expect(await addedBy(name, 'release_reads', { ...read, version })).toEqual(REFUSED);
    }
  });

  it.each(NAMES)('a copy is recorded by %s only in the own name, of a release seen', async (name) => {
    await setEmbargoClock(database, BEFORE);
    const person = ACTORS[name]?.id ?? 'demo-press';
    const copy = { phase: PHASE, version: RELEASES.held, person, measure: 'arrests' };
    const sees = IS_NAMED.includes(name) || name === 'COORDINATOR';
    expect(await addedBy(name, 'headline_copies', copy)).toEqual(sees ? null : REFUSED);
    expect(await addedBy(name, 'headline_copies', { ...copy, person: 'demo-approver-btp' })).toEqual(REFUSED);
    expect(await addedBy(name, 'headline_copies', { ...copy, version: 9 })).toEqual(REFUSED);
  });

  it('a step is recorded, and a draft prepared, only in the own name', async () => {
    const step = { phase: PHASE, version: 1, step: 'SENT_TO_MEDIA', at: PUBLISHED, actor: 'demo-admin' };
    expect(await addedBy('COORDINATOR', 'release_steps', step)).toEqual(REFUSED);
    const draft = { phase: 'scorpion-2', content: '{}', prepared_at: PUBLISHED, prepared_by: 'demo-admin' };
    expect(await addedBy('COORDINATOR', 'release_drafts', draft)).toEqual(REFUSED);
    expect(await addedBy('COORDINATOR', 'release_drafts', { ...draft, prepared_by: 'demo-coordinator' })).toBeNull();
    const change = `UPDATE release_drafts SET prepared_by = 'demo-admin'`;
    expect(await refused('COORDINATOR', change)).toEqual(REFUSED);
  });
});

describe('a draft of a release', () => {
  it.each(NAMES)('is seen by %s only if that person is named for it, or as the coordinator', async (name) => {
    const sees = IS_NAMED.includes(name) || name === 'COORDINATOR';
    expect(await seen(name, 'phase', 'release_drafts')).toEqual(sees ? [PHASE] : []);
    const people = name === 'COORDINATOR' ? [...NAMED].sort() : sees ? [ACTORS[name]?.id] : [];
    expect(await seen(name, 'person', 'release_draft_readers')).toEqual(people);
  });

  it.each(NAMES)('is changed and discarded by %s only as the coordinator', async (name) => {
    await beginAs(client, ACTORS[name] ?? null);
    const changed = await client.query(`UPDATE release_drafts SET content = '[]', prepared_by = actor_id()`);
    const removed = await client.query('DELETE FROM release_drafts');
    await client.query('ROLLBACK');
    expect([changed.rowCount, removed.rowCount]).toEqual(name === 'COORDINATOR' ? [1, 1] : [0, 0]);
  });
});

describe('a phase whose totals are held back', () => {
  const BOTH = ['dorset', 'wiltshire'];
  const own = (name: string): string[] => [ACTORS[name]?.force ?? ''].filter((force) => force !== '');
  const readsTotals = NAMES.filter((name) => own(name).length > 0);

  const steps = (name: string): Promise<unknown[]> =>
    seen(name, 'force', `version_states WHERE phase = '${HELD_BACK}' AND step = 'ACCEPT'`);
  const results = (name: string): Promise<unknown[]> => seen(name, 'force', `results WHERE phase = '${HELD_BACK}'`);

  const holdBack = (held: boolean, until: string | null): Promise<unknown> =>
    database.asOwner('UPDATE phases SET totals_held_back = $2, held_back_until = $3 WHERE code = $1', [
      HELD_BACK,
      held,
      until,
    ]);

  /** What somebody sees of it, steps and results alike. */
  async function sees(name: string): Promise<unknown[]> {
    const forces = await steps(name);
    expect(await results(name)).toEqual(forces);
    return forces;
  }

  it.each(NAMES)(
    'shows %s accepted steps and results of the own force only, unless as the coordinator',
    async (name) => {
      await holdBack(true, null);
      expect(await sees(name)).toEqual(name === 'COORDINATOR' ? BOTH : own(name));
      await holdBack(false, null);
      expect(await sees(name)).toEqual(name === 'COORDINATOR' || readsTotals.includes(name) ? BOTH : []);
    },
  );

  it.each(NAMES)('shows %s those of all forces from the minute on, if that role reads totals', async (name) => {
    await holdBack(true, MINUTE);
    await setEmbargoClock(database, BEFORE);
    expect(await sees(name)).toEqual(name === 'COORDINATOR' ? BOTH : own(name));
    await setEmbargoClock(database, MINUTE);
    expect(await sees(name)).toEqual(name === 'COORDINATOR' || readsTotals.includes(name) ? BOTH : []);
    await holdBack(false, null);
  });

  it('is no different for whoever may not see it while another is held back', async () => {
    await holdBack(true, null);
    const others = `version_states WHERE phase = 'scorpion-1' AND step = 'ACCEPT'`;
    const id = await addVersion(database, 'scorpion-1', 'wiltshire');
    await acceptVersion(database, id);
    expect(await seen('an office', 'force', others)).toEqual(['wiltshire']);
    await holdBack(false, null);
  });
});
