import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { count, SEEDED, someGrams } from '../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../common/decimal.js';
import { formatQuantity } from '../../../dictionary/domain/index.js';
import { notApplicableFigure } from '../arithmetic/figure.js';
import { nameOf, quote, describeBounds, describeFigure } from './wording.js';

const bounds = (lower: number, upper: number | null): { lower: Decimal; upper: Decimal | null } => ({
  lower: new Decimal(lower),
  upper: upper === null ? null : new Decimal(upper),
});

describe('the wording of messages', () => {
  it.each([
    [count('EXACT', 27), '27'],
    [count('AT_LEAST', 131_000), 'at least 131,000'],
    [count('AT_MOST', 8000), 'up to 8,000'],
    [count('ALMOST', 80_000), 'almost 80,000'],
    [count('APPROXIMATE', 20_000), 'about 20,000'],
    [count('EXACT', 0), 'none'],
    [count('UNQUANTIFIED', null), 'an unknown quantity'],
    [notApplicableFigure({ measure: 'arrests', part: null, note: null }), 'not applicable'],
  ])('describes a figure: %#', (figure, words) => {
    expect(describeFigure(figure, 'COUNT')).toBe(words);
  });

  it.each([
    ['8000', 'GBP', '£8,000'],
    ['131000.5', 'GBP', '£131,000.50'],
    ['999999999999.99', 'GBP', '£999,999,999,999.99'],
    ['-3', 'GBP', '-£3'],
    ['-1.5', 'GBP', '-£1.50'],
    ['-1.234', 'GBP', '-£1.234'],
    ['0.005', 'GBP', '£0.005'],
    ['-0', 'GBP', '£0'],
    ['450', 'GRAM', '450 g'],
    ['999999999999.999', 'GRAM', '999,999,999,999.999 g'],
    ['0.348', 'KILOGRAM', '0.348 kg'],
    ['1200', 'TABLET', '1,200'],
    ['-0', 'COUNT', '0'],
    ['-1.5', 'KILOGRAM', '-1.5 kg'],
    ['1e20', 'COUNT', '100,000,000,000,000,000,000'],
    ['1e30', 'COUNT', '1e+30'],
    ['1e300', 'GBP', '£1e+300'],
    ['-1e300', 'GBP', '-£1e+300'],
    ['1e30', 'KILOGRAM', '1e+30 kg'],
    ['1e-20', 'GRAM', '0.00000000000000000001 g'],
    ['1.5e-20', 'GRAM', '1.5e-20 g'],
    ['1.23456789e-15', 'GRAM', '1.23456789e-15 g'],
    ['1e-30', 'GRAM', '1e-30 g'],
    ['-5e-324', 'GBP', '-£5e-324'],
  ] as const)('formats the value %s in %s as %s', (value, unit, words) => {
    expect(formatQuantity(new Decimal(value), unit)).toBe(words);
  });

  it('formats every value that a return can have in full, never rounded', () => {
    fc.assert(
      fc.property(someGrams, (value) => {
        expect(formatQuantity(value, 'GRAM').replaceAll(',', '')).toBe(`${value.toFixed()} g`);
      }),
      SEEDED,
    );
  });

  it('formats every other number so that it can be read back exactly, with sign and unit', () => {
    const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => new Decimal(number));
    fc.assert(
      fc.property(anyNumber, (value) => {
        const texts = { grams: formatQuantity(value, 'GRAM'), pounds: formatQuantity(value, 'GBP') };
        expect(texts.grams.endsWith(' g')).toBe(true);
        expect(texts.pounds).toMatch(/^-?£/);
        for (const words of Object.values(texts)) {
          expect(new Decimal(words.replace(/[,£ g]/g, '')).equals(value)).toBe(true);
        }
      }),
      SEEDED,
    );
  });

  it('names a measure or part by its codes', () => {
    expect(nameOf('arrests', null)).toBe('arrests');
    expect(nameOf('drugs-weight', 'heroin')).toBe('drugs-weight heroin');
  });

  it.each([
    [bounds(27, 27), 'exactly 27 g'],
    [bounds(0, 0), 'exactly 0 g'],
    [bounds(27, null), 'at least 27 g'],
    [bounds(0, 27), 'at most 27 g'],
    [bounds(20, 27), 'between 20 g and 27 g'],
  ])('describes bounds: %#', (given, words) => {
    expect(describeBounds(given, 'GRAM')).toBe(words);
  });

  it('quotes what was sent, shortened to a readable length', () => {
    expect(quote('arests')).toBe("'arests'");
    expect(quote('x'.repeat(500))).toBe(`'${'x'.repeat(80)}…'`);
  });
});
