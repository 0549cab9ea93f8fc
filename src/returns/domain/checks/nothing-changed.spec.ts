import { describe, expect, it } from '@jest/globals';
import { aContext, aReturn, sent } from '../../../../test/support/returns/return-samples.js';
import type { CalendarDate } from '../../../common/dates.js';
import type { Problem } from '../../../common/problem.js';
import type { ReturnEntry } from './entry/entry.js';
import { readReturn } from './entry/whole-return.js';
import { nothingChanged } from './nothing-changed.js';

const DAY = '2023-03-08' as CalendarDate;

/** The problems of a return after the previous one, version 3. */
function problemsOf(given: Partial<ReturnEntry>, before: Partial<ReturnEntry>): Problem[] {
  const [now, then] = [given, before].map((one) => readReturn(aReturn(one), aContext()).figures);
  const current = { version: 3, figures: then ?? [], window: null, asAt: null, note: null };
  return nothingChanged(aReturn(given), now ?? [], aContext({ current }));
}

describe('a return that is sent again', () => {
  const weight = { breakdown: 'heroin', note: 'At one door.' };
  const before = {
    figures: [sent('drugs-weight', 1500, weight), sent('cash-seized', 5, { qualifier: 'AT_LEAST' })],
    nil: ['arrests'],
  };

  it.each<[string, Partial<ReturnEntry>]>([
    ['is the same', {}],
    [
      'has its figures in another order and unit, with what is the default',
      {
        figures: [
          sent('arrests', 0),
          sent('cash-seized', 5, { unit: 'GBP', qualifier: 'AT_LEAST' }),
          sent('drugs-weight', '1.50', { ...weight, unit: 'KILOGRAM', qualifier: 'EXACT' }),
        ],
        nil: [],
      },
    ],
    ['has another reason', { reason: 'Sent twice.' }],
  ])('has changed nothing if it %s', (_, given) => {
    const found = problemsOf({ ...before, ...given }, before);
    expect(found).toMatchObject([{ code: 'NOTHING_CHANGED', severity: 'WARNING', measure: null }]);
    expect(found[0]?.message).toMatch(/^The return is the same as version 3, the current one/);
  });

  it('has changed nothing only if there is a current version', () => {
    expect(nothingChanged(aReturn(before), [], aContext())).toEqual([]);
  });

  it.each<[string, Partial<ReturnEntry>]>([
    ['another value', { figures: [sent('drugs-weight', 1501, weight), before.figures[1]!] }],
    ['another qualifier', { figures: [before.figures[0]!, sent('cash-seized', 5)] }],
    [
      'another note on a figure',
      { figures: [sent('drugs-weight', 1500, { breakdown: 'heroin' }), before.figures[1]!] },
    ],
    ['another state', { nil: [], notApplicable: ['arrests'] }],
    ['one more figure', { nil: ['arrests', 'weapons-seized'] }],
    ['other dates', { window: { from: DAY, to: DAY } }],
    ["another 'as at' date", { asAt: DAY }],
    ['a note', { note: 'Checked.' }],
    ['withheld figures', { withheldUntil: new Date('2023-04-20T12:00:00Z') }],
  ])('has changed with %s', (_, given) => {
    expect(problemsOf({ ...before, ...given }, before)).toEqual([]);
  });

  it('has changed nothing if its figures were withheld until a time that has passed', () => {
    const withheld = { nil: ['arrests'], withheldUntil: new Date('2023-03-20T12:00:00Z') };
    expect(problemsOf({ nil: ['arrests'] }, withheld)).toMatchObject([{ code: 'NOTHING_CHANGED' }]);
  });
});
