import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { count, SEEDED, someGrams } from '../../../test/support/return-samples.js';
import { Decimal } from '../../common/decimal.js';
import { notApplicableFigure } from './figure.js';
import { quote, sayBounds, sayFigure, sayValue } from './say.js';

const bounds = (lower: number, upper: number | null): { lower: Decimal; upper: Decimal | null } => ({
  lower: new Decimal(lower),
  upper: upper === null ? null : new Decimal(upper),
});

describe('what people read', () => {
  it.each([
    [count('EXACT', 27), '27'],
    [count('AT_LEAST', 131_000), 'at least 131,000'],
    [count('AT_MOST', 8000), 'up to 8,000'],
    [count('ALMOST', 80_000), 'almost 80,000'],
    [count('APPROXIMATE', 20_000), 'about 20,000'],
    [count('EXACT', 0), 'none'],
    [count('UNQUANTIFIED', null), 'an unknown quantity'],
    [notApplicableFigure({ measure: 'arrests', part: null, note: null }), 'not applicable'],
  ])('says a figure in words: %#', (figure, words) => {
    expect(sayFigure(figure, 'COUNT')).toBe(words);
  });

  it.each([
    ['8000', 'GBP', '£8,000'],
    ['131000.5', 'GBP', '£131,000.50'],
    ['999999999999.99', 'GBP', '£999,999,999,999.99'],
    ['-3', 'GBP', '-£3'],
    ['0.005', 'GBP', '£0.005'],
    ['450', 'GRAM', '450 g'],
    ['999999999999.999', 'GRAM', '999,999,999,999.999 g'],
    ['0.348', 'KILOGRAM', '0.348 kg'],
    ['1200', 'TABLET', '1,200'],
    ['-0', 'COUNT', '0'],
    ['1e30', 'COUNT', '1e+30'],
    ['1e-30', 'GRAM', '1e-30'],
  ] as const)('says the value %s in %s as %s', (value, unit, words) => {
    expect(sayValue(new Decimal(value), unit)).toBe(words);
  });

  it('says every value that a return can hold digit by digit, never rounded', () => {
    fc.assert(
      fc.property(someGrams, (value) => {
        expect(sayValue(value, 'GRAM').replaceAll(',', '')).toBe(`${value.toFixed()} g`);
      }),
      SEEDED,
    );
  });

  it.each([
    [bounds(27, 27), 'exactly 27 g'],
    [bounds(0, 0), 'exactly 0 g'],
    [bounds(27, null), 'at least 27 g'],
    [bounds(0, 27), 'at most 27 g'],
    [bounds(20, 27), 'between 20 g and 27 g'],
  ])('says bounds in words: %#', (given, words) => {
    expect(sayBounds(given, 'GRAM')).toBe(words);
  });

  it('repeats what was sent in quotes, cut to a length that can be read', () => {
    expect(quote('arests')).toBe("'arests'");
    expect(quote('x'.repeat(500))).toBe(`'${'x'.repeat(80)}…'`);
  });
});
