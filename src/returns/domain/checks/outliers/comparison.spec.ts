import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { count, SEEDED } from '../../../../../test/support/return-samples.js';
import { Decimal } from '../../../../common/decimal.js';
import { comparisonWithOthers, type CurrentReturn } from './comparison.js';
import type { Figure } from '../../arithmetic/figure.js';
import { nilFigure } from '../../arithmetic/figure.js';
import { distanceFrom, usualRange } from './outliers.js';

const nil = nilFigure({ measure: 'arrests', part: null, note: null });

/** A current return that says this of arrests; `isUnusual`: it had an UNUSUAL_VALUE when it was sent. */
function current(force: string, figure: Figure, isUnusual = true): CurrentReturn {
  const { measure, part, state, value, qualifier, lower, upper, approximate } = figure;
  const result = { measure, part, state, value, qualifier, lower, upper, approximate, settlesParts: false } as const;
  return { force, results: [{ ...result, unit: 'COUNT' }], unusual: new Set(isUnusual ? [measure] : []) };
}

/** Forces with something unusual, of those called a, b, c and so on. */
function unusualAmong(figures: readonly Figure[]): string[] {
  const returns = figures.map((figure, place) => current(String.fromCharCode(97 + place), figure));
  return [...comparisonWithOthers(returns)].filter(([, found]) => found.length > 0).map(([force]) => force);
}

const exactly = (...values: readonly number[]): Figure[] => values.map((value) => count('EXACT', value));

describe('what forces currently report, beside one another', () => {
  it('is unusual far from four others, whose figures the message tells', () => {
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
        ...{ code: 'UNUSUAL_VALUE', severity: 'WARNING', measure: 'arrests', breakdown: null },
        message:
          'arrests is exactly 200. The 4 other forces with a number for it report between 19 and 23 for this phase, with a median of 21, accepted or not. If there is no clear reason for the difference, ask the force.',
      },
    ]);
  });

  it('is not compared with three others, nor with "at most" or what has no number', () => {
    expect(unusualAmong(exactly(20, 22, 19, 200))).toEqual([]);
    expect(unusualAmong([...exactly(20, 22, 19, 200), count('AT_MOST', 20)])).toEqual([]);
    expect(unusualAmong([...exactly(20, 22, 19, 200), count('UNQUANTIFIED', null)])).toEqual([]);
  });

  it('is itself compared where it is "at most"', () => {
    expect(unusualAmong([...exactly(200, 210, 190, 205), count('AT_MOST', 3)])).toEqual(['e']);
  });

  it('is unusual at 0 where all others have some, however few', () => {
    expect(unusualAmong([...exactly(1, 2, 1, 1), nil])).toEqual(['e']);
    expect(unusualAmong([...exactly(1, 2, 1), nil, nil])).toEqual([]);
  });

  it('leaves out what was usual for the force itself, but not a 0', () => {
    const others = exactly(20, 22, 19, 23).map((figure, place) => current(`other-${place}`, figure));
    const told = (figure: Figure): number =>
      comparisonWithOthers([...others, current('large', figure, false)]).get('large')?.length ?? 0;
    expect([told(count('EXACT', 500)), told(nil)]).toEqual([0, 1]);
  });

  it('is what a library makes of the others, whoever is left out', () => {
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
