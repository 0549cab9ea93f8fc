import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED, someGrams } from '../../../test/support/returns/return-samples.js';
import { Decimal } from '../../common/decimal.js';
import { convert, DECIMAL_PLACES, MEASURE_UNITS, formatQuantity, UNITS, unitsConvertingTo } from './unit.js';

describe('units', () => {
  it('convert kilograms to grams exactly', () => {
    expect(convert(new Decimal('0.348'), 'KILOGRAM', 'GRAM')?.toFixed()).toBe('348');
    expect(convert(new Decimal('999999999.999999'), 'KILOGRAM', 'GRAM')?.toFixed()).toBe('999999999999.999');
    fc.assert(
      fc.property(someGrams, (value) => {
        const [whole = '', decimals = ''] = convert(value, 'KILOGRAM', 'GRAM')!.toFixed(3).split('.');
        expect(`${whole}${decimals}`).toBe(`${value.toFixed(3).replace('.', '')}000`.replace(/^0+/, '') || '0');
      }),
      SEEDED,
    );
  });

  it.each([
    [`1.${'0'.repeat(62)}1`, `1000.${'0'.repeat(59)}1`],
    [`${'9'.repeat(70)}.${'9'.repeat(70)}`, `${'9'.repeat(73)}.${'9'.repeat(67)}`],
    [`-0.${'0'.repeat(99)}1`, `-0.${'0'.repeat(96)}1`],
    ['5e-324', `0.${'0'.repeat(320)}5`],
  ])('convert kilograms without rounding, whatever the number of digits: %s', (kilograms, inGrams) => {
    expect(convert(new Decimal(kilograms), 'KILOGRAM', 'GRAM')?.toFixed()).toBe(inGrams);
  });

  it('leave a value as it is in its own unit, or without a unit', () => {
    const value = new Decimal('12.72');
    for (const unit of MEASURE_UNITS) {
      expect(convert(value, unit, unit)).toBe(value);
      expect(convert(value, null, unit)).toBe(value);
    }
  });

  it('do not convert between kinds: money to weight, or tablets to a count', () => {
    const pairs = UNITS.flatMap((unit) => MEASURE_UNITS.map((target) => [unit, target] as const));
    const converting = pairs.filter(([unit, target]) => convert(new Decimal(1), unit, target) !== null);
    expect(converting).toEqual([...MEASURE_UNITS.map((unit) => [unit, unit]), ['KILOGRAM', 'GRAM']]);
  });

  it.each(MEASURE_UNITS)('list for %s exactly those that convert to it', (target) => {
    const expected = UNITS.filter((unit) => convert(new Decimal(1), unit, target) !== null);
    expect(unitsConvertingTo(target)).toEqual(expected);
  });

  it('allow three decimals for weights, two for money, and none for whole things', () => {
    const { GRAM, GBP, ...wholeThings } = DECIMAL_PLACES;
    expect([GRAM, GBP, ...new Set(Object.values(wholeThings))]).toEqual([3, 2, 0]);
  });

  it.each([
    ['8000', 'GBP', '£8,000'],
    ['246.9', 'GBP', '£246.90'],
    ['-1.234', 'GBP', '-£1.234'],
    ['12.72', 'GRAM', '12.72 g'],
    ['164884.001', 'GRAM', '164,884.001 g'],
    ['2', 'KILOGRAM', '2 kg'],
    ['34800', 'COUNT', '34,800'],
    ['12', 'PLANT', '12'],
    ['43999999999999.956', 'GRAM', '43,999,999,999,999.956 g'],
  ] as const)('have a readable form: %s %s is %s', (value, unit, words) => {
    expect(formatQuantity(new Decimal(value), unit)).toBe(words);
  });
});
