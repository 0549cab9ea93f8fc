import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aContext, aReturn, SEEDED, sent } from '../../../test/support/return-samples.js';
import type { CalendarDate } from '../../common/dates.js';
import type { ReturnContext, ReturnEntry, Window } from './entry.js';
import type { Problem } from './problem.js';
import { readReturn } from './whole-return.js';

/** A phase of 6 to 12 March 2023; weapons include firearms. */
const warnings = (given: Partial<ReturnEntry>, about: Partial<ReturnContext> = {}): readonly Problem[] =>
  readReturn(aReturn(given), aContext(about)).problems;
const codes = (...given: Parameters<typeof warnings>): string[] => warnings(...given).map(({ code }) => code);
const window = (from: string, to: string): Window => ({ from: from as CalendarDate, to: to as CalendarDate });

/** What stood as version 3. */
const after = (given: Partial<ReturnEntry>): Pick<ReturnContext, 'standing'> => ({
  standing: { version: 3, figures: readReturn(aReturn(given), aContext()).figures },
});
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

  it('is told with its days and those of the phase', () => {
    expect(warnings({ ...nil, window: window('2023-03-05', '2023-03-13') })).toMatchObject([
      {
        severity: 'WARNING',
        message:
          "The force's window, 2023-03-05 to 2023-03-13, lies partly or wholly outside the phase, 2023-03-06 to 2023-03-12; check the dates and the phase.",
      },
    ]);
  });
});

describe('a figure of the version before', () => {
  const arrests = { figures: [sent('arrests', 27)] };
  const heroin = { figures: [sent('drugs-weight', 5, { breakdown: 'heroin' })] };

  it.each([
    ['left out', arrests, { nil: ['cash-seized'] }, ['FIGURE_DROPPED']],
    ['sent again', arrests, { figures: [sent('arrests', 30)] }, []],
    ['now nil', arrests, nil, []],
    ['now not applicable', arrests, { notApplicable: ['arrests'] }, []],
    ['now nil with the others', arrests, { othersNil: true }, []],
    ['now unquantified', arrests, { figures: [sent('arrests', null, { qualifier: 'UNQUANTIFIED' })] }, []],
    ['a nil left out', nil, { nil: ['cash-seized'] }, ['FIGURE_DROPPED']],
    ['a part left out', heroin, nil, ['FIGURE_DROPPED']],
    ['a part whose measure is nil now', heroin, { nil: ['drugs-weight'] }, []],
    ['a part whose measure has a total of 0 now', heroin, { figures: [sent('drugs-weight', 0)] }, []],
    ['a part whose measure cannot be now', heroin, { notApplicable: ['drugs-weight'] }, []],
    ['a part left out beside a total', heroin, { figures: [sent('drugs-weight', 5)] }, ['FIGURE_DROPPED']],
  ])('is a warning only where it is left out: %s', (_, before, now, expected) => {
    expect(codes(now, after(before))).toEqual(expected);
  });

  it('is told with its old value, as people read it', () => {
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
    expect(found.map(({ message }) => message.split(' and is left out')[0])).toEqual([
      'cash-seized was at least £131,000 in version 3',
      'drugs-weight heroin was 1,500 g in version 3',
      'firearms-seized was none in version 3',
      'weapons-seized was not applicable in version 3',
    ]);
  });

  it('is told also where the return is refused', () => {
    expect(codes({ nil: ['arests'] }, after(nil))).toEqual(['UNKNOWN_MEASURE', 'FIGURE_DROPPED']);
    expect(codes({}, after(nil))).toEqual(['NOTHING_REPORTED', 'FIGURE_DROPPED']);
  });
});

describe('a measure that is among another', () => {
  const weapons = (firearms: number, all: number, qualifier: 'EXACT' | 'AT_LEAST' | 'ALMOST' = 'EXACT'): string[] =>
    codes({ figures: [sent('firearms-seized', firearms), sent('weapons-seized', all, { qualifier })] });

  it('is a warning when it must be above it, and only then', () => {
    expect(weapons(5, 3)).toEqual(['PART_OUTSIDE_WHOLE']);
    expect(weapons(3, 3)).toEqual([]);
    expect(weapons(5, 3, 'AT_LEAST')).toEqual([]);
    expect(weapons(100, 100, 'ALMOST')).toEqual([]);
    expect(weapons(101, 100, 'ALMOST')).toEqual(['PART_OUTSIDE_WHOLE']);
  });

  it('is a warning exactly when its lowest true value is above the highest of the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (firearms, all) => {
        expect(weapons(firearms, all)).toEqual(firearms > all ? ['PART_OUTSIDE_WHOLE'] : []);
      }),
      SEEDED,
    );
  });

  it('is a warning beside a nil whole, and none beside one that nobody gave', () => {
    const figures = [sent('firearms-seized', 5)];
    expect(codes({ figures, nil: ['weapons-seized'] })).toEqual(['PART_OUTSIDE_WHOLE']);
    expect(codes({ figures })).toEqual([]);
  });

  it('is told with both, and with what to do', () => {
    const figures = [sent('firearms-seized', 1005), sent('weapons-seized', 3, { qualifier: 'AT_MOST' })];
    expect(warnings({ figures })).toMatchObject([
      {
        severity: 'WARNING',
        measure: 'firearms-seized',
        message: 'firearms-seized is exactly 1,005, but weapons-seized, which includes it, is at most 3; check both.',
      },
    ]);
  });
});
