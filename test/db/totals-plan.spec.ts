import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import pg from 'pg';
import type { CalendarDate } from '../../src/common/dates.js';
import { BASES } from '../../src/totals/domain/index.js';
import { ForceTotalsRepository } from '../../src/totals/by-force/force-totals.repository.js';
import { TotalsRepository } from '../../src/totals/regional/totals.repository.js';
import { beginAs } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * The totals of a phase cost what that phase holds, however long the history: beside 700 phases of five forces with two
 * versions of forty measures each, three steps a version and two changes of who takes part and of what is asked for,
 * their statement reads the asked phase's own rows and no others, on either basis, now and as of an instant. Only the few
 * phases whose totals are held back are read beside them.
 */
const PHASES = 700;
const MEASURES = 40;
const FORCES = 5;
const VERSIONS = 2;
const STEPS = 3;
const ASKED = 'load-400';
/** Phases whose totals are held back: the policy of version_states reads them, once for each time it is applied. */
const HELD_BACK = 6;
/** When the figures of each phase became final: after the first version was accepted and before the second was sent. */
const FINAL_AT = '2026-01-06T12:30:00Z';
/** Tables that grow with history. */
const GROWING = [
  'returns',
  'return_versions',
  'version_states',
  'results',
  'figures',
  'questions',
  'question_endings',
  'participations',
  'participation_changes',
  'phase_asks',
  'phase_ask_changes',
  'phase_changes',
  'phases',
];
/** Row-level security shows everything to the coordinator, and to the others what was accepted once. */
const ACTORS = [
  { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' },
  { id: 'demo-pcc-wiltshire', role: 'PCC_OFFICE', force: 'wiltshire' },
  { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null },
];
/** What may be asked: a basis, and an instant between the second version's submission and its acceptance. */
const BASES_AND_INSTANTS = [
  ['PROVISIONAL', 'infinity'],
  ['ACCEPTED', 'infinity'],
  ['ACCEPTED', '2026-01-06T14:30:00Z'],
] as const;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Parent Relationship'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: PlanNode[];
}

const WANTED = { measures: null, basis: 'PROVISIONAL', asOf: null, withoutWithheld: false } as const;

let database: TestDatabase;
let serving: pg.Client;
const statements = { plain: '', 'with kinds': '' };

beforeAll(async () => {
  database = await createTestDatabase();
  await load();
  const { sql, parameters } = await statementAsSent((tx) => new TotalsRepository().ofPhase(tx, ASKED, WANTED));
  const withKinds = await statementAsSent((tx) => new TotalsRepository().ofPhaseWithGroupings(tx, ASKED, WANTED));
  expect([parameters, withKinds.parameters]).toEqual([
    [ASKED, null, 'PROVISIONAL', 'infinity', false],
    [ASKED, null, 'PROVISIONAL', 'infinity', false],
  ]);
  Object.assign(statements, { plain: sql, 'with kinds': withKinds.sql });
  serving = new pg.Client({ connectionString: database.servingUrl });
  await serving.connect();
}, 120_000);

afterAll(async () => {
  await serving.end();
  await database.drop();
});

/**
 * The first version of each return is submitted, signed off and accepted on one day, the second on the next. Triggers
 * would write the histories a row at a time, renew the stamp of reference data as often, and note the digest of each row.
 */
async function load(): Promise<void> {
  const steps = [
    ...GROWING.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     SELECT 'load-' || n, 'scorpion', 'Load ' || n, date '1990-01-01' + 7 * n, date '1990-01-05' + 7 * n, 'DAY', 'OPEN'
     FROM generate_series(1, ${PHASES}) n`,
    `UPDATE phases SET totals_held_back = true, held_back_until = CASE code WHEN 'load-1' THEN timestamptz '2026-01-01' END
     WHERE code IN (SELECT 'load-' || n FROM generate_series(1, ${HELD_BACK}) n)`,
    `UPDATE phases SET final_at = '${FINAL_AT}' WHERE code LIKE 'load-%'`,
    `INSERT INTO participations SELECT p.code, f.code, 'TAKING_PART' FROM phases p,
       (SELECT code FROM forces ORDER BY code LIMIT ${FORCES}) f WHERE p.code LIKE 'load-%'`,
    `INSERT INTO participation_changes (phase, force, participation, began_at)
     SELECT phase, force, change.participation, began_at::timestamptz FROM participations,
       (VALUES ('NOT_KNOWN', '-infinity'), ('TAKING_PART', '2026-01-01T00:00:00Z')) change (participation, began_at)
     WHERE phase LIKE 'load-%'`,
    `INSERT INTO phase_asks SELECT p.code, m.code, 'CORE' FROM phases p,
       (SELECT code FROM measures ORDER BY position LIMIT ${MEASURES}) m WHERE p.code LIKE 'load-%'`,
    `INSERT INTO phase_ask_changes (phase, measure, ask, began_at)
     SELECT phase, measure, change.ask, began_at::timestamptz FROM phase_asks,
       (VALUES ('ASKED', '-infinity'), ('CORE', '2026-01-01T00:00:00Z')) change (ask, began_at)
     WHERE phase LIKE 'load-%'`,
    `INSERT INTO returns (phase, force, versions, standing) SELECT phase, force, ${VERSIONS}, ${VERSIONS}
     FROM participations WHERE phase LIKE 'load-%'`,
    `INSERT INTO return_versions (phase, force, version, submitted_by)
     SELECT phase, force, version, 'demo-coordinator' FROM returns, generate_series(1, versions) version
     ORDER BY phase, force, version`,
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT v.id, v.phase, v.force, v.version, s.step, s.state,
       timestamptz '2026-01-04T12:00:00Z' + v.version * interval '1 day' + s.place * interval '1 hour', 'demo-coordinator',
       timestamptz '2026-01-04T13:00:00Z' + v.version * interval '1 day', s.accepted, s.accepted, false
     FROM return_versions v, (VALUES (1, 'SUBMIT', 'SUBMITTED', false), (2, 'SIGN_OFF', 'SIGNED_OFF', false),
       (3, 'ACCEPT', 'ACCEPTED', true)) s (place, step, state, accepted)
     ORDER BY v.id, s.place`,
    `INSERT INTO phase_changes SELECT DISTINCT phase, began_at FROM version_states`,
    `INSERT INTO figures (version_id, phase, force, measure, state, value, qualifier, lower, upper)
     SELECT v.id, v.phase, v.force, a.measure, 'REPORTED', 5, 'EXACT', 5, 5
     FROM return_versions v JOIN phase_asks a ON a.phase = v.phase WHERE v.version = ${VERSIONS}`,
    `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
       approximate, settles_parts, withheld_until)
     SELECT v.id, v.phase, v.force, a.measure, 1, 'REPORTED', 5, 'EXACT', 5, 5, false, false,
       CASE a.measure WHEN 'arrests' THEN timestamptz '2089-01-01' WHEN 'charges' THEN timestamptz '2026-02-01' END
     FROM return_versions v JOIN phase_asks a ON a.phase = v.phase ORDER BY v.id, a.measure`,
    ...GROWING.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
    'ANALYZE',
  ];
  for (const step of steps) await database.asOwner(step);
}

/** A repository's one statement, taken from it as it sends it. */
async function statementAsSent(
  ask: (tx: EntityManager) => Promise<unknown>,
): Promise<{ sql: string; parameters: unknown[] }> {
  const sent: { sql: string; parameters: unknown[] }[] = [];
  const tx = {
    query: (sql: string, parameters: unknown[]) => {
      sent.push({ sql, parameters });
      return Promise.resolve([]);
    },
  } as unknown as EntityManager;
  await ask(tx);
  expect(sent).toHaveLength(1);
  return sent[0]!;
}

/** Rows that a part of a plan reads of a growing table, and how it comes to them. */
interface Read {
  readonly table: string;
  readonly rows: number;
  readonly scan: string;
}

/**
 * Rows that a plan reads of each growing table. A policy looks into version_states for each row of results: what that
 * reads is counted by the row, as `a policy`. Phases whose totals are held back are counted apart. What a condition keeps from being begun at all reads nothing, however it
 * would have been read.
 */
function readOf(node: PlanNode, isPolicy = false): Read[] {
  if (node['Actual Loops'] === 0) return [];
  const table = node['Relation Name'];
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const below = isPolicy || node['Parent Relationship'] === 'SubPlan';
  const isLookUp = below && table === 'version_states';
  const rows = Math.round((node['Actual Rows'] + removed) * (isLookUp ? 1 : node['Actual Loops']));
  const index =
    node['Index Name'] ?? node.Plans?.find(({ 'Node Type': type }) => type === 'Bitmap Index Scan')?.['Index Name'];
  const isHeldBack = index === 'ix_phases_held_back';
  const name = isLookUp ? 'a policy' : isHeldBack ? 'phases held back' : table;
  const own: Read[] =
    name === undefined || table === undefined || !GROWING.includes(table)
      ? []
      : [{ table: name, rows, scan: node['Node Type'] }];
  return [...own, ...(node.Plans ?? []).flatMap((child) => readOf(child, below))];
}

async function expectOwnRowsOnly(plan: PlanNode, seesAll = false): Promise<void> {
  const read = readOf(plan);
  expect(read.filter(({ scan }) => scan === 'Seq Scan')).toEqual([]);
  // The instants of changes are looked up only for an instant that is asked for.
  const others = ['a policy', 'phase_changes', 'phases held back'];
  const heldBack = read.filter(({ table }) => table === 'phases held back').map(({ rows }) => rows);
  expect(new Set(heldBack)).toEqual(new Set(seesAll ? [] : [HELD_BACK]));
  const tables = read.map(({ table }) => table).filter((table) => !others.includes(table));
  expect(new Set(tables)).toEqual(
    new Set(['phases', 'participation_changes', 'phase_ask_changes', 'version_states', 'results']),
  );
  const allowed = new Map([
    ['a policy', STEPS],
    ['phases held back', HELD_BACK],
  ]);
  for (const table of GROWING) {
    const key = table === 'phases' ? 'code' : 'phase';
    const [own] = await database.asOwner<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${table} WHERE ${key} = $1`,
      [ASKED],
    );
    allowed.set(table, own?.rows ?? 0);
  }
  expect(allowed.get('results')).toBe(FORCES * VERSIONS * MEASURES);
  expect(allowed.get('version_states')).toBe(FORCES * VERSIONS * STEPS);
  // Each time that the statement names a table it reads no more than the phase's rows of it.
  for (const { table, rows } of read) expect([table, Math.min(rows, allowed.get(table) ?? 0)]).toEqual([table, rows]);
}

const EXPLAIN = 'EXPLAIN (ANALYZE, FORMAT JSON, COSTS OFF, TIMING OFF)';
type Explained = [{ Plan: PlanNode }];

const KINDS_OR_NOT = ['plain', 'with kinds'] as const;
const EACH = ACTORS.flatMap((actor) =>
  KINDS_OR_NOT.flatMap((which) => BASES_AND_INSTANTS.map(([basis, asOf]) => ({ actor, which, basis, asOf }))),
);

it.each(EACH)(
  'reads the rows of the asked phase only, $which, for a $actor.role, $basis as of $asOf',
  async ({ actor, which, basis, asOf }) => {
    const all = [false, true].map((withoutWithheld) => ({ measures: null, withoutWithheld }));
    const some = { measures: ['arrests', 'drugs-weight'], withoutWithheld: false };
    for (const { measures, withoutWithheld } of [...all, some]) {
      await beginAs(serving, actor);
      const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(`${EXPLAIN} ${statements[which]}`, [
        ASKED,
        measures,
        basis,
        asOf,
        withoutWithheld,
      ]);
      await serving.query('ROLLBACK');
      const plan = rows[0]!['QUERY PLAN'][0].Plan;
      if (measures === null) await expectOwnRowsOnly(plan, actor.role === 'REGIONAL_COORDINATOR');
      else {
        const most = FORCES * VERSIONS * MEASURES;
        expect(readOf(plan).filter(({ scan, rows: read }) => scan === 'Seq Scan' || read > most)).toEqual([]);
      }
    }
  },
);

const MODES = ['force_generic_plan', 'force_custom_plan'].flatMap((mode) =>
  KINDS_OR_NOT.flatMap((which) => BASES_AND_INSTANTS.map(([basis, asOf]) => [which, mode, basis, asOf] as const)),
);

it.each(MODES)('reads no others, %s, with %s, %s as of %s', async (which, mode, basis, asOf) => {
  await beginAs(serving, ACTORS[0]!);
  await serving.query(`SET LOCAL plan_cache_mode = ${mode}`);
  await serving.query(`PREPARE totals (text, text[], text, timestamptz, boolean) AS ${statements[which]}`);
  const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(
    `${EXPLAIN} EXECUTE totals ('${ASKED}', NULL, '${basis}', '${asOf}', false)`,
  );
  await serving.query('ROLLBACK');
  await serving.query('DEALLOCATE totals');
  await expectOwnRowsOnly(rows[0]!['QUERY PLAN'][0].Plan);
});

it('still sees a statement that reads too much', async () => {
  await beginAs(serving, ACTORS[1]!);
  const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(
    `${EXPLAIN} SELECT count(*) FROM results WHERE phase LIKE $1 AND state = 'REPORTED'`,
    [ASKED],
  );
  await serving.query('ROLLBACK');
  await expect(expectOwnRowsOnly(rows[0]!['QUERY PLAN'][0].Plan)).rejects.toThrow();
});

describe('one force across phases', () => {
  const whole = {
    operation: null,
    from: null,
    to: null,
    measures: null,
    newestFirst: false,
    first: 20,
    after: null,
  } as const;

  it.each([
    ['from the beginning', {}],
    ['of an operation', { operation: 'scorpion' }],
    ['backwards', { newestFirst: true }],
    ['on, after a phase', { after: ASKED }],
    ['back, before a phase', { after: ASKED, newestFirst: true }],
    ['from a day on', { from: '1998-06-05' as CalendarDate }],
    ['as much of it as may be asked for', { first: 100 }],
    ['for two measures', { measures: ['arrests', 'drugs-weight'] }],
  ])('reads what a page of it holds, whatever the history and the other forces: %s', async (_, asked) => {
    // Phases that do not name the force are passed over, each once at most: as Viper of 2024, which was Dorset's alone.
    const [{ force, elsewhere } = { force: '', elsewhere: 0 }] = await database.asOwner<{
      force: string;
      elsewhere: number;
    }>(
      `SELECT force, (SELECT count(*)::int FROM phases p WHERE NOT EXISTS (
         SELECT FROM participations other WHERE other.phase = p.code AND other.force = own.force)) AS elsewhere
       FROM participations own WHERE phase = $1 ORDER BY force LIMIT 1`,
      [ASKED],
    );
    const filter = { ...whole, ...asked, force };
    const page = filter.first;
    for (const [actor, basis] of ACTORS.flatMap((one) => BASES.map((basis) => [one, basis] as const))) {
      const { sql, parameters } = await statementAsSent((tx) =>
        new ForceTotalsRepository().ofForce(tx, { ...filter, basis }),
      );
      await beginAs(serving, actor);
      const { rows: told } = await serving.query(sql, parameters);
      const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(`${EXPLAIN} ${sql}`, parameters);
      await serving.query('ROLLBACK');
      expect(told).toHaveLength(page);
      const read = readOf(rows[0]!['QUERY PLAN'][0].Plan);
      expect(read.filter(({ scan }) => scan === 'Seq Scan')).toEqual([]);
      const policies = ['a policy', 'phases held back'];
      const tables = read.map(({ table }) => table).filter((table) => !policies.includes(table));
      expect(new Set(tables)).toEqual(
        new Set([
          'phases',
          'participations',
          'version_states',
          'results',
          ...('measures' in asked ? [] : ['phase_asks']),
        ]),
      );
      const most = new Map([
        ['a policy', STEPS],
        ['phases held back', HELD_BACK],
        ['version_states', page * VERSIONS * STEPS],
        ['results', page * MEASURES],
        ['phase_asks', page * MEASURES],
      ]);
      for (const { table, rows: count } of read) {
        expect([table, Math.min(count, most.get(table) ?? page + 1 + elsewhere)]).toEqual([table, count]);
      }
    }
  });
});
