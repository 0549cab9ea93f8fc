import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPart, SEEDED, valueText } from '../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../common/decimal.js';
import {
  nilFigure,
  notApplicableFigure,
  quantifiedFigure,
  unquantifiedFigure,
  type Figure,
  type StoredResult,
} from '../../../returns/domain/index.js';
import { recomputeTotals, statementsOfTotals, type PhaseOfTotals, type PlainTotal } from './recompute.js';

const MEASURES = [
  { code: 'arrests', breakdownRule: null, parts: [] },
  { code: 'people-safeguarded', breakdownRule: 'SUBSET', parts: [aPart('adult'), aPart('child')] },
] as const;
const PLACE = { measure: 'people-safeguarded', part: null, note: null };
const SAFEGUARDED = (value: number, part: string | null = null): StoredResult =>
  stored(quantifiedFigure({ ...PLACE, part }, 'EXACT', new Decimal(value), 'COUNT'));
const NONE = { ...stored(nilFigure(PLACE)), settlesParts: true };
const NOT_APPLICABLE = { ...stored(notApplicableFigure(PLACE)), settlesParts: true };
const SOME = stored(unquantifiedFigure(PLACE));

function stored({ note: _, ...figure }: Figure): StoredResult {
  return { ...figure, settlesParts: false };
}

/** A phase that asks for people safeguarded. Two forces are expected, one is not, and one is NOT_KNOWN. */
function aPhase(resultsByForce: Readonly<Record<string, readonly StoredResult[]>>): PhaseOfTotals {
  return {
    startsOn: '2026-01-05',
    participants: [
      { force: 'avon-and-somerset', participation: 'TAKING_PART' },
      { force: 'btp', participation: 'NOT_KNOWN' },
      { force: 'dorset', participation: 'TAKING_PART' },
      { force: 'wiltshire', participation: 'NOT_TAKING_PART' },
    ],
    asked: ['people-safeguarded'],
    measures: MEASURES,
    atFinal: [],
    counted: Object.entries(resultsByForce).map(([force, results]) => ({
      force,
      results,
      version: 1,
      submittedAt: new Date('2026-01-05T12:00:00Z'),
      status: 'ACCEPTED',
      withoutSignOff: force === 'btp',
    })),
  };
}

function totalOf(resultsByForce: Readonly<Record<string, readonly StoredResult[]>>): PlainTotal {
  const [total, ...others] = recomputeTotals(aPhase(resultsByForce)).totals;
  expect(others).toEqual([]);
  return total!;
}

describe('a recomputed total', () => {
  it.each([
    ['none of the two expected forces', {}, 'none', 0],
    ['both expected forces', { 'avon-and-somerset': [SAFEGUARDED(3)], dorset: [SAFEGUARDED(4)] }, 'EXACT 7', 2],
    ['one of two', { dorset: [SAFEGUARDED(4)] }, 'AT_LEAST 4', 1],
    ['one, and one that had none', { dorset: [SAFEGUARDED(4)], 'avon-and-somerset': [NONE] }, 'EXACT 4', 2],
    ['one, and one not applicable', { dorset: [SAFEGUARDED(4)], 'avon-and-somerset': [NOT_APPLICABLE] }, 'EXACT 4', 2],
    ['one, and one without a number', { dorset: [SAFEGUARDED(4)], 'avon-and-somerset': [SOME] }, 'AT_LEAST 4', 2],
    ['some without a number', { dorset: [SOME], 'avon-and-somerset': [SOME] }, 'UNQUANTIFIED', 2],
    ['one that is not expected', { btp: [SAFEGUARDED(2)] }, 'AT_LEAST 2', 0],
    [
      'all, and one that is not named',
      { 'avon-and-somerset': [NONE], dorset: [NONE], swrocu: [SAFEGUARDED(2)] },
      'EXACT 2',
      2,
    ],
  ])('from %s', (_, results, expected, reported) => {
    const total = totalOf(results);
    expect(valueText(total)).toBe(expected);
    expect(total.coverage.reported).toBe(reported);
  });

  it('has a line for every expected force and for every other force that reported the measure', () => {
    const { byForce } = totalOf({ swrocu: [SAFEGUARDED(2)], dorset: [NONE] });
    expect(byForce.map(({ force, state }) => [force, state])).toEqual([
      ['avon-and-somerset', 'NOT_REPORTED'],
      ['dorset', 'NIL'],
      ['swrocu', 'REPORTED'],
    ]);
  });

  it('names the reporting forces that have not signed off their accepted returns', () => {
    const results = { dorset: [SAFEGUARDED(4)], btp: [SAFEGUARDED(2)] };
    const total = totalOf(results);
    expect(total.withoutSignOff).toEqual(['btp']);
    expect(total.byForce.filter(({ withoutSignOff }) => withoutSignOff).map(({ force }) => force)).toEqual(['btp']);
    expect(totalOf({ dorset: [SAFEGUARDED(4)], btp: [] }).withoutSignOff).toEqual([]);
    const words = statementsOfTotals(recomputeTotals(aPhase(results))).flatMap(({ compared, force, text }) =>
      text.includes('without sign-off') ? [[compared, force]] : [],
    );
    expect(words).toEqual([
      ['COUNTED_VERSION', 'btp'],
      ['TOTAL', null],
      ['FORCE_LINE', 'btp'],
    ]);
  });

  it('names the forces that changed it after the final date, also those that report it no more', () => {
    const of = (force: string, ...results: StoredResult[]) => ({ force, results });
    const now = { btp: [SAFEGUARDED(2)], dorset: [SAFEGUARDED(4), SAFEGUARDED(3, 'child')], swrocu: [SAFEGUARDED(1)] };
    const phase = aPhase(now);
    const atFinal = [
      of('btp', SAFEGUARDED(2)),
      of('dorset', SAFEGUARDED(2, 'child'), SAFEGUARDED(4)),
      of('wiltshire', SAFEGUARDED(1)),
    ];
    const totals = recomputeTotals({ ...phase, atFinal });
    const [total] = totals.totals;
    expect(total?.changedAfterFinal).toEqual(['dorset', 'wiltshire']);
    expect(total?.byForce.flatMap((line) => (line.changedAfterFinal ? [line.force] : []))).toEqual(['dorset']);
    const words = statementsOfTotals(totals).map(({ text }) => text);
    expect(words).toContain(
      '7 AT_LEAST, from 7 on, without sign-off of btp, changed after the final date of dorset wiltshire',
    );
    expect(words).toContain('REPORTED 4 EXACT, from 4 to 4, changed after the final date');
    const reordered = [of('dorset', ...now.dorset.toReversed())];
    expect(recomputeTotals({ ...phase, atFinal: reordered }).totals[0]?.changedAfterFinal).toEqual([]);
  });

  it.each([
    ['a force that gave it, and one that did not give it', [SAFEGUARDED(4)], 'AT_LEAST 3'],
    ['a force that gave it, and one that did not report', null, 'AT_LEAST 3'],
    ['a force that gave it, and one that had none', [NONE], 'EXACT 3'],
    ['a force that gave it, and one not applicable', [NOT_APPLICABLE], 'EXACT 3'],
    ['two forces that gave it', [SAFEGUARDED(4), SAFEGUARDED(1, 'child')], 'EXACT 4'],
  ])('of a part, from %s', (_, other, expected) => {
    const results = { dorset: [SAFEGUARDED(4), SAFEGUARDED(3, 'child')] };
    const { byBreakdown } = totalOf(other === null ? results : { ...results, 'avon-and-somerset': other });
    expect(byBreakdown.map((part) => [part.code, valueText(part)])).toEqual([['child', expected]]);
  });

  it('of a part has no upper bound if a force that is not expected gave a total without its parts', () => {
    const results = { dorset: [SAFEGUARDED(4), SAFEGUARDED(3, 'child')], 'avon-and-somerset': [NONE] };
    const { byBreakdown } = totalOf({ ...results, btp: [SAFEGUARDED(5)] });
    expect(byBreakdown.map(valueText)).toEqual(['AT_LEAST 3']);
    expect(totalOf(results).byBreakdown.map(valueText)).toEqual(['EXACT 3']);
  });

  it('of classes and groups uses their parts on the first day of the phase', () => {
    const until = { drugClass: 'C', validFrom: null, validUntil: '2026-01-04' } as const;
    const from = { drugClass: 'B', validFrom: '2026-01-05', validUntil: null } as const;
    const parts = [
      aPart('resin', 'Resin', { group: 'cannabis', classes: [until, from] }),
      aPart('plants', 'Plants', { group: 'cannabis' }),
    ];
    const measure = { code: 'people-safeguarded', breakdownRule: 'PARTITION', parts } as const;
    const results = { dorset: [SAFEGUARDED(3, 'resin'), { ...SAFEGUARDED(3), settlesParts: true }] };
    const kindsOf = (startsOn: string): unknown =>
      recomputeTotals({ ...aPhase(results), startsOn, measures: [measure] }).totals[0]?.byGrouping.map((one) => [
        one.grouping,
        one.parts.join(),
        valueText(one),
        one.coverage.reported,
      ]);
    expect(kindsOf('2026-01-05')).toEqual([
      ['class B', 'resin', 'AT_LEAST 3', 1],
      ['group cannabis', 'resin', 'AT_LEAST 3', 1],
    ]);
    expect(kindsOf('2026-01-04')).toMatchObject([{ 0: 'class C' }, { 0: 'group cannabis' }]);
  });

  it('exists for what the phase asks for and what was reported, in the order of the dictionary', () => {
    const arrests = { ...SAFEGUARDED(1), measure: 'arrests' };
    const { totals } = recomputeTotals(aPhase({ dorset: [arrests] }));
    expect(totals.map(({ measure }) => measure)).toEqual(['arrests', 'people-safeguarded']);
  });

  it('is the same whatever the order of forces and results', () => {
    const resultsByForce = {
      dorset: [SAFEGUARDED(4), SAFEGUARDED(3, 'child')],
      btp: [SAFEGUARDED(1)],
      swrocu: [SOME],
      'avon-and-somerset': [SAFEGUARDED(5), SAFEGUARDED(5, 'adult')],
    };
    const phase = aPhase(resultsByForce);
    const sorted = (all: PhaseOfTotals): string[] =>
      statementsOfTotals(recomputeTotals(all))
        .map((one) => JSON.stringify(one))
        .sort();
    const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
      fc.shuffledSubarray([...items], { minLength: items.length });
    fc.assert(
      fc.property(shuffled(phase.counted), shuffled(resultsByForce.dorset), (counted, results) => {
        const other = counted.map((one) => (one.force === 'dorset' ? { ...one, results } : one));
        expect(sorted({ ...phase, counted: other })).toEqual(sorted(phase));
      }),
      SEEDED,
    );
  });
});
