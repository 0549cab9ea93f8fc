import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../common/decimal.js';
import type { MeasureUnit } from '../dictionary/index.js';
import type { Qualifier, ShownState } from '../returns/index.js';
import { cellInWords, coverageInWords, othersInWords, totalInWords } from './figure-words.js';

/** The value with its bounds, for text that depends on them. */
const reading = (
  qualifier: Qualifier | null,
  value: string | null,
  [lower, upper]: readonly [string, string | null] = ['0', null],
) => ({
  qualifier,
  value: value === null ? null : new Decimal(value),
  lower: new Decimal(lower),
  upper: upper === null ? null : new Decimal(upper),
});

describe('a total in words', () => {
  it.each<[Qualifier | null, string | null, MeasureUnit, string]>([
    ['AT_LEAST', '120', 'COUNT', 'at least 120'],
    ['APPROXIMATE', '20000', 'COUNT', 'about 20,000'],
    ['AT_MOST', '5', 'COUNT', 'up to 5'],
    ['ALMOST', '80000', 'GBP', 'almost £80,000'],
    ['EXACT', '1234567', 'COUNT', '1,234,567'],
    ['EXACT', '12187.5', 'GBP', '£12,187.50'],
    ['EXACT', '999.999', 'GRAM', '999.999 g'],
    ['AT_LEAST', '1000', 'GRAM', 'at least 1 kg'],
    ['EXACT', '1234567.891', 'GRAM', '1,234.567891 kg'],
    ['EXACT', '0', 'COUNT', 'none'],
    ['AT_LEAST', '0', 'COUNT', '0 or more'],
    ['AT_LEAST', '0', 'GRAM', '0 g or more'],
    ['UNQUANTIFIED', null, 'GRAM', 'some, no number given'],
    [null, null, 'COUNT', 'not reported'],
  ])('%s %s %s is "%s"', (qualifier, value, unit, words) => {
    expect(totalInWords(reading(qualifier, value), unit)).toBe(words);
  });

  it.each<[Qualifier, string, readonly [string, string], MeasureUnit, string]>([
    ['APPROXIMATE', '32', ['20', '37'], 'COUNT', 'about 32 (20 to 37)'],
    ['APPROXIMATE', '12500', ['12187.5', '12812.5'], 'GBP', 'about £12,500 (£12,187.50 to £12,812.50)'],
    ['APPROXIMATE', '1000', ['950', '1050'], 'GRAM', 'about 1 kg (950 g to 1.05 kg)'],
    ['APPROXIMATE', '1', ['1', '1'], 'COUNT', 'about 1'],
    ['AT_MOST', '25', ['20', '25'], 'COUNT', 'up to 25 (20 to 25)'],
    ['AT_MOST', '5', ['0', '5'], 'COUNT', 'up to 5'],
  ])('%s %s from %j %s is "%s", with its bounds', (qualifier, value, bounds, unit, words) => {
    expect(totalInWords(reading(qualifier, value, bounds), unit)).toBe(words);
  });
});

describe("a force's figure in words", () => {
  it.each<[ShownState, Qualifier | null, string | null, string]>([
    ['REPORTED', 'AT_MOST', '5', 'up to 5'],
    ['NIL', 'EXACT', '0', 'none'],
    ['UNQUANTIFIED', 'UNQUANTIFIED', null, 'some, no number given'],
    ['NOT_REPORTED', null, null, 'not reported'],
    ['NOT_APPLICABLE', null, null, 'not applicable'],
  ])('that is %s (%s %s) is "%s"', (state, qualifier, value, words) => {
    expect(cellInWords({ state, ...reading(qualifier, value) }, 'COUNT')).toBe(words);
  });
});

describe("a force's figure in words, with its bounds", () => {
  it.each<[Qualifier, string, readonly [string, string | null], string]>([
    ['APPROXIMATE', '20', ['15', '25'], 'about 20'],
    ['APPROXIMATE', '32', ['20', '37'], 'about 32 (20 to 37)'],
    ['AT_MOST', '5', ['0', '5'], 'up to 5'],
    ['AT_MOST', '25', ['20', '25'], 'up to 25 (20 to 25)'],
    ['ALMOST', '100', ['90', '100'], 'almost 100'],
  ])(
    '%s %s from %j is "%s", with bounds only if the words alone do not give them',
    (qualifier, value, bounds, words) => {
      expect(cellInWords({ state: 'REPORTED', ...reading(qualifier, value, bounds) }, 'COUNT')).toBe(words);
    },
  );
});

describe('coverage in words', () => {
  it('has the number of forces, in the singular or plural', () => {
    expect(coverageInWords({ reported: 3, expected: 5 })).toBe('3 of 5 forces');
    expect(coverageInWords({ reported: 1, expected: 1 })).toBe('1 of 1 force');
    expect([0, 1, 2].map(othersInWords)).toEqual([
      '',
      ', plus 1 that was not expected',
      ', plus 2 that were not expected',
    ]);
  });
});
