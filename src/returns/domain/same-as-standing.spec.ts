import { describe, expect, it } from '@jest/globals';
import { aContext, aReturn, sent } from '../../../test/support/return-samples.js';
import type { CalendarDate } from '../../common/dates.js';
import type { Problem } from '../../common/problem.js';
import type { ReturnContext, ReturnEntry } from './entry.js';
import { readReturn } from './whole-return.js';

const warnings = (given: Partial<ReturnEntry>, about: Partial<ReturnContext> = {}): readonly Problem[] =>
  readReturn(aReturn(given), aContext(about)).problems;

/** What stood as version 3. */
const after = (given: Partial<ReturnEntry>): Pick<ReturnContext, 'standing'> => {
  const { window, asAt, note } = aReturn(given);
  const { figures } = readReturn(aReturn(given), aContext());
  return { standing: { version: 3, window, asAt, note, figures } };
};

describe('a return that says what stands already', () => {
  const before = { figures: [sent('arrests', 27, { note: 'as told' }), sent('cash-seized', '80.50')], note: 'All in.' };

  it('is told so, whatever the reason and the order', () => {
    const again = { ...before, figures: before.figures.toReversed(), reason: 'Sent again.' };
    expect(warnings(again, after(before))).toEqual([
      expect.objectContaining({ code: 'SAME_AS_VERSION_BEFORE', message: expect.stringContaining('version 3') }),
    ]);
  });

  it.each<[string, Partial<ReturnEntry>]>([
    ['a value', { figures: [sent('arrests', 28, { note: 'as told' }), sent('cash-seized', '80.50')] }],
    [
      'a qualifier',
      { figures: [sent('arrests', 27, { note: 'as told', qualifier: 'AT_LEAST' }), sent('cash-seized', '80.50')] },
    ],
    ['a note', { figures: [sent('arrests', 27), sent('cash-seized', '80.50')] }],
    ['one figure more', { figures: [...before.figures, sent('weapons-seized', 1)] }],
    ['the window', { window: { from: '2023-03-06' as CalendarDate, to: '2023-03-08' as CalendarDate } }],
    ['the day', { asAt: '2023-03-13' as CalendarDate }],
    ['the note on the return', { note: null }],
  ])('is another one that differs in %s', (_, given) => {
    expect(warnings({ ...before, ...given }, after(before))).toEqual([]);
  });
});
