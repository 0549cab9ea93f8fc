import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aNumberedQualifier,
  SEEDED,
  someFigure,
  someGrams,
  someMoney,
  boundsText,
} from '../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../common/decimal.js';
import { convert, DECIMAL_PLACES, type MeasureUnit } from '../../../dictionary/domain/index.js';
import { addBounds, boundsOf, exceeds, meet, NIL_BOUNDS, OPEN_BOUNDS, type Bounds } from './bounds.js';

const bounds = (qualifier: Parameters<typeof boundsOf>[0], value: number | string, unit: MeasureUnit): string =>
  boundsText(boundsOf(qualifier, new Decimal(value), unit));

describe('the bounds of a stated value', () => {
  it.each([
    ['EXACT', 27, '27..27'],
    ['AT_LEAST', 27, '27..none'],
    ['AT_MOST', 27, '0..27'],
    ['ALMOST', 27, '25..27'],
    ['ALMOST', 1, '1..1'],
    ['ALMOST', 80_000, '72000..80000'],
  ] as const)('for %s %d in whole things are %s', (qualifier, value, expected) => {
    expect(bounds(qualifier, value, 'COUNT')).toBe(expected);
  });

  it.each([
    // The tolerance is the larger of 2.5 % and half of the last non-zero place.
    ['8.75: 2.5 % of it', 350, 'GRAM', '341.25..358.75'],
    ['8.75, in whole things', 350, 'COUNT', '342..358'],
    ['5,000: half of its ten thousands', 20_000, 'COUNT', '15000..25000'],
    ['0.318: 2.5 % of it', '12.72', 'GRAM', '12.402..13.038'],
    ['0.318, in pence', '12.72', 'GBP', '12.41..13.03'],
    ['half a penny', '0.01', 'GBP', '0.01..0.01'],
    ['half a thing', 1, 'COUNT', '1..1'],
    ['half a gram', 1, 'GRAM', '0.5..1.5'],
    ['half of a thousandth', '0.001', 'GRAM', '0.001..0.001'],
    ['50.0125: 2.5 % of it, rounded inwards', 2000.5, 'GRAM', '1950.488..2050.512'],
    ['half of all of it, at the most', 100, 'TABLET', '50..150'],
    ['1.25: half of its tenths would be less', 50.5, 'GRAM', '49.238..51.762'],
  ] as const)('for APPROXIMATE extend by %s', (_, value, unit, expected) => {
    expect(bounds('APPROXIMATE', value, unit)).toBe(expected);
  });

  it.each([
    ['2', '1500..2500'],
    ['0.348', '339.3..356.7'],
    ['20', '15000..25000'],
    ['1.05', '1023.75..1076.25'],
  ])('for about %s kg are exactly those of the same weight in grams', (kilograms, expected) => {
    const weight = convert(new Decimal(kilograms), 'KILOGRAM', 'GRAM')!;
    expect(boundsText(boundsOf('APPROXIMATE', weight, 'GRAM'))).toBe(expected);
  });

  it('match a calculation in whole millionths of a gram for every weight', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 999_999_999_999_999n), fc.integer({ min: 0, max: 8 }), (digits, zeros) => {
        const thousandths = (digits / 10n ** BigInt(zeros) + 1n) * 10n ** BigInt(zeros);
        const lastPlace = 10n ** BigInt(/0*$/.exec(String(thousandths))![0].length);
        const tolerance = [thousandths * 25n, lastPlace * 500n].reduce((a, b) => (a > b ? a : b));
        const lower = (thousandths * 1000n - tolerance + 999n) / 1000n;
        const upper = (thousandths * 1000n + tolerance) / 1000n;
        const found = boundsOf('APPROXIMATE', new Decimal(`${thousandths}e-3`), 'GRAM');
        expect(boundsText(found)).toBe(
          `${new Decimal(`${lower}e-3`).toFixed()}..${new Decimal(`${upper}e-3`).toFixed()}`,
        );
      }),
      SEEDED,
    );
  });

  const someValue = fc.oneof(
    someGrams.map((value): [Decimal, MeasureUnit] => [value, 'GRAM']),
    someMoney.map((value): [Decimal, MeasureUnit] => [value, 'GBP']),
    someGrams.map((value): [Decimal, MeasureUnit] => [value.ceil(), 'COUNT']),
    fc.integer({ min: 1, max: 400 }).map((value): [Decimal, MeasureUnit] => [new Decimal(value), 'PLANT']),
  );

  it('include the value, are not below 0, and are values that the unit allows', () => {
    fc.assert(
      fc.property(aNumberedQualifier, someValue, (qualifier, [value, unit]) => {
        const { lower, upper } = boundsOf(qualifier, value, unit);
        expect(lower.isNegative()).toBe(false);
        expect(lower.lessThanOrEqualTo(value)).toBe(true);
        expect(upper === null || upper.greaterThanOrEqualTo(value)).toBe(true);
        for (const bound of [lower, upper ?? lower]) {
          expect(bound.decimalPlaces()).toBeLessThanOrEqual(DECIMAL_PLACES[unit]);
        }
      }),
      SEEDED,
    );
  });

  it('for ALMOST begin at nine tenths, rounded up to a value that the unit allows', () => {
    expect(bounds('ALMOST', '0.01', 'GBP')).toBe('0.01..0.01');
    expect(bounds('ALMOST', '6.39', 'GBP')).toBe('5.76..6.39');
    expect(bounds('ALMOST', '0.348', 'GRAM')).toBe('0.314..0.348');
    expect(bounds('ALMOST', '999999999999.999', 'GRAM')).toBe('900000000000..999999999999.999');
  });
});

describe('adding bounds', () => {
  it('is commutative and associative, and NIL is its identity', () => {
    fc.assert(
      fc.property(someFigure, someFigure, someFigure, (a, b, c) => {
        expect(boundsText(addBounds(a, b))).toBe(boundsText(addBounds(b, a)));
        expect(boundsText(addBounds(addBounds(a, b), c))).toBe(boundsText(addBounds(a, addBounds(b, c))));
        expect(boundsText(addBounds(a, NIL_BOUNDS))).toBe(boundsText(a));
      }),
      SEEDED,
    );
  });

  it('gives no upper bound if one side has none', () => {
    fc.assert(
      fc.property(someFigure, (a) => {
        expect(boundsText(addBounds(OPEN_BOUNDS, a))).toBe(`${a.lower.toFixed()}..none`);
      }),
      SEEDED,
    );
  });

  it('is exact at twelve digits before the point and three after it', () => {
    const most = boundsOf('EXACT', new Decimal('999999999999.999'), 'GRAM');
    const all = Array.from({ length: 44 }, () => most).reduce(addBounds, NIL_BOUNDS);
    expect(boundsText(all)).toBe('43999999999999.956..43999999999999.956');
  });
});

describe('comparing bounds', () => {
  const someBounds: fc.Arbitrary<Bounds> = fc.tuple(fc.nat(8), fc.option(fc.nat(4))).map(([from, width]) => ({
    lower: new Decimal(from),
    upper: width === null ? null : new Decimal(from + width),
  }));
  const allowed = ({ lower, upper }: Bounds): number[] =>
    Array.from({ length: 21 }, (_, value) => value).filter(
      (value) => lower.lessThanOrEqualTo(value) && (upper?.greaterThanOrEqualTo(value) ?? true),
    );

  it('finds that two overlap exactly if both allow some whole number', () => {
    fc.assert(
      fc.property(someBounds, someBounds, (a, b) => {
        expect(meet(a, b)).toBe(allowed(a).some((value) => allowed(b).includes(value)));
      }),
      SEEDED,
    );
  });

  it('finds that one exceeds another exactly if all its values are above all values of the other', () => {
    fc.assert(
      fc.property(someBounds, someBounds, (a, b) => {
        const above = b.upper !== null && Math.min(...allowed(a)) > Math.max(...allowed(b));
        expect(exceeds(a, b)).toBe(above);
      }),
      SEEDED,
    );
  });
});
