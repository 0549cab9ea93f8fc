import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  count,
  grams,
  SEEDED,
  someFigure,
  boundsText,
  valueText,
} from '../../../../test/support/returns/return-samples.js';
import { OPEN_BOUNDS } from './bounds.js';
import { notApplicableFigure, type Figure } from './figure.js';
import { addSums, asSum, EMPTY_SUM, read, type Sum } from './result.js';

const NOT_APPLICABLE = notApplicableFigure({ measure: 'arrests', part: null, note: null });
/** What a TAKING_PART force that has not reported adds. */
const SILENT: Sum = { ...EMPTY_SUM, ...OPEN_BOUNDS };
const sumOf = (...figures: readonly Figure[]): Sum => figures.map(asSum).reduce(addSums, EMPTY_SUM);
const all = (sum: Sum): string =>
  [boundsText(sum), sum.plain.toFixed(), sum.approximate, sum.quantified, sum.unquantified].join(' ');

const someSum = fc.oneof(
  someFigure.map(asSum),
  fc.constantFrom(SILENT, EMPTY_SUM, asSum(NOT_APPLICABLE)),
  fc.array(someFigure, { maxLength: 4 }).map((figures) => sumOf(...figures)),
);

describe('adding sums', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(someSum, someSum, (a, b) => {
        expect(all(addSums(a, b))).toBe(all(addSums(b, a)));
      }),
      SEEDED,
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(someSum, someSum, someSum, (a, b, c) => {
        expect(all(addSums(addSums(a, b), c))).toBe(all(addSums(a, addSums(b, c))));
      }),
      SEEDED,
    );
  });

  it('has the empty sum as its identity, and NOT_APPLICABLE adds nothing', () => {
    fc.assert(
      fc.property(someSum, (a) => {
        expect(all(addSums(a, EMPTY_SUM))).toBe(all(a));
        expect(all(addSums(EMPTY_SUM, a))).toBe(all(a));
        expect(all(addSums(a, asSum(NOT_APPLICABLE)))).toBe(all(a));
      }),
      SEEDED,
    );
  });

  it('keeps bounds and value if NIL is added to a figure with a number', () => {
    fc.assert(
      fc.property(someFigure, (figure) => {
        fc.pre(figure.state !== 'UNQUANTIFIED');
        const more = sumOf(figure, count('EXACT', 0));
        expect(boundsText(more)).toBe(boundsText(figure));
        expect(valueText(read(more))).toBe(valueText(read(asSum(figure))));
      }),
      SEEDED,
    );
  });

  it('gives the same result whatever the order and grouping', () => {
    fc.assert(
      fc.property(fc.array(someFigure, { minLength: 1, maxLength: 8 }), fc.nat(7), (figures, cut) => {
        const grouped = addSums(sumOf(...figures.slice(cut)), sumOf(...figures.slice(0, cut)));
        expect(valueText(read(grouped))).toBe(valueText(read(sumOf(...figures))));
        expect(valueText(read(sumOf(...figures.toReversed())))).toBe(valueText(read(grouped)));
      }),
      SEEDED,
    );
  });

  it('gives no upper bound if an expected force is silent', () => {
    fc.assert(
      fc.property(someSum, (a) => {
        expect(addSums(a, SILENT).upper).toBeNull();
      }),
      SEEDED,
    );
  });
});

describe('reading a sum', () => {
  it.each([
    ['gives no total, not 0, if nothing was reported', [], 'none'],
    ['gives no total if all figures are not applicable', [NOT_APPLICABLE, NOT_APPLICABLE], 'none'],
    ['gives no value for unquantified alone', [count('UNQUANTIFIED', null), NOT_APPLICABLE], 'UNQUANTIFIED'],
    ['gives at least 0 for unquantified and none', [count('UNQUANTIFIED', null), count('EXACT', 0)], 'AT_LEAST 0'],
    ['gives exactly 0 if all figures are none', [count('EXACT', 0), count('AT_MOST', 0)], 'EXACT 0'],
    ['gives an exact total of exact figures', [count('EXACT', 27), count('EXACT', 6)], 'EXACT 33'],
    [
      'gives at least the lower bound if one figure has no upper bound',
      [count('AT_LEAST', 5), count('ALMOST', 100)],
      'AT_LEAST 95',
    ],
    ['gives the upper bound for up to', [count('AT_MOST', 5), count('EXACT', 6)], 'AT_MOST 11'],
    ['gives the upper bound for almost', [count('ALMOST', 100), count('EXACT', 6)], 'AT_MOST 106'],
    ['gives the plain sum for about', [count('APPROXIMATE', 350), count('ALMOST', 100)], 'APPROXIMATE 450'],
    ['prefers at least to about', [count('APPROXIMATE', 350), count('AT_LEAST', 10)], 'AT_LEAST 352'],
    ['is exact for an almost with only one possible value', [count('ALMOST', 9), count('EXACT', 1)], 'EXACT 10'],
    ['is exact for an about with only one possible value', [count('APPROXIMATE', 1), count('EXACT', 9)], 'EXACT 10'],
    [
      'is about if an about with only one possible value is added to a range',
      [count('APPROXIMATE', 1), count('ALMOST', 100)],
      'APPROXIMATE 101',
    ],
  ] as const)('%s', (_, figures, expected) => {
    expect(valueText(read(sumOf(...figures)))).toBe(expected);
  });

  it('gives no value for a silent expected force alone, and at least the rest with others', () => {
    expect(valueText(read(SILENT))).toBe('none');
    expect(valueText(read(addSums(SILENT, asSum(count('EXACT', 27)))))).toBe('AT_LEAST 27');
    expect(valueText(read(addSums(SILENT, asSum(count('UNQUANTIFIED', null)))))).toBe('UNQUANTIFIED');
  });

  it('follows the four rules, in their order, for any sum', () => {
    fc.assert(
      fc.property(someSum, (sum) => {
        const { value, qualifier } = read(sum);
        const { lower, upper } = sum;
        if (!sum.quantified) {
          expect([value, qualifier]).toEqual([null, sum.unquantified ? 'UNQUANTIFIED' : null]);
        } else if (upper !== null && lower.equals(upper)) {
          expect(valueText({ value, qualifier })).toBe(`EXACT ${lower.toFixed()}`);
        } else if (upper === null) {
          expect(valueText({ value, qualifier })).toBe(`AT_LEAST ${lower.toFixed()}`);
        } else {
          const expected = sum.approximate ? `APPROXIMATE ${sum.plain.toFixed()}` : `AT_MOST ${upper.toFixed()}`;
          expect(valueText({ value, qualifier })).toBe(expected);
        }
      }),
      SEEDED,
    );
  });

  it('gives a value within the bounds', () => {
    fc.assert(
      fc.property(fc.array(someFigure, { maxLength: 8 }), (figures) => {
        const sum = sumOf(...figures);
        const { value } = read(sum);
        expect(value === null || value.greaterThanOrEqualTo(sum.lower)).toBe(true);
        expect(value === null || (sum.upper?.greaterThanOrEqualTo(value) ?? true)).toBe(true);
      }),
      SEEDED,
    );
  });

  it('keeps every thousandth at twelve digits before the point', () => {
    const most = grams('EXACT', 999_999_999_999).value!.plus('0.999');
    expect(valueText(read(sumOf(grams('EXACT', most), grams('EXACT', 0.001), grams('EXACT', most))))).toBe(
      'EXACT 1999999999999.999',
    );
  });
});
