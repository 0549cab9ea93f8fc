import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aContext,
  SEEDED,
  sent,
  someGrams,
  boundsText,
  valueText,
} from '../../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../../common/decimal.js';
import { CodeSuggestions } from '../../../../common/suggest-codes.js';
import { namedPart, UNITS } from '../../../../dictionary/domain/index.js';
import { QUALIFIERS } from '../../arithmetic/bounds.js';
import type { FigureEntry } from './entry.js';
import { checkFigure } from './figure-check.js';
import type { Figure } from '../../arithmetic/figure.js';
import type { Problem } from '../../../../common/problem.js';

const { measures } = aContext();
const check = (entry: FigureEntry): ReturnType<typeof checkFigure> =>
  checkFigure(entry, measures.get(entry.measure)!, {
    slips: true,
    of: ({ parts }) => new CodeSuggestions(parts.map(namedPart)),
  });

function figureOf(entry: FigureEntry): Figure {
  const checked = check(entry);
  if ('problems' in checked) {
    throw new Error(checked.problems.map(({ message }) => message).join(' '));
  }
  return checked.figure;
}

function problemsOf(entry: FigureEntry): readonly Problem[] {
  const checked = check(entry);
  return 'problems' in checked ? checked.problems : [];
}
const codes = (entry: FigureEntry): string[] => problemsOf(entry).map(({ code }) => code);
const heroin = (value: number | string | null, given: Partial<FigureEntry> = {}): FigureEntry =>
  sent('drugs-weight', value, { breakdown: 'heroin', ...given });

describe('a correct figure', () => {
  it.each([
    ['is exact unless it has another qualifier', sent('arrests', 27), 'REPORTED EXACT 27 27..27'],
    [
      'has the qualifier that was sent',
      sent('arrests', 27, { qualifier: 'AT_LEAST' }),
      'REPORTED AT_LEAST 27 27..none',
    ],
    ['is NIL when it is an exact 0', sent('arrests', 0), 'NIL EXACT 0 0..0'],
    ['is NIL when it is a negative 0', sent('arrests', '-0'), 'NIL EXACT 0 0..0'],
    ['is NIL when it is at most 0', sent('arrests', 0, { qualifier: 'AT_MOST' }), 'NIL EXACT 0 0..0'],
    [
      'has no value when UNQUANTIFIED',
      sent('arrests', null, { qualifier: 'UNQUANTIFIED' }),
      'UNQUANTIFIED UNQUANTIFIED 0..none',
    ],
    [
      'is stored in grams when sent in kilograms',
      sent('drugs-weight', 1.234567, { unit: 'KILOGRAM' }),
      'REPORTED EXACT 1234.567 1234.567..1234.567',
    ],
    ['may name its own unit', sent('drugs-weight', 5, { unit: 'GRAM' }), 'REPORTED EXACT 5 5..5'],
    ['may be a whole number written with decimals', sent('arrests', '27.000'), 'REPORTED EXACT 27 27..27'],
    [
      'has 12 digits and 3 decimals at most',
      sent('drugs-weight', '999999999999.999'),
      'REPORTED EXACT 999999999999.999 999999999999.999..999999999999.999',
    ],
    [
      'has 9 digits and 6 decimals at most in kilograms',
      sent('drugs-weight', '999999999.999999', { unit: 'KILOGRAM' }),
      'REPORTED EXACT 999999999999.999 999999999999.999..999999999999.999',
    ],
  ])('%s', (_, entry, expected) => {
    const figure = figureOf(entry);
    expect(`${figure.state} ${valueText(figure)} ${boundsText(figure)}`).toBe(expected);
  });

  it('is exactly the same weight whether sent in grams or in kilograms', () => {
    fc.assert(
      fc.property(someGrams, fc.constantFrom(...QUALIFIERS.slice(0, 5)), (value, qualifier) => {
        const kilograms = sent('drugs-weight', value.div(1000).toFixed(), { unit: 'KILOGRAM', qualifier });
        const inGrams = figureOf(sent('drugs-weight', value.toFixed(), { qualifier }));
        expect(boundsText(figureOf(kilograms))).toBe(boundsText(inGrams));
        expect(valueText(figureOf(kilograms))).toBe(valueText(inGrams));
      }),
      SEEDED,
    );
  });
});

describe('an incorrect figure', () => {
  it.each([
    ['below 0', sent('arrests', -1), ['NEGATIVE_VALUE']],
    ['part of a whole thing', sent('arrests', 1.5), ['FRACTIONAL_COUNT']],
    ['part of a penny', sent('cash-seized', 1.234), ['TOO_MANY_DECIMALS']],
    ['part of a thousandth', sent('drugs-weight', 1.2345), ['TOO_MANY_DECIMALS']],
    ['part of a thousandth in kilograms', sent('drugs-weight', 1.2345678, { unit: 'KILOGRAM' }), ['TOO_MANY_DECIMALS']],
    [
      'a hair above a kilogram',
      sent('drugs-weight', `1.${'0'.repeat(62)}1`, { unit: 'KILOGRAM' }),
      ['TOO_MANY_DECIMALS'],
    ],
    ['past 12 digits', sent('arrests', 1e12), ['VALUE_TOO_LARGE']],
    ['past 12 digits once converted', sent('drugs-weight', 1e9, { unit: 'KILOGRAM' }), ['VALUE_TOO_LARGE']],
    ['below 0 and past 12 digits', sent('arrests', -1e12), ['NEGATIVE_VALUE', 'VALUE_TOO_LARGE']],
    ['below 0 and in parts', sent('cash-seized', -0.001), ['NEGATIVE_VALUE', 'TOO_MANY_DECIMALS']],
    ['a weight of people', sent('arrests', 5, { unit: 'KILOGRAM' }), ['UNIT_MISMATCH']],
    ['tablets by weight', sent('drugs-weight', 5, { unit: 'TABLET' }), ['UNIT_MISMATCH']],
    ['a broken weight of people', sent('arrests', 1.5, { unit: 'KILOGRAM' }), ['UNIT_MISMATCH']],
    ['a finely weighed sum of money', sent('cash-seized', 1.2345, { unit: 'GRAM' }), ['UNIT_MISMATCH']],
    ['a huge weight of people', sent('arrests', 1e300, { unit: 'KILOGRAM' }), ['UNIT_MISMATCH']],
    ['a negative weight of people', sent('arrests', -5, { unit: 'KILOGRAM' }), ['UNIT_MISMATCH', 'NEGATIVE_VALUE']],
    ['a soft 0 by weight', sent('arrests', 0, { unit: 'GRAM', qualifier: 'AT_LEAST' }), ['UNIT_MISMATCH', 'SOFT_ZERO']],
    ['without a value', sent('arrests', null), ['VALUE_MISSING']],
    ['at least nothing at all', sent('arrests', null, { qualifier: 'AT_LEAST' }), ['VALUE_MISSING']],
    ['both unquantified and a value', sent('arrests', 5, { qualifier: 'UNQUANTIFIED' }), ['VALUE_NOT_ALLOWED']],
    [
      'for a code that is no part of its breakdown',
      sent('drugs-weight', 5, { breakdown: 'adult' }),
      ['UNKNOWN_BREAKDOWN'],
    ],
    [
      'for a part although the measure has no breakdown',
      sent('arrests', 5, { breakdown: 'adult' }),
      ['UNKNOWN_BREAKDOWN'],
    ],
    [
      'wrong in everything',
      sent('arrests', -1.5, { breakdown: 'adult', unit: 'GRAM' }),
      ['UNKNOWN_BREAKDOWN', 'UNIT_MISMATCH', 'NEGATIVE_VALUE'],
    ],
  ])('is rejected if it is %s', (_, entry, expected) => {
    expect(codes(entry)).toEqual(expected);
  });

  it.each(QUALIFIERS)('may be 0 only if it is EXACT or AT_MOST: %s', (qualifier) => {
    const expected = { EXACT: [], AT_MOST: [], UNQUANTIFIED: ['VALUE_NOT_ALLOWED'] }[qualifier as string];
    expect(codes(sent('arrests', 0, { qualifier }))).toEqual(expected ?? ['SOFT_ZERO']);
  });

  it.each([
    [
      sent('cash-seized', 131_000.505),
      'cash-seized was £131,000.505; expected at most 2 decimals in GBP. Correct it, or round it and send it as APPROXIMATE.',
    ],
    [
      heroin(1.23456789, { unit: 'KILOGRAM' }),
      'drugs-weight heroin was 1.23456789 kg; expected at most 3 decimals in GRAM. Correct it, or round it and send it as APPROXIMATE.',
    ],
    [
      heroin('1.5e-20'),
      'drugs-weight heroin was 1.5e-20 g; expected at most 3 decimals in GRAM. Correct it, or round it and send it as APPROXIMATE.',
    ],
    [
      heroin('1.23456789e-15', { unit: 'KILOGRAM' }),
      'drugs-weight heroin was 1.23456789e-15 kg; expected at most 3 decimals in GRAM. Correct it, or round it and send it as APPROXIMATE.',
    ],
    [
      heroin(1e300, { unit: 'KILOGRAM' }),
      'drugs-weight heroin was 1e+300 kg; expected at most 12 digits before the decimal point in GRAM. Check the value and its unit.',
    ],
    [
      sent('arrests', 1e300),
      'arrests was 1e+300; expected at most 12 digits before the decimal point in COUNT. Check the value and its unit.',
    ],
    [
      sent('cash-seized', -1.5),
      'cash-seized was -£1.50; expected 0 or more. Correct it, or leave it out if it is not known.',
    ],
    [
      sent('arrests', 1.5),
      'arrests was 1.5; expected a whole number, because the measure counts whole things. Correct it.',
    ],
    [
      heroin(0, { qualifier: 'ALMOST' }),
      "drugs-weight heroin was 0 g; 0 cannot be ALMOST. If there was none, send an exact 0 or list the measure in 'nil'; if it is not reported, leave it out.",
    ],
    [
      heroin(null),
      'drugs-weight heroin has no value. Send the value, or 0 if there was none. If there was some but the number is not known, send the qualifier UNQUANTIFIED. If it is not reported, leave it out.',
    ],
    [
      heroin(2, { unit: 'KILOGRAM', qualifier: 'UNQUANTIFIED' }),
      'drugs-weight heroin is UNQUANTIFIED but has the value 2 kg. Leave the value out, or use another qualifier.',
    ],
    [
      sent('drugs-weight', 5, { breakdown: 'crack' }),
      "'crack' is not a part of drugs-weight. Expected a part of its breakdown 'drug', such as 'cocaine'; the query 'breakdowns' lists them.",
    ],
    [
      sent('drugs-weight', 5, { breakdown: 'HEROIN' }),
      "'HEROIN' is not a part of drugs-weight. Did you mean 'heroin'?",
    ],
    [
      sent('people-safeguarded', 5, { breakdown: 'kids' }),
      "'kids' is not a part of people-safeguarded. Did you mean 'child'?",
    ],
    [
      sent('arrests', 5, { breakdown: 'adult' }),
      "'adult' is not a part of arrests. arrests has no breakdown: leave 'breakdown' out.",
    ],
    [
      heroin(5, { unit: 'TABLET' }),
      'drugs-weight heroin was sent in TABLET. Send it in GRAM or KILOGRAM; without a unit it is in GRAM.',
    ],
  ])('has a message with what was found, what was expected and what to do: %#', (entry, words) => {
    expect(problemsOf(entry).map(({ message }) => message)).toEqual([words]);
  });

  it('is reported both as negative and as fractional, with the digits sent', () => {
    expect(problemsOf(sent('cash-seized', -1.234)).map(({ message }) => message)).toEqual([
      'cash-seized was -£1.234; expected 0 or more. Correct it, or leave it out if it is not known.',
      'cash-seized was -£1.234; expected at most 2 decimals in GBP. Correct it, or round it and send it as APPROXIMATE.',
    ]);
  });

  it('is reported by the codes of its measure and part, in plain words', () => {
    const anything = fc.record({
      measure: fc.constantFrom(...measures.keys()),
      breakdown: fc.option(fc.oneof(fc.constantFrom('cocaine', 'adult', '', 'Heroin'), fc.string({ maxLength: 100 }))),
      value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => new Decimal(value))),
      unit: fc.option(fc.constantFrom(...UNITS)),
      qualifier: fc.option(fc.constantFrom(...QUALIFIERS)),
      note: fc.constant(null),
      withheldUntil: fc.constant(null),
    });
    fc.assert(
      fc.property(anything, (entry) => {
        for (const { message, measure, breakdown, severity } of problemsOf(entry)) {
          const own = message.replace(`'${entry.breakdown ?? ''}'`, '');
          expect(own).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
          expect(own).toMatch(/[;,.] .*[.?]$/);
          expect(own).not.toContain('?.');
          expect([measure, breakdown, severity]).toEqual([entry.measure, entry.breakdown, 'BLOCK']);
        }
      }),
      SEEDED,
    );
  });
});
