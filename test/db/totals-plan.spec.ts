import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import pg from 'pg';
import type { CalendarDate } from '../../src/common/dates.js';
import { ForceTotalsRepository } from '../../src/totals/force-totals.repository.js';
import { TotalsRepository } from '../../src/totals/totals.repository.js';
import { beginAs } from '../support/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/*
 * The totals of a phase cost what that phase holds, however long the history: beside 1,300 phases of five forces with
 * forty measures each, their statement reads the asked phase's own rows and no others.
 */
const PHASES = 1_300;
const MEASURES = 40;
const FORCES = 5;
const ASKED = 'load-700';
/** Tables that grow with history. */
const GROWING = [
  ...['returns', 'return_versions', 'version_states', 'results', 'figures'],
  ...['participations', 'phase_asks', 'phases'],
];
const ACTORS = [
  { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' },
  { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null },
];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: PlanNode[];
}

const WANTED = { measures: null, basis: 'PROVISIONAL', asOf: null } as const;

let database: TestDatabase;
let serving: pg.Client;
const statements = { plain: '', 'with kinds': '' };

beforeAll(async () => {
  database = await createTestDatabase();
  await load();
  const { sql, parameters } = await statementAsSent((tx) => new TotalsRepository().ofPhase(tx, ASKED, WANTED));
  const withKinds = await statementAsSent((tx) => new TotalsRepository().ofPhaseWithKinds(tx, ASKED, WANTED));
  expect([parameters, withKinds.parameters]).toEqual([
    [ASKED, null, 'PROVISIONAL', 'infinity'],
    [ASKED, null, 'PROVISIONAL', 'infinity'],
  ]);
  Object.assign(statements, { plain: sql, 'with kinds': withKinds.sql });
  serving = new pg.Client({ connectionString: database.servingUrl });
  await serving.connect();
}, 120_000);

afterAll(async () => {
  await serving.end();
  await database.drop();
});

async function load(): Promise<void> {
  const steps = [
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     SELECT 'load-' || n, 'scorpion', 'Load ' || n, date '1990-01-01' + 7 * n, date '1990-01-05' + 7 * n, 'DAY', 'OPEN'
     FROM generate_series(1, ${PHASES}) n`,
    `INSERT INTO participations SELECT p.code, f.code, 'TAKING_PART' FROM phases p,
       (SELECT code FROM forces ORDER BY code LIMIT ${FORCES}) f WHERE p.code LIKE 'load-%'`,
    `INSERT INTO phase_asks SELECT p.code, m.code, 'CORE' FROM phases p,
       (SELECT code FROM measures ORDER BY position LIMIT ${MEASURES}) m WHERE p.code LIKE 'load-%'`,
    `INSERT INTO returns (phase, force, versions, standing) SELECT phase, force, 1, 1 FROM participations WHERE phase LIKE 'load-%'`,
    `INSERT INTO return_versions (phase, force, version, submitted_by)
     SELECT phase, force, 1, 'demo-coordinator' FROM returns`,
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT id, phase, force, version, 'SUBMIT', 'SUBMITTED', '2026-01-05T12:00:00Z', 'demo-coordinator',
       '2026-01-05T12:00:00Z', false, false, false FROM return_versions`,
    `INSERT INTO figures (version_id, phase, force, measure, state, value, qualifier, lower, upper)
     SELECT v.id, v.phase, v.force, a.measure, 'REPORTED', 5, 'EXACT', 5, 5
     FROM return_versions v JOIN phase_asks a ON a.phase = v.phase`,
    `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
       approximate, settles_parts)
     SELECT version_id, phase, force, measure, 1, state, value, qualifier, lower, upper, false, false FROM figures`,
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

/** Rows that a plan reads of each growing table, and how it comes to them. */
function readOf(node: PlanNode): { table: string; rows: number; scan: string }[] {
  const table = node['Relation Name'];
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const rows = Math.round((node['Actual Rows'] + removed) * node['Actual Loops']);
  const own = table === undefined || !GROWING.includes(table) ? [] : [{ table, rows, scan: node['Node Type'] }];
  return [...own, ...(node.Plans ?? []).flatMap(readOf)];
}

async function expectOwnRowsOnly(plan: PlanNode): Promise<void> {
  const read = readOf(plan);
  expect(read.filter(({ scan }) => scan === 'Seq Scan')).toEqual([]);
  expect(new Set(read.map(({ table }) => table))).toEqual(
    new Set(['phases', 'participations', 'phase_asks', 'version_states', 'results']),
  );
  const allowed = new Map<string, number>();
  for (const table of GROWING) {
    const key = table === 'phases' ? 'code' : 'phase';
    const [own] = await database.asOwner<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${table} WHERE ${key} = $1`,
      [ASKED],
    );
    allowed.set(table, own?.rows ?? 0);
  }
  expect(allowed.get('results')).toBe(FORCES * MEASURES);
  // Each time that the statement names a table it reads no more than the phase's rows of it.
  for (const { table, rows } of read) expect([table, Math.min(rows, allowed.get(table) ?? 0)]).toEqual([table, rows]);
}

const EXPLAIN = 'EXPLAIN (ANALYZE, FORMAT JSON, COSTS OFF, TIMING OFF)';
type Explained = [{ Plan: PlanNode }];

const KINDS_OR_NOT = ['plain', 'with kinds'] as const;
const EACH = ACTORS.flatMap((actor) => KINDS_OR_NOT.map((which) => ({ ...actor, which })));

it.each(EACH)('reads the rows of the asked phase only, $which, for a $role, parameters bound', async (asked) => {
  const { which, ...actor } = asked;
  for (const measures of [null, ['arrests', 'drugs-weight']]) {
    const statement = statements[which];
    await beginAs(serving, actor);
    const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(`${EXPLAIN} ${statement}`, [ASKED, measures]);
    await serving.query('ROLLBACK');
    const plan = rows[0]!['QUERY PLAN'][0].Plan;
    if (measures === null) await expectOwnRowsOnly(plan);
    else
      expect(readOf(plan).filter(({ scan, rows: read }) => scan === 'Seq Scan' || read > FORCES * MEASURES)).toEqual(
        [],
      );
  }
});

const MODES = ['force_generic_plan', 'force_custom_plan'].flatMap((mode) =>
  KINDS_OR_NOT.map((which) => [which, mode] as const),
);

it.each(MODES)('reads no others, %s, with %s', async (which, mode) => {
  await beginAs(serving, ACTORS[0]!);
  await serving.query(`SET LOCAL plan_cache_mode = ${mode}`);
  await serving.query(`PREPARE totals (text, text[]) AS ${statements[which]}`);
  const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(`${EXPLAIN} EXECUTE totals ('${ASKED}', NULL)`);
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
    basis: 'PROVISIONAL',
  } as const;

  it.each([
    ['from the beginning', {}],
    ['of an operation', { operation: 'scorpion' }],
    ['backwards', { newestFirst: true }],
    ['on, after a phase', { after: ASKED }],
    ['back, before a phase', { after: ASKED, newestFirst: true }],
    ['from a day on', { from: '2003-06-05' as CalendarDate }],
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
    const { sql, parameters } = await statementAsSent((tx) => new ForceTotalsRepository().ofForce(tx, filter));
    const page = filter.first;
    for (const actor of ACTORS) {
      await beginAs(serving, actor);
      const { rows: told } = await serving.query(sql, parameters);
      const { rows } = await serving.query<{ 'QUERY PLAN': Explained }>(`${EXPLAIN} ${sql}`, parameters);
      await serving.query('ROLLBACK');
      expect(told).toHaveLength(page);
      const read = readOf(rows[0]!['QUERY PLAN'][0].Plan);
      expect(read.filter(({ scan }) => scan === 'Seq Scan')).toEqual([]);
      expect(new Set(read.map(({ table }) => table))).toEqual(
        new Set([
          'phases',
          'participations',
          'version_states',
          'results',
          ...('measures' in asked ? [] : ['phase_asks']),
        ]),
      );
      const most = new Map([
        ['results', page * MEASURES],
        ['phase_asks', page * MEASURES],
      ]);
      for (const { table, rows: count } of read) {
        expect([table, Math.min(count, most.get(table) ?? page + 1 + elsewhere)]).toEqual([table, count]);
      }
    }
  });
});
