import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import { Decimal } from '../../common/decimal.js';
import type { Headline, MeasureUnit } from '../../dictionary/index.js';
import type { Qualifier } from '../../returns/index.js';
import type { HeadlineForce, HeadlineTotal } from './headline.js';
import { reachesFloor } from '../domain/index.js';
import { headlinesOf } from './index.js';

/** Measures as in the shipped dictionary: unit, breakdown, what may be in a headline. */
const MEASURES: Readonly<Record<string, readonly [MeasureUnit, string | null, Headline]>> = {
  arrests: ['COUNT', null, 'TOTAL'],
  charges: ['COUNT', null, 'TOTAL'],
  'cash-seized': ['GBP', null, 'TOTAL'],
  'drugs-weight': ['GRAM', 'drug', 'PARTS'],
  'lines-closed': ['COUNT', 'closure-type', 'TOTAL'],
  'officers-and-staff': ['COUNT', null, 'NONE'],
  'people-safeguarded': ['COUNT', 'age-group', 'TOTAL'],
  'weapons-seized': ['COUNT', 'weapon', 'TOTAL'],
};

const DORSET: HeadlineForce = { code: 'dorset', name: 'Dorset', kind: 'TERRITORIAL_FORCE' };
const WILTSHIRE: HeadlineForce = { code: 'wiltshire', name: 'Wiltshire', kind: 'TERRITORIAL_FORCE' };
const MISSING = { code: 'wiltshire', name: 'Wiltshire' };

/** An exact total of the region, reported by all five forces, with the given changes. */
function aTotal(measure: string, value: number, given: Partial<HeadlineTotal> = {}): HeadlineTotal {
  const [unit, breakdown, headline] = MEASURES[measure]!;
  return {
    measure: { code: measure, version: 1, name: measure, unit, breakdown, headline },
    part: null,
    force: null,
    value: new Decimal(value),
    qualifier: 'EXACT',
    lower: new Decimal(value),
    upper: new Decimal(value),
    coverage: { expected: 5, reported: 5, complete: true, missing: [] },
    partGivenBy: null,
    ...given,
  };
}

/** What a total is when one or more of the five forces have not reported. */
const reportedBy = (reported: number): Partial<HeadlineTotal> => ({
  qualifier: 'AT_LEAST',
  upper: null,
  coverage: { expected: 5, reported, complete: false, missing: Array<typeof MISSING>(5 - reported).fill(MISSING) },
});

const part = (code: string, partGivenBy: number | null = null): Partial<HeadlineTotal> => ({
  part: { code, name: code },
  partGivenBy,
});

const without = (qualifier: Qualifier | null): Partial<HeadlineTotal> => ({
  value: null,
  qualifier,
  lower: new Decimal(0),
  upper: null,
});

function sentencesOf(totals: readonly HeadlineTotal[], questioned: readonly string[] = []): string[] {
  return headlinesOf({ totals, questioned: new Set(questioned) }).map(({ sentence }) => sentence);
}

describe('the headlines of a phase', () => {
  it('give the words with what they rest on', () => {
    const total = aTotal('cash-seized', 47_863);
    expect(headlinesOf({ totals: [total], questioned: new Set() })).toEqual([
      {
        ...total,
        sentence: '£47,863 in cash suspected to be linked to criminality was seized across the region.',
        short: '£47,863 in cash seized',
        alternatives: ['more than £47,000', 'almost £48,000'],
      },
    ]);
  });

  it('say which share of the forces has reported', () => {
    expect(sentencesOf([aTotal('arrests', 104, reportedBy(4))])).toEqual([
      'At least 104 people were arrested across the region, with four of the five forces reporting.',
    ]);
  });

  it("are the region's in the order of a press release, then each force's by name", () => {
    const custom = { ...aTotal('arrests', 12).measure, code: 'drones-seized', name: 'Drones seized' };
    const totals = [
      aTotal('arrests', 20, { force: WILTSHIRE }),
      aTotal('weapons-seized', 3, { force: DORSET }),
      aTotal('arrests', 28, { force: DORSET }),
      aTotal('arrests', 2, { measure: custom }),
      aTotal('lines-closed', 11),
      aTotal('weapons-seized', 6, part('knife', 1)),
      aTotal('weapons-seized', 4, part('axe', 1)),
      aTotal('weapons-seized', 14),
      aTotal('arrests', 112),
    ];
    expect(sentencesOf(totals)).toEqual([
      '112 people were arrested across the region.',
      '14 weapons were seized across the region.',
      'Six knives were seized across the region.',
      'Four axes were seized across the region.',
      '11 drug lines were closed across the region.',
      'Drones seized: two.',
      '28 people were arrested by police in Dorset.',
      'Three weapons were seized by police in Dorset.',
      '20 people were arrested by police in Wiltshire.',
    ]);
  });

  it.each<[string, HeadlineTotal]>([
    ['nil', aTotal('arrests', 0)],
    ['an unknown amount', aTotal('arrests', 0, without('UNQUANTIFIED'))],
    ['nothing reported', aTotal('arrests', 0, without(null))],
    ['at least none', aTotal('arrests', 0, reportedBy(4))],
    ['a nil of one force', aTotal('arrests', 0, { force: DORSET })],
    ['a total below the floor', aTotal('arrests', 50, reportedBy(2))],
    [
      'the only force as the region',
      aTotal('arrests', 50, { coverage: { expected: 1, reported: 1, complete: true, missing: [] } }),
    ],
    ['officers and staff', aTotal('officers-and-staff', 400)],
    ['the weight of all drugs', aTotal('drugs-weight', 5000)],
    ['children that one force gave', aTotal('people-safeguarded', 12, part('child', 1))],
    ['children of one force', aTotal('people-safeguarded', 12, { ...part('child'), force: DORSET })],
  ])('do not include %s', (_, total) => {
    expect(sentencesOf([total])).toEqual([]);
  });

  it('include a part by age that two forces gave, and other parts that one gave', () => {
    const totals = [aTotal('people-safeguarded', 12, part('child', 2)), aTotal('drugs-weight', 130, part('heroin', 1))];
    expect(sentencesOf(totals)).toEqual([
      '130g of suspected heroin was seized across the region.',
      '12 children were safeguarded across the region.',
    ]);
  });

  it('leave out a force with an open question, and keep the region', () => {
    const totals = [
      aTotal('arrests', 112),
      aTotal('arrests', 28, { force: DORSET }),
      aTotal('arrests', 20, { force: WILTSHIRE }),
    ];
    expect(sentencesOf(totals, ['dorset'])).toEqual([
      '112 people were arrested across the region.',
      '20 people were arrested by police in Wiltshire.',
    ]);
  });

  it('include a force while the region is below the floor', () => {
    const totals = [aTotal('arrests', 28, reportedBy(1)), aTotal('arrests', 28, { ...reportedBy(1), force: DORSET })];
    expect(sentencesOf(totals)).toEqual(['At least 28 people were arrested by police in Dorset.']);
  });

  it('are the same in whatever order the totals of different forces come', () => {
    const totals = [null, DORSET, WILTSHIRE].flatMap((force) =>
      ['charges', 'cash-seized', 'arrests'].map((measure) => aTotal(measure, 12, { force })),
    );
    const expected = sentencesOf(totals);
    fc.assert(
      fc.property(fc.shuffledSubarray(totals, { minLength: totals.length }), (shuffled) => {
        expect(sentencesOf(shuffled)).toEqual(expected);
      }),
      SEEDED,
    );
  });
});

describe('the floor', () => {
  it.each([
    [3, 5, true],
    [2, 5, false],
    [5, 5, true],
    [2, 3, true],
    [1, 2, false],
    [1, 1, true],
    [0, 0, false],
    [0, 5, false],
    [6, 10, true],
    [5, 9, false],
  ])('for %d of %d forces is reached: %s', (reported, expected, reached) => {
    expect(reachesFloor(reported, expected)).toBe(reached);
  });
});
