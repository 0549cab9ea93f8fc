import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../../../common/decimal.js';
import { difference, differencesBetween, onEachBasis, exactText, statement } from './difference.js';

describe('differences', () => {
  const arrests = { force: 'dorset', version: 1, measure: 'arrests' };

  it('are empty if both sides have the same rows, in any order', () => {
    const one = statement('RESULT', 'a', arrests);
    const other = statement('RESULT', 'b', { ...arrests, part: 'x' });
    expect(differencesBetween([one, other], [other, one])).toEqual([]);
    expect(differencesBetween([], [])).toEqual([]);
  });

  it('name rows that differ, surplus rows and missing rows', () => {
    const place = { compared: 'RESULT', force: 'dorset', version: 1, measure: 'arrests', basis: null };
    const stored = [
      statement('RESULT', 'a', arrests),
      statement('RESULT', 'b', { ...arrests, part: 'too much' }),
      statement('FIGURE', 'same', arrests),
    ];
    const recomputed = [
      statement('RESULT', 'c', { ...arrests, part: 'missing' }),
      statement('RESULT', 'not a', arrests),
      statement('FIGURE', 'same', arrests),
    ];
    expect(differencesBetween(stored, recomputed)).toEqual([
      { ...place, part: null, stored: 'a', recomputed: 'not a' },
      { ...place, part: 'too much', stored: 'b', recomputed: null },
      { ...place, part: 'missing', stored: null, recomputed: 'c' },
    ]);
  });
});

describe('differences on two bases', () => {
  const both = difference('TOTAL', '1', '2', { measure: 'arrests' });
  const elsewhere = difference('TOTAL', '1', '2', { measure: 'charges' });
  const otherwise = difference('TOTAL', '3', '2', { measure: 'arrests' });

  it('are listed once if both bases have them, otherwise with the basis', () => {
    expect(onEachBasis({ PROVISIONAL: [both, elsewhere], ACCEPTED: [both] })).toEqual([
      both,
      { ...elsewhere, basis: 'PROVISIONAL' },
    ]);
    expect(onEachBasis({ PROVISIONAL: [], ACCEPTED: [both] })).toEqual([{ ...both, basis: 'ACCEPTED' }]);
    expect(onEachBasis({ PROVISIONAL: [], ACCEPTED: [] })).toEqual([]);
  });

  it('are listed twice if the same place differs in different ways', () => {
    expect(onEachBasis({ PROVISIONAL: [both], ACCEPTED: [otherwise] })).toEqual([
      { ...both, basis: 'PROVISIONAL' },
      { ...otherwise, basis: 'ACCEPTED' },
    ]);
  });
});

describe('the exact text of an amount', () => {
  it.each([
    ['120', 'AT_LEAST', '120', null, '120 AT_LEAST, from 120 on'],
    ['12500.50', 'APPROXIMATE', '12187.999', '12813.01', '12500.5 APPROXIMATE, from 12187.999 to 12813.01'],
    [null, 'UNQUANTIFIED', '0', null, 'no value UNQUANTIFIED, from 0 on'],
    [null, null, '0', '0.000', 'no value no qualifier, from 0 to 0'],
  ] as const)('%s %s is the same only for the same numbers', (value, qualifier, lower, upper, expected) => {
    const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
    const text = exactText({ value: decimal(value), qualifier, lower: new Decimal(lower), upper: decimal(upper) });
    expect(text).toBe(expected);
  });
});
