import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { count, SEEDED } from '../../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../../common/decimal.js';
import { comparisonWithOthers, type CurrentReturn } from './comparison.js';
import type { Figure } from '../../arithmetic/figure.js';
import { nilFigure } from '../../arithmetic/figure.js';
import { distanceFrom, usualRange } from './outliers.js';

const nil = nilFigure({ measure: 'arrests', part: null, note: null });

/** A current return with this figure for arrests; `isUnusual`: it had an UNUSUAL_VALUE when it was sent. */
function current(force: string, figure: Figure, isUnusual = true): CurrentReturn {
  const { measure, part, state, value, qualifier, lower, upper, approximate } = figure;
  const result = { measure, part, state, value, qualifier, lower, upper, approximate, settlesParts: false } as const;
  return { force, results: [{ ...result, unit: 'COUNT' }], unusual: new Set(isUnusual ? [measure] : []) };
}

/** The forces with unusual figures, among those named a, b, c and so on. */
function unusualAmong(figures: readonly Figure[]): string[] {
  const returns = figures.map((figure, place) => current(String.fromCharCode(97 + place), figure));
  return [...comparisonWithOthers(returns)].filter(([, found]) => found.length > 0).map(([force]) => force);
}

const exactly = (...values: readonly number[]): Figure[] => values.map((value) => count('EXACT', value));

describe("a comparison of forces' current figures", () => {
  it('warns of a figure far from four others, and gives their figures', () => {
    const returns = ['a', 'b', 'c', 'd', 'e'].map((force, place) =>
      current(force, count('EXACT', [20, 22, 19, 23, 200][place] ?? 0)),
    );
    const found = comparisonWithOthers(returns);
    expect([...found].map(([force, problems]) => [force, problems.length])).toEqual([
      ...['a', 'b', 'c', 'd'].map((force) => [force, 0]),
      ['e', 1],
    ]);
    expect(found.get('e')).toEqual([
      {
        code: 'UNUSUAL_VALUE',
        severity: 'WARNING',
        measure: 'arrests',
        breakdown: null,
        message:
          'arrests is exactly 200. 4 other forces give a number for it in this phase: between 19 and 23, with a median of 21. Figures that are not accepted are included. If there is no clear reason for the difference, ask the force.',
      },
    ]);
  });

  it('does not compare with only three others, with "at most", or with figures without a number', () => {
    expect(unusualAmong(exactly(20, 22, 19, 200))).toEqual([]);
    expect(unusualAmong([...exactly(20, 22, 19, 200), count('AT_MOST', 20)])).toEqual([]);
    expect(unusualAmong([...exactly(20, 22, 19, 200), count('UNQUANTIFIED', null)])).toEqual([]);
  });

  it('checks a figure of "at most" itself', () => {
    expect(unusualAmong([...exactly(200, 210, 190, 205), count('AT_MOST', 3)])).toEqual(['e']);
  });

  it('warns of 0 if all others have some, however few', () => {
    expect(unusualAmong([...exactly(1, 2, 1, 1), nil])).toEqual(['e']);
    expect(unusualAmong([...exactly(1, 2, 1), nil, nil])).toEqual([]);
  });

  it('leaves out a figure that is usual for the force itself, but not a 0', () => {
    const others = exactly(20, 22, 19, 23).map((figure, place) => current(`other-${place}`, figure));
    const warningCount = (figure: Figure): number =>
      comparisonWithOthers([...others, current('large', figure, false)]).get('large')?.length ?? 0;
    expect([warningCount(count('EXACT', 500)), warningCount(nil)]).toEqual([0, 1]);
  });

  it('uses the same spread as a statistics library, whichever force is left out', () => {
    const values = fc.array(fc.oneof(fc.nat(30), fc.nat(100_000)), { minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(values, (list) => {
        const expected = list.flatMap((value, place) => {
          const others = list.filter((_, other) => other !== place);
          const [middle, deviation] = [median(others), medianAbsoluteDeviation(others)].map((one) => new Decimal(one));
          const usual = usualRange({ median: middle!, deviation: deviation! }, 'COUNT');
          const bounds = { lower: new Decimal(value), upper: new Decimal(value) };
          const isNone = value === 0 && Math.min(...others) > 0;
          return isNone || distanceFrom(usual, bounds) !== null ? [String.fromCharCode(97 + place)] : [];
        });
        expect(unusualAmong(list.map((value) => (value === 0 ? nil : count('EXACT', value))))).toEqual(expected);
      }),
      SEEDED,
    );
  });
});
