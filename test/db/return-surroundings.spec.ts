import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { placeKey } from '../../src/returns/domain/index.js';
import { HistoryRepository, type ReturnSurroundings } from '../../src/returns/validation/history.repository.js';
import { acceptVersion, addVersion } from '../support/returns/return-rows.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * The statistics that a return is compared with, as PostgreSQL computes them, checked against a statistics library.
 * The suite has an operation of its own, with more phases than the statistics use.
 */
const PHASES = 40;
const LOOKED_AT = 12;
const FORCES = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];
const MEASURES = ['arrests', 'cash-seized', 'drugs-weight'];
const phaseCode = (number: number): string => `held-${String(number).padStart(2, '0')}`;
const WANTED = MEASURES.map((measure) => ({ measure, version: 1, part: null }));

let database: TestDatabase;
let serving: ServingSide;
/** Every value by phase, force and measure, as it was stored. */
let values: readonly (readonly (readonly number[])[])[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  serving = await connectServing(database);
  await database.asOwner(`INSERT INTO operations VALUES ('held', 'Held against')`);
  await database.asOwner(
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     SELECT 'held-' || lpad(n::text, 2, '0'), 'held', 'Held ' || n, date '2024-01-01' + 7 * n, date '2024-01-05' + 7 * n,
       'DAY', 'OPEN' FROM generate_series(1, ${PHASES}) n`,
  );
  await database.asOwner(
    `INSERT INTO participations SELECT p.code, f.code, 'TAKING_PART' FROM phases p, forces f WHERE p.operation = 'held'`,
  );
  const thousandths = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 2_000_000_000 }),
  );
  const value = thousandths.map((number) => number / 1000);
  const list = <T>(of: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
    fc.array(of, { minLength: length, maxLength: length });
  const [sample] = fc.sample(list(list(list(value, MEASURES.length), FORCES.length), PHASES), {
    seed: 7_041,
    numRuns: 1,
  });
  values = sample ?? [];
  // In any order: the newest is decided by the phase's day.
  for (const place of [...values.keys()].toReversed()) {
    for (const [at, force] of FORCES.entries()) {
      const id = await addReturn(phaseCode(place + 1), force, values[place]?.[at] ?? []);
      await acceptVersion(database, id);
    }
  }
}, 120_000);

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

async function addReturn(phase: string, force: string, amounts: readonly number[], version = 1): Promise<string> {
  const id = await addVersion(database, phase, force, version);
  for (const [place, amount] of amounts.entries()) {
    await database.asOwner(
      `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
         approximate, settles_parts)
       VALUES ($1, $2, $3, $4, 1, CASE WHEN $5::numeric = 0 THEN 'NIL' ELSE 'REPORTED' END, $5, 'EXACT', $5, $5, false,
         $5::numeric = 0)`,
      [id, phase, force, MEASURES[place], amount],
    );
  }
  return id;
}

async function around(phase: string, force: string, role = 'FORCE_ANALYST'): Promise<ReturnSurroundings> {
  const isRegion = role === 'REGIONAL_COORDINATOR';
  const actor = isRegion ? { id: 'demo-coordinator', role, force: null } : { id: `demo-analyst-${force}`, role, force };
  return serving.transactions.run(actor, (tx) => new HistoryRepository().surroundings(tx, { phase, force }, WANTED));
}

describe("the spread of a force's earlier phases", () => {
  it("covers the newest twelve and equals the library's result, whatever the order of submission", async () => {
    for (const [at, force] of FORCES.entries()) {
      for (const phase of [1, 2, 5, 13, 14, PHASES]) {
        const earlier = values.slice(Math.max(0, phase - 1 - LOOKED_AT), phase - 1);
        const { history } = await around(phaseCode(phase), force);
        expect(history.lastPhase).toBe(phase === 1 ? null : `Held ${phase - 1}`);
        for (const [place, measure] of MEASURES.entries()) {
          const list = earlier.map((forces) => forces[at]?.[place] ?? NaN);
          const spread = history.places.get(placeKey(measure, null));
          if (list.length === 0) {
            expect(spread).toBeUndefined();
          } else {
            const last = list.at(-1) ?? 0;
            expect([
              spread?.phases,
              spread?.least.toNumber(),
              spread?.most.toNumber(),
              spread?.last?.toNumber() ?? 0,
            ]).toEqual([list.length, Math.min(...list), Math.max(...list), last]);
            expect(spread?.median.toNumber()).toBeCloseTo(median(list), 6);
            expect(spread?.deviation.toNumber()).toBeCloseTo(medianAbsoluteDeviation(list), 6);
          }
        }
      }
    }
  });

  it('is returned with the day', async () => {
    const { today } = await around(phaseCode(5), 'dorset');
    expect(today).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe("how other forces' accepted figures spread", () => {
  it("equals the library's result for the four others", async () => {
    for (const phase of [1, 7, PHASES]) {
      for (const [at, force] of FORCES.entries()) {
        const others = (values[phase - 1] ?? []).filter((_, place) => place !== at);
        const { peers } = await around(phaseCode(phase), force);
        for (const [place, measure] of MEASURES.entries()) {
          const list = others.map((amounts) => amounts[place] ?? NaN);
          const spread = peers.get(placeKey(measure, null));
          expect(spread?.median.toNumber()).toBeCloseTo(median(list), 6);
          expect(spread?.deviation.toNumber()).toBeCloseTo(medianAbsoluteDeviation(list), 6);
          expect([spread?.least.toNumber(), spread?.most.toNumber()]).toEqual([Math.min(...list), Math.max(...list)]);
        }
      }
    }
  });

  it.each(['FORCE_ANALYST', 'REGIONAL_COORDINATOR'])(
    'uses accepted versions only, whoever sends the return: %s',
    async (role) => {
      const phase = role === 'FORCE_ANALYST' ? 'scorpion-3' : 'scorpion-4';
      const spread = async (): Promise<number | null> =>
        (await around(phase, 'wiltshire', role)).peers.get(placeKey('arrests', null))?.median.toNumber() ?? null;
      const others = FORCES.filter((force) => force !== 'wiltshire');
      const sent = new Map<string, string>();
      for (const force of others) sent.set(force, await addReturn(phase, force, [10]));
      expect(await spread()).toBeNull();
      for (const id of sent.values()) await acceptVersion(database, id);
      expect(await spread()).toBe(10);
      // Corrections that have not been accepted yet.
      for (const force of others) await addReturn(phase, force, [900], 2);
      expect(await spread()).toBe(10);
    },
  );

  it('is null with fewer than four others, not counting "at most"', async () => {
    const addArrests = async (force: string, qualifier: string, lower: number): Promise<void> => {
      const id = await addVersion(database, 'scorpion-2', force);
      await database.asOwner(
        `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
           approximate, settles_parts) VALUES ($1, 'scorpion-2', $2, 'arrests', 1, 'REPORTED', 5, $3, $4, 5, false, false)`,
        [id, force, qualifier, lower],
      );
      await acceptVersion(database, id);
    };
    await addArrests('avon-and-somerset', 'AT_MOST', 0);
    for (const force of ['devon-and-cornwall', 'dorset', 'gloucestershire']) await addArrests(force, 'EXACT', 5);
    expect((await around('scorpion-2', 'wiltshire')).peers.size).toBe(0);
    await addArrests('swrocu', 'EXACT', 5);
    const { peers } = await around('scorpion-2', 'wiltshire');
    expect([...peers].map(([key, { median: middle, least }]) => [key, middle.toNumber(), least.toNumber()])).toEqual([
      ['arrests', 5, 5],
    ]);
  });
});
