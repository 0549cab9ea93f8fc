import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../../../test/support/returns/return-samples.js';
import { Decimal, toPlain } from '../../../../common/decimal.js';
import { MEASURE_UNITS } from '../../../../dictionary/domain/index.js';
import type { PlaceHistory } from './history.js';
import { slipOf, transposedOf, usualRange } from './outliers.js';

const spread = (median: number | string, deviation: number | string) => ({
  median: new Decimal(median),
  deviation: new Decimal(deviation),
});
const history = (least: number, median: number, most: number): PlaceHistory => ({
  ...spread(median, 0),
  phases: 5,
  least: new Decimal(least),
  most: new Decimal(most),
  last: null,
});
const range = (...given: Parameters<typeof usualRange>): string[] => {
  const { low, high } = usualRange(...given);
  return [low, high].map((bound) => bound.toFixed(2));
};

describe('the usual range', () => {
  it.each([
    // 3.5 × 1.4826 × 10, because the MAD is the largest of the spreads.
    ['COUNT', 100, 10, ['48.11', '151.89']],
    ['GBP', 8000, 2000, ['-2378.20', '18378.20']],
    // No MAD: 3.5 times the square root of small counts, a tenth of large ones or a fifth of amounts, at least a minimum.
    ['COUNT', 25, 0, ['7.50', '42.50']],
    ['COUNT', 1000, 0, ['650.00', '1350.00']],
    ['COUNT', 1, 0, ['-4.25', '6.25']],
    ['COUNT', 0, 0, ['-5.25', '5.25']],
    ['GBP', 10_000, 0, ['3000.00', '17000.00']],
    ['GBP', 0, 0, ['-3500.00', '3500.00']],
    ['GRAM', 30, 0, ['-320.00', '380.00']],
    ['PLANT', 0, 0, ['-35.00', '35.00']],
  ] as const)('in %s around %d with a MAD of %d is %j', (unit, median, deviation, expected) => {
    expect(range(spread(median, deviation), unit)).toEqual(expected);
  });

  const amount = fc.integer({ min: 0, max: 1_000_000 });
  const unit = fc.constantFrom(...MEASURE_UNITS);

  it('always includes the median', () => {
    fc.assert(
      fc.property(amount, amount, unit, (median, deviation, of) => {
        const usual = usualRange(spread(median, deviation), of);
        expect(usual.low.lessThan(median) && usual.high.greaterThan(median)).toBe(true);
      }),
      SEEDED,
    );
  });

  it('scales with the figures if the MAD decides', () => {
    const times = fc.integer({ min: 1, max: 1000 });
    // A MAD as large as the median is the largest spread at every scale.
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 100_000 }), times, (median, scale) => {
        const [one, many] = [spread(median, median), spread(median * scale, median * scale)];
        expect(usualRange(many, 'COUNT').high.toFixed()).toBe(usualRange(one, 'COUNT').high.times(scale).toFixed());
      }),
      SEEDED,
    );
  });

  it('is never narrower for a larger MAD', () => {
    fc.assert(
      fc.property(amount, amount, amount, unit, (median, deviation, more, of) => {
        const [narrow, wide] = [deviation, deviation + more].map((mad) => usualRange(spread(median, mad), of));
        expect(wide!.high.greaterThanOrEqualTo(narrow!.high) && wide!.low.lessThanOrEqualTo(narrow!.low)).toBe(true);
      }),
      SEEDED,
    );
  });
});

describe('a decimal point slip', () => {
  it.each([
    [200, history(15, 20, 25), '10'],
    [2100, history(15, 20, 25), '100'],
    [27_500, history(20, 27, 30), '1000'],
    [2, history(15, 20, 25), '0.1'],
    [80, history(7500, 8000, 9000), '0.01'],
    // No further from the median than an earlier phase.
    [200, history(1, 20, 80), null],
    // Ten times a very small figure.
    [5, history(0, 0, 1), null],
    [5, history(1, 1, 1), null],
    [12, history(1, 1, 1), '10'],
    // Far away, but not by a power of ten.
    [90, history(15, 20, 25), null],
    [0, history(15, 20, 25), null],
  ])('is found in %d as %2$s times the usual value', (value, before, expected) => {
    expect(slipOf(new Decimal(value), before, 'COUNT')).toBe(expected);
  });

  it('is found in every steady history', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(10, 100, 1000), (usual, times) => {
        expect(slipOf(new Decimal(usual * times), history(usual, usual, usual), 'COUNT')).toBe(String(times));
      }),
      SEEDED,
    );
  });
});

describe('a digit transposition', () => {
  const usual = usualRange(spread(20, 2), 'COUNT');

  it.each([
    [91, '19'],
    [32, '23'],
    [201, null],
    // 021 and 0.2: nobody writes those, and a moved decimal point is a different slip.
    [120, null],
    [20, null],
    ['2.91', null],
    ['91.5', '19.5'],
  ])('in %s has the intended value %s', (value, expected) => {
    const intended = transposedOf(new Decimal(value), usual);
    expect(intended === null ? null : toPlain(intended)).toBe(expected);
  });
});
