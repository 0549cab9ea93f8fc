import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../src/common/dates.js';
import { Decimal } from '../../src/common/decimal.js';
import type { MeasureInForce } from '../../src/dictionary/index.js';
import { QUALIFIERS, readReturn, type ReturnEntry } from '../../src/returns/domain/index.js';
import { ReturnsRepository } from '../../src/returns/shared/returns.repository.js';
import { shortOrFull } from '../support/run/full-run.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { aContext } from '../support/returns/return-samples.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * Whatever the domain makes of what was sent, the database takes it: no return that was checked can fail on a
 * constraint.
 */
const SEED = 7_041_722;
const PHASE = 'scorpion-1';
const FORCE = 'dorset';
const SUBMITTER = { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: FORCE };

let database: TestDatabase;
let serving: ServingSide;
let measures: MeasureInForce[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  serving = await connectServing(database);
  measures = await database.asOwner<MeasureInForce>(
    `
    SELECT m.code, m.version, m.name, m.also_known_as AS "alsoKnownAs", m.unit, m.breakdown,
      m.breakdown_rule AS "breakdownRule", m.exhaustive,
      ARRAY(SELECT json_build_object('code', p.code, 'name', p.name) FROM parts p WHERE p.breakdown = m.breakdown
        ORDER BY p.position LIMIT 3) AS parts
    FROM measures_in_force('2022-03-07') m WHERE m.code = ANY ($1)`,
    [
      [
        'arrests',
        'cash-seized',
        'drug-seizures',
        'drugs-value',
        'drugs-weight',
        'people-safeguarded',
        'weapons-seized',
      ],
    ],
  );
  expect(measures).toHaveLength(7);
});

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

/** Sizes at both ends of what can be stored, and steps finer than some units take. */
const anyValue = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 5, 9, 10, 11, 95, 350, 20_000, 999_999_999_999), fc.integer({ min: -3, max: 3 }))
  .map(([digits, place]) => new Decimal(digits).times(new Decimal(10).pow(place)));

function anyFigure(measure: MeasureInForce): fc.Arbitrary<ReturnEntry['figures'][number]> {
  return fc
    .record({
      breakdown: fc.constantFrom(null, ...measure.parts.map(({ code }) => code)),
      value: anyValue,
      unit: fc.constantFrom(null, measure.unit === 'GRAM' ? 'KILOGRAM' : measure.unit),
      qualifier: fc.constantFrom(null, ...QUALIFIERS),
    })
    .map((figure) => ({
      ...figure,
      measure: measure.code,
      note: null,
      withheldUntil: null,
      value: figure.qualifier === 'UNQUANTIFIED' ? null : figure.value,
    }));
}

it('takes every figure and result that the domain makes of a return', async () => {
  const context = aContext({
    measures: new Map(measures.map((measure) => [measure.code, measure])),
    asked: ['cash-seized'],
    wholes: [],
    implications: [],
    phase: { from: '2022-03-07' as CalendarDate, to: '2022-03-13' as CalendarDate },
  });
  const codes = fc.subarray(
    measures.map(({ code }) => code),
    { maxLength: 2 },
  );
  const anyEntry: fc.Arbitrary<ReturnEntry> = fc.record({
    nil: codes,
    notApplicable: codes,
    othersNil: fc.boolean(),
    window: fc.constant(null),
    asAt: fc.constant(null),
    note: fc.constant(null),
    reason: fc.constant(null),
    withheldUntil: fc.constantFrom(null, new Date('2023-04-01T12:00:00.123Z')),
    figures: fc.array(fc.constantFrom(...measures).chain(anyFigure), { maxLength: 8, size: 'max' }),
  });
  const keys = new Map(measures.map(({ code, version, breakdown }) => [code, { version, breakdown }]));
  const repository = new ReturnsRepository();
  let stored = 0;
  const entries = fc.sample(anyEntry, { seed: SEED, numRuns: shortOrFull(1_200, 6_000) });
  for (const entry of entries) {
    const { figures, results, problems } = readReturn(entry, context);
    if (problems.some(({ severity }) => severity === 'BLOCK')) continue;
    stored += 1;
    const row = {
      phase: PHASE,
      force: FORCE,
      version: stored,
      submittedBy: SUBMITTER.id,
      note: null,
      reason: null,
      windowFrom: null,
      windowTo: null,
      asAt: null,
      problems: [],
      figures,
      results,
      onBehalf: false,
      receivedFrom: null,
      receivedAt: null,
      receivedBy: null,
    };
    const [submittedAt, contentKey] = [new Date('2026-01-05T12:00:00Z'), Buffer.alloc(32)];
    const adding = serving.transactions.run(SUBMITTER, async (tx) => {
      await repository.lock(tx, row);
      return repository.add(tx, row, { measures: keys, submittedAt, contentKey });
    });
    await adding.catch((cause: unknown) => {
      throw new Error(`The database refused what was made of ${JSON.stringify(entry)}.`, { cause });
    });
  }
  expect(stored).toBeGreaterThan(shortOrFull(100, 500));
  const [kinds] = await database.asOwner(`
    SELECT count(DISTINCT (state, qualifier))::int AS figures,
      (SELECT count(DISTINCT (state, qualifier))::int FROM results) AS results FROM figures`);
  // NIL, NOT_APPLICABLE, UNQUANTIFIED, and REPORTED with each of five qualifiers.
  expect(kinds).toEqual({ figures: 8, results: 8 });
});
