import { describe, expect, it } from '@jest/globals';
import { aContext, aReturn, sent } from '../../../../test/support/returns/return-samples.js';
import type { CalendarDate } from '../../../common/dates.js';
import type { FigureEntry, EntryContext, ReturnEntry, Window } from './entry/entry.js';
import type { Problem } from '../../../common/problem.js';
import { readReturn } from './entry/whole-return.js';

/** A phase from 6 to 12 March 2023; weapons include firearms. */
const warnings = (given: Partial<ReturnEntry>, about: Partial<EntryContext> = {}): readonly Problem[] =>
  readReturn(aReturn(given), aContext(about)).problems;
const codes = (...given: Parameters<typeof warnings>): string[] => warnings(...given).map(({ code }) => code);
const window = (from: string, to: string): Window => ({ from: from as CalendarDate, to: to as CalendarDate });

/** The previous version, version 3. */
const after = (given: Partial<ReturnEntry>): Pick<EntryContext, 'current'> => {
  const { figures } = readReturn(aReturn(given), aContext());
  return { current: { version: 3, figures, window: null, asAt: null, note: null } };
};
const nil = { nil: ['arrests'] };

describe("the force's own window", () => {
  it.each([
    ['2023-03-06', '2023-03-12', []],
    ['2023-03-08', '2023-03-08', []],
    ['2023-03-05', '2023-03-12', ['WINDOW_OUTSIDE_PHASE']],
    ['2023-03-06', '2023-03-13', ['WINDOW_OUTSIDE_PHASE']],
    ['2022-03-06', '2022-03-12', ['WINDOW_OUTSIDE_PHASE']],
    ['2023-03-12', '2023-03-06', ['WINDOW_REVERSED']],
  ])('from %s to %s has the problems %j', (from, to, expected) => {
    expect(codes({ ...nil, window: window(from, to) })).toEqual(expected);
  });

  it('may be left out', () => {
    expect(codes({ ...nil, window: null })).toEqual([]);
  });

  it('is reported with its days and those of the phase', () => {
    expect(warnings({ ...nil, window: window('2023-03-05', '2023-03-13') })).toMatchObject([
      {
        severity: 'WARNING',
        message:
          "The force's own dates ('window'), 2023-03-05 to 2023-03-13, are partly or wholly outside the phase, 2023-03-06 to 2023-03-12. Check the dates and the phase.",
      },
    ]);
  });
});

describe('a figure of the previous version', () => {
  const arrests = { figures: [sent('arrests', 27)] };
  const heroin = { figures: [sent('drugs-weight', 5, { breakdown: 'heroin' })] };

  it.each([
    ['left out', arrests, { nil: ['cash-seized'] }, ['FIGURE_DROPPED']],
    ['sent again', arrests, { figures: [sent('arrests', 30)] }, []],
    ['now nil', arrests, nil, []],
    ['now not applicable', arrests, { notApplicable: ['arrests'] }, []],
    ['now nil only because the others are', arrests, { othersNil: true }, ['FIGURE_DROPPED']],
    ['nil before, and now with the others', { nil: ['arrests'] }, { othersNil: true }, []],
    ['now unquantified', arrests, { figures: [sent('arrests', null, { qualifier: 'UNQUANTIFIED' })] }, []],
    ['a nil left out', nil, { nil: ['cash-seized'] }, ['FIGURE_DROPPED']],
    ['a part left out', heroin, nil, ['FIGURE_DROPPED']],
    [
      'a part left out beside another that is 0',
      heroin,
      { figures: [sent('drugs-weight', 0, { breakdown: 'cocaine' })] },
      ['FIGURE_DROPPED'],
    ],
    ['a part whose measure is nil now', heroin, { nil: ['drugs-weight'] }, []],
    ['a part whose measure has a total of 0 now', heroin, { figures: [sent('drugs-weight', 0)] }, []],
    ['a part whose measure cannot be now', heroin, { notApplicable: ['drugs-weight'] }, []],
    ['a part left out beside a total', heroin, { figures: [sent('drugs-weight', 5)] }, ['FIGURE_DROPPED']],
  ])('gives a warning only if it is left out: %s', (_, before, now, expected) => {
    expect(codes(now, after(before))).toEqual(expected);
  });

  it('is reported with its old value in words', () => {
    const figures = [
      sent('cash-seized', 131_000, { qualifier: 'AT_LEAST' }),
      sent('drugs-weight', 1.5, { breakdown: 'heroin', unit: 'KILOGRAM' }),
    ];
    const found = warnings(nil, after({ figures, notApplicable: ['weapons-seized'], nil: ['firearms-seized'] }));
    expect(found.map(({ severity, measure, breakdown }) => [severity, measure, breakdown])).toEqual([
      ['WARNING', 'cash-seized', null],
      ['WARNING', 'drugs-weight', 'heroin'],
      ['WARNING', 'firearms-seized', null],
      ['WARNING', 'weapons-seized', null],
    ]);
    const gone =
      'in version 3 and is left out of this version, so it counts as not reported. Send it again if it is still correct.';
    expect(found.map(({ message }) => message)).toEqual([
      `cash-seized was at least £131,000 ${gone}`,
      `drugs-weight heroin was 1,500 g ${gone}`,
      `firearms-seized was none ${gone}`,
      `weapons-seized was not applicable ${gone}`,
    ]);
  });

  const weight = (value: number, breakdown: string | null): FigureEntry => sent('drugs-weight', value, { breakdown });
  const worth = (value: number, breakdown: string | null): FigureEntry => sent('drugs-value', value, { breakdown });
  const seizures = (value: number, breakdown: string | null): FigureEntry =>
    sent('drug-seizures', value, { breakdown });
  const people = (value: number, breakdown: string | null): FigureEntry =>
    sent('people-safeguarded', value, { breakdown });

  it.each([
    ['none in a PARTITION with other parts', [weight(5, 'heroin')], [weight(2, 'cocaine')], 'heroin was 5 g', 'none'],
    [
      'none in a PARTITION with a total and other parts',
      [weight(5, 'heroin')],
      [weight(2, null), weight(2, 'cocaine')],
      'heroin was 5 g',
      'none',
    ],
    [
      'not reported in a PARTITION with a total alone',
      [weight(5, 'heroin')],
      [weight(5, null)],
      'heroin was 5 g',
      'not reported',
    ],
    [
      'not reported in a SUBSET, other parts or not',
      [worth(50, 'heroin')],
      [worth(90, null), worth(20, 'cocaine')],
      'heroin was £50',
      'not reported',
    ],
    [
      'not reported in an OVERLAP, other parts or not',
      [seizures(5, 'heroin')],
      [seizures(9, null), seizures(2, 'cocaine')],
      'heroin was 5',
      'not reported',
    ],
    [
      'not reported in an exhaustive SUBSET',
      [people(75, 'adult')],
      [people(32, 'child')],
      'adult was 75',
      'not reported',
    ],
    [
      'not reported where the whole measure is gone',
      [weight(5, 'heroin')],
      [sent('arrests', 1)],
      'heroin was 5 g',
      'not reported',
    ],
    ['what the parts come to: a SUBSET', [worth(90, null)], [worth(20, 'cocaine')], 'was £90', 'at least £20'],
    ['what the parts come to: an OVERLAP', [seizures(9, null)], [seizures(2, 'cocaine')], 'was 9', 'at least 2'],
    ['what the parts come to: a PARTITION', [weight(9, null)], [weight(2, 'cocaine')], 'was 9 g', 'exactly 2 g'],
    [
      'what the parts come to: an exhaustive SUBSET',
      [people(108, null)],
      [people(75, 'adult'), people(32, 'child')],
      'was 108',
      'exactly 107',
    ],
  ] as const)('is reported with its new meaning: %s', (_, before, now, was, counts) => {
    const name = before[0].measure;
    const found = warnings({ figures: now }, after({ figures: before }));
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      [
        'FIGURE_DROPPED',
        `${name} ${was} in version 3 and is left out of this version, so it counts as ${counts}. Send it again if it is still correct.`,
      ],
    ]);
  });

  it.each([
    [
      'a total that its parts still make',
      { figures: [people(107, null)] },
      { figures: [people(75, 'adult'), people(32, 'child')] },
    ],
    [
      'a total that was at least what its parts are now',
      { figures: [sent('drugs-value', 20, { qualifier: 'AT_LEAST' })] },
      { figures: [worth(20, 'cocaine')] },
    ],
    [
      'a part of 0 of a PARTITION that has other parts',
      { figures: [weight(0, 'heroin')] },
      { figures: [weight(2, 'cocaine')] },
    ],
    ['a part whose measure is nil now', { figures: [worth(50, 'heroin')] }, { nil: ['drugs-value'] }],
    ['a part whose measure is 0 now', { figures: [worth(50, 'heroin')] }, { figures: [worth(0, null)] }],
    [
      'a part and a total whose measure cannot be now',
      { figures: [worth(50, null), worth(50, 'heroin')] },
      { notApplicable: ['drugs-value'] },
    ],
  ])('gives no warning if its meaning is unchanged, or was stated for the whole measure: %s', (_, before, now) => {
    expect(warnings(now, after(before))).toEqual([]);
  });

  it('gives a warning if its bounds changed, however little', () => {
    const figures = [people(75, 'adult'), people(32, 'child')];
    expect(codes({ figures }, after({ figures: [people(106, null)] }))).toEqual(['FIGURE_DROPPED']);
    const soft = [sent('people-safeguarded', 107, { qualifier: 'AT_LEAST' })];
    expect(codes({ figures }, after({ figures: soft }))).toEqual(['FIGURE_DROPPED']);
  });

  it('is reported for a rejected return too', () => {
    expect(codes({ nil: ['ghosts'] }, after(nil))).toEqual(['UNKNOWN_MEASURE', 'FIGURE_DROPPED']);
    expect(codes({}, after(nil))).toEqual(['NOTHING_REPORTED', 'FIGURE_DROPPED']);
  });

  it('is not reported as left out if an unknown code is probably meant for it', () => {
    const figures = [
      sent('arrests', 27),
      sent('people-safeguarded', 3, { breakdown: 'child' }),
      sent('cash-seized', 5),
    ];
    const slips = { figures: [sent('arests', 27), sent('kids', 3)] };
    expect(warnings(slips, after({ figures })).map(({ code, measure }) => [code, measure])).toEqual([
      ['UNKNOWN_MEASURE', 'arests'],
      ['UNKNOWN_MEASURE', 'kids'],
      ['FIGURE_DROPPED', 'cash-seized'],
    ]);
  });
});

describe('the asAt day of the figures', () => {
  it.each([
    ['2023-03-06', null],
    ['2023-03-20', null],
    ['2023-03-21', /2023-03-21, which is in the future: today is 2023-03-20/],
    ['2023-03-05', /2023-03-05, which is before the phase began on 2023-03-06/],
  ])('%s is checked against a phase from 2023-03-06 and today, 2023-03-20', (asAt, message) => {
    const found = warnings({ ...nil, asAt: asAt as CalendarDate });
    const expected = { code: 'AS_AT_UNLIKELY', severity: 'WARNING', message: expect.stringMatching(message ?? '') };
    expect(found).toEqual(message === null ? [] : [expect.objectContaining(expected)]);
  });
});

describe('the texts of a return', () => {
  it('are screened for personal data, each reported with its place', () => {
    const text = 'Call 07700 900123.';
    const found = warnings({ figures: [sent('arrests', 3, { note: text })], note: text, reason: text });
    expect(found.map(({ code, measure, message }) => [code, measure, message.split(' contains ')[0]])).toEqual([
      ['PERSONAL_DATA', null, 'The note on the return'],
      ['PERSONAL_DATA', null, 'The reason'],
      ['PERSONAL_DATA', 'arrests', "The note on 'arrests'"],
    ]);
  });
});

describe('a long list of warnings', () => {
  it('ends with the figures that were left out, and last those that othersNil made none', () => {
    const before = after({ figures: [sent('arrests', 27), sent('cash-seized', 90), sent('weapons-seized', 3)] });
    const figures = [sent('firearms-seized', 2), sent('drugs-weight', 5)];
    const found = warnings({ figures, nil: ['drug-seizures'], othersNil: true }, before);
    expect(found.map(({ code, measure }) => [code, measure])).toEqual([
      ['NONE_BUT_IMPLIED', 'drug-seizures'],
      ['FIGURE_DROPPED', 'weapons-seized'],
      ['FIGURE_DROPPED', 'arrests'],
      ['FIGURE_DROPPED', 'cash-seized'],
    ]);
  });
});
