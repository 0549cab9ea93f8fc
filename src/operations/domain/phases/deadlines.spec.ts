import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../common/dates.js';
import { changedDeadlines, defaultDeadlines, formatInstant } from './deadlines.js';

const day = (text: string): CalendarDate => text as CalendarDate;
const deadlinesOf = (lastDay: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(defaultDeadlines(day(lastDay))).map(([name, instant]) => [name, instant.toISOString()]),
  );

describe('by default, returns are due', () => {
  it.each([
    ['on Monday after a Sunday', '2025-11-30', '2025-12-01T12:00:00.000Z'],
    ['the next day within a week', '2026-11-24', '2026-11-25T12:00:00.000Z'],
    ['on Monday after a Friday', '2026-11-20', '2026-11-23T12:00:00.000Z'],
    ['after Christmas and the Boxing Day substitute holiday', '2026-12-24', '2026-12-29T12:00:00.000Z'],
    ['after the substitute holidays for Christmas and Boxing Day', '2027-12-24', '2027-12-29T12:00:00.000Z'],
    ['after the New Year substitute holiday', '2027-12-31', '2028-01-04T12:00:00.000Z'],
    ['after Easter, in summer time', '2026-04-02', '2026-04-07T11:00:00.000Z'],
    ['after the spring holiday of 2002, moved behind the Golden Jubilee', '2002-06-02', '2002-06-05T11:00:00.000Z'],
    ['on the Monday of 2002 that was no spring holiday', '2002-05-26', '2002-05-27T11:00:00.000Z'],
    ['after the royal wedding of 2011 and the May holiday', '2011-04-28', '2011-05-03T11:00:00.000Z'],
    ['after the spring holiday of 2012, moved before the Diamond Jubilee', '2012-06-03', '2012-06-06T11:00:00.000Z'],
    ['on the Monday of 2012 that was no spring holiday', '2012-05-27', '2012-05-28T11:00:00.000Z'],
    ['on the Monday of 2020 that was no May holiday', '2020-05-03', '2020-05-04T11:00:00.000Z'],
    ['after the May holiday of 2020, moved to VE Day', '2020-05-07', '2020-05-11T11:00:00.000Z'],
    ['on the Monday of 2022 that was no spring holiday', '2022-05-29', '2022-05-30T11:00:00.000Z'],
    ['after the spring holiday of 2022 and the Platinum Jubilee', '2022-06-01', '2022-06-06T11:00:00.000Z'],
    ['after the funeral of Queen Elizabeth', '2022-09-18', '2022-09-20T11:00:00.000Z'],
    ['after the coronation of King Charles', '2023-05-07', '2023-05-09T11:00:00.000Z'],
    ['at noon in London on the Monday after the clocks go forward', '2026-03-29', '2026-03-30T11:00:00.000Z'],
    ['at noon in London on the Monday after the clocks go back', '2026-10-25', '2026-10-26T12:00:00.000Z'],
  ])('%s', (_, lastDay, due) => {
    expect(deadlinesOf(lastDay)['returnsDueAt']).toBe(due);
  });
});

describe('by default, the closing and final dates', () => {
  it.each([
    ['in winter', '2025-11-30', '2025-12-14T23:59:59.999Z', '2026-02-28T23:59:59.999Z'],
    ['from winter into summer time', '2026-03-22', '2026-04-05T22:59:59.999Z', '2026-06-20T22:59:59.999Z'],
    ['from summer time into winter', '2026-10-18', '2026-11-01T23:59:59.999Z', '2027-01-16T23:59:59.999Z'],
    ['on the very day when the clocks go back', '2026-10-11', '2026-10-25T23:59:59.999Z', '2027-01-09T23:59:59.999Z'],
    [
      'on the very day when the clocks go forward',
      '2026-03-15',
      '2026-03-29T22:59:59.999Z',
      '2026-06-13T22:59:59.999Z',
    ],
    ['over the end of February in a leap year', '2028-02-20', '2028-03-05T23:59:59.999Z', '2028-05-20T22:59:59.999Z'],
  ])('are the end of the 14th and the 90th day %s', (_, lastDay, closes, final) => {
    expect(deadlinesOf(lastDay)).toMatchObject({ closesAt: closes, finalAt: final });
  });
});

describe('the deadlines of a changed phase', () => {
  const before = { endsOn: day('2025-11-30'), ...defaultDeadlines(day('2025-11-30')) };
  const own = new Date('2026-01-31T12:00:00Z');

  it('stay the same if the last day does', () => {
    const unusual = { ...before, closesAt: own };
    const { returnsDueAt, finalAt } = before;
    expect(changedDeadlines(unusual, {}, null)).toEqual({ returnsDueAt, closesAt: own, finalAt });
    expect(changedDeadlines(unusual, {}, before.endsOn)).toEqual({ returnsDueAt, closesAt: own, finalAt });
    expect(changedDeadlines(before, { closesAt: own }, null)).toMatchObject({ closesAt: own, finalAt });
  });

  it('move with the last day, unless somebody has set them', () => {
    const moved = day('2025-12-07');
    const usual = defaultDeadlines(moved);
    expect(changedDeadlines({ ...before, finalAt: own }, {}, moved)).toEqual({ ...usual, finalAt: own });
    expect(changedDeadlines(before, { returnsDueAt: own }, moved)).toEqual({ ...usual, returnsDueAt: own });
    const none = { returnsDueAt: null, closesAt: null, finalAt: null };
    expect(changedDeadlines({ ...before, ...none }, {}, moved)).toEqual(usual);
  });

  it('are set once the days are known, even if the days do not change', () => {
    const none = { returnsDueAt: null, closesAt: null, finalAt: null };
    expect(changedDeadlines({ ...before, ...none }, {}, null)).toEqual(none);
    expect(changedDeadlines({ ...before, ...none }, {}, before.endsOn)).toEqual(defaultDeadlines(before.endsOn));
  });
});

it('formats an instant in UK time', () => {
  expect(formatInstant(new Date('2026-06-20T22:59:59.999Z'))).toBe('23:59 on 20 June 2026 (UK time)');
  expect(formatInstant(new Date('2026-10-25T00:30:00Z'))).toBe('01:30 on 25 October 2026 (UK time, BST)');
  expect(formatInstant(new Date('2026-10-25T01:30:00Z'))).toBe('01:30 on 25 October 2026 (UK time, GMT)');
});
