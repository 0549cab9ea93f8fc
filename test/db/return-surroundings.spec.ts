import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { placeKey } from '../../src/returns/domain/index.js';
import { HistoryRepository, type ReturnSurroundings } from '../../src/returns/history.repository.js';
import { addVersion } from '../support/return-rows.js';
import { beginAs, connectServing, type ServingSide } from '../support/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/*
 * What a return is held against, as PostgreSQL works it out, beside what a library of statistics makes of the same
 * values. An operation of its own, with more phases than are looked at.
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
  // In any order: what is newest is told by the phase's day.
  for (const place of [...values.keys()].toReversed()) {
    for (const [at, force] of FORCES.entries()) await addReturn(place + 1, force, values[place]?.[at] ?? []);
  }
}, 120_000);

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

async function addReturn(phase: number, force: string, amounts: readonly number[], version = 1): Promise<void> {
  const id = await addVersion(database, phaseCode(phase), force, version);
  for (const [place, amount] of amounts.entries()) {
    await database.asOwner(
      `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
         approximate, settles_parts)
       VALUES ($1, $2, $3, $4, 1, CASE WHEN $5::numeric = 0 THEN 'NIL' ELSE 'REPORTED' END, $5, 'EXACT', $5, $5, false,
         $5::numeric = 0)`,
      [id, phaseCode(phase), force, MEASURES[place], amount],
    );
  }
}

async function around(phase: number, force: string, withPeers = true): Promise<ReturnSurroundings> {
  const actor = { id: `demo-analyst-${force}`, role: 'FORCE_ANALYST', force };
  const key = { phase: phaseCode(phase), force };
  const wanted = { places: WANTED, withPeers };
  return serving.transactions.run(actor, (tx) => new HistoryRepository().surroundings(tx, key, wanted));
}

describe("the spread of a force's earlier phases", () => {
  it('is that of the newest twelve, as a library works it out, whatever the order in which they came', async () => {
    for (const [at, force] of FORCES.entries()) {
      for (const phase of [1, 2, 5, 13, 14, PHASES]) {
        const earlier = values.slice(Math.max(0, phase - 1 - LOOKED_AT), phase - 1);
        const { history } = await around(phase, force);
        expect(history.lastPhase).toBe(phase === 1 ? null : `Held ${phase - 1}`);
        for (const [place, measure] of MEASURES.entries()) {
          const list = earlier.map((forces) => forces[at]?.[place] ?? NaN);
          const told = history.places.get(placeKey(measure, null));
          if (list.length === 0) {
            expect(told).toBeUndefined();
          } else {
            const last = list.at(-1) ?? 0;
            expect([told?.phases, told?.least.toNumber(), told?.most.toNumber(), told?.last?.toNumber() ?? 0]).toEqual([
              ...[list.length, Math.min(...list), Math.max(...list), last],
            ]);
            expect(told?.median.toNumber()).toBeCloseTo(median(list), 6);
            expect(told?.deviation.toNumber()).toBeCloseTo(medianAbsoluteDeviation(list), 6);
          }
        }
      }
    }
  });

  it('comes with the day, and without other forces where these are not to be asked', async () => {
    const { peers, today } = await around(5, 'dorset', false);
    expect(peers).toBeNull();
    expect(today).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('how other forces spread', () => {
  it('is as a library works it out of the four others', async () => {
    for (const phase of [1, 7, PHASES]) {
      for (const [at, force] of FORCES.entries()) {
        const others = (values[phase - 1] ?? []).filter((_, place) => place !== at);
        const { peers } = await around(phase, force);
        for (const [place, measure] of MEASURES.entries()) {
          const list = others.map((amounts) => amounts[place] ?? NaN);
          const told = peers?.get(placeKey(measure, null));
          expect(told?.median.toNumber()).toBeCloseTo(median(list), 6);
          expect(told?.deviation.toNumber()).toBeCloseTo(medianAbsoluteDeviation(list), 6);
        }
      }
    }
  });

  const CALL = `SELECT * FROM peer_spreads('${phaseCode(3)}', 'dorset', ARRAY['arrests'])`;

  it.each([
    [{ id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' }, 1],
    [{ id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null }, 1],
    // Leaving another force out would tell what that one reported.
    [{ id: 'demo-analyst-wiltshire', role: 'FORCE_ANALYST', force: 'wiltshire' }, 0],
    [{ id: 'demo-approver-dorset', role: 'FORCE_APPROVER', force: 'dorset' }, 0],
    [{ id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: 'dorset' }, 0],
    [{ id: 'demo-press', role: 'PRESS_OFFICER', force: null }, 0],
    [null, 0],
  ])('is given to who sends the return, and to nobody else: %j', async (actor, rows) => {
    const client = new pg.Client({ connectionString: database.servingUrl });
    await client.connect();
    try {
      await beginAs(client, actor);
      expect((await client.query(CALL)).rowCount).toBe(rows);
    } finally {
      await client.end();
    }
  });

  it('is not given of fewer than four others, among whom "at most" is no usable number', async () => {
    const addArrests = async (force: string, qualifier: string, lower: number): Promise<void> => {
      const id = await addVersion(database, 'scorpion-2', force);
      await database.asOwner(
        `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
           approximate, settles_parts) VALUES ($1, 'scorpion-2', $2, 'arrests', 1, 'REPORTED', 5, $3, $4, 5, false, false)`,
        [id, force, qualifier, lower],
      );
    };
    const spreads = async (): Promise<unknown[]> => {
      const coordinator = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
      return serving.transactions.run(coordinator, (tx) =>
        tx.query<unknown[]>(`SELECT * FROM peer_spreads('scorpion-2', 'wiltshire', ARRAY['arrests'])`),
      );
    };
    await addArrests('avon-and-somerset', 'AT_MOST', 0);
    for (const force of ['devon-and-cornwall', 'dorset', 'gloucestershire']) await addArrests(force, 'EXACT', 5);
    expect(await spreads()).toEqual([]);
    await addArrests('swrocu', 'EXACT', 5);
    expect(await spreads()).toEqual([{ measure: 'arrests', part: null, median: 5, deviation: 0 }]);
  });
});
