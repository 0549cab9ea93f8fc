import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aContext, aReturn, SEEDED, sent } from '../../../../test/support/returns/return-samples.js';
import type { Problem } from '../../../common/problem.js';
import type { FigureEntry, ReturnEntry } from './entry/entry.js';
import { readReturn } from './entry/whole-return.js';

const warnings = (given: Partial<ReturnEntry>): readonly Problem[] => readReturn(aReturn(given), aContext()).problems;
const codes = (given: Partial<ReturnEntry>): string[] => warnings(given).map(({ code }) => code);

describe('a measure that is included in another', () => {
  const weapons = (firearms: number, all: number, qualifier: 'EXACT' | 'AT_LEAST' | 'ALMOST' = 'EXACT'): string[] =>
    codes({ figures: [sent('firearms-seized', firearms), sent('weapons-seized', all, { qualifier })] });

  it('gives a warning if it must be above the other, and only then', () => {
    expect(weapons(5, 3)).toEqual(['PART_OUTSIDE_WHOLE']);
    expect(weapons(3, 3)).toEqual([]);
    expect(weapons(5, 3, 'AT_LEAST')).toEqual([]);
    expect(weapons(100, 100, 'ALMOST')).toEqual([]);
    expect(weapons(101, 100, 'ALMOST')).toEqual(['PART_OUTSIDE_WHOLE']);
  });

  it('gives a warning exactly if its lowest true value is above the highest of the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (firearms, all) => {
        expect(weapons(firearms, all)).toEqual(firearms > all ? ['PART_OUTSIDE_WHOLE'] : []);
      }),
      SEEDED,
    );
  });

  it('gives a warning if the whole is nil, and none if the whole was not given', () => {
    const figures = [sent('firearms-seized', 5)];
    expect(codes({ figures, nil: ['weapons-seized'] })).toEqual(['PART_OUTSIDE_WHOLE']);
    expect(codes({ figures })).toEqual([]);
  });

  it('gives a warning if the force cannot have the whole', () => {
    const notApplicable = ['weapons-seized'];
    expect(warnings({ figures: [sent('firearms-seized', 5)], notApplicable })).toMatchObject([
      {
        code: 'PART_OUTSIDE_WHOLE',
        message: 'firearms-seized is exactly 5, but weapons-seized, which includes it, is not applicable. Check both.',
      },
    ]);
    expect(codes({ nil: ['firearms-seized'], notApplicable })).toEqual([]);
    expect(codes({ notApplicable: ['firearms-seized', 'weapons-seized'] })).toEqual([]);
  });

  it('gives a warning with both values and what to do', () => {
    const figures = [sent('firearms-seized', 1005), sent('weapons-seized', 3, { qualifier: 'AT_MOST' })];
    expect(warnings({ figures })).toMatchObject([
      {
        severity: 'WARNING',
        measure: 'firearms-seized',
        message: 'firearms-seized is exactly 1,005, but weapons-seized, which includes it, is at most 3. Check both.',
      },
    ]);
  });
});

describe('a measure that another one implies', () => {
  const grams = (...given: Parameters<typeof sent> extends [string, ...infer Rest] ? Rest : never): FigureEntry =>
    sent('drugs-weight', ...given);

  it('gives a warning if it is none', () => {
    expect(warnings({ figures: [grams(12)], nil: ['drug-seizures'] })).toEqual([
      expect.objectContaining({
        code: 'NONE_BUT_IMPLIED',
        severity: 'WARNING',
        measure: 'drug-seizures',
        message:
          'drug-seizures is none, but drugs-weight is exactly 12 g, which is not possible without any drug-seizures. Check both.',
      }),
    ]);
  });

  it.each<[string, Partial<ReturnEntry>]>([
    ['it was not reported', { figures: [grams(12)] }],
    ['there is some of it', { figures: [grams(12), sent('drug-seizures', 1)] }],
    ['there may be none of the other', { figures: [grams(12, { qualifier: 'AT_MOST' })], nil: ['drug-seizures'] }],
    ['there is none of the other', { nil: ['drugs-weight', 'drug-seizures'] }],
    ['it cannot be', { figures: [grams(12)], notApplicable: ['drug-seizures'] }],
  ])('gives no warning if %s', (_, given) => {
    expect(warnings(given)).toEqual([]);
  });
});
