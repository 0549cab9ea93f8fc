import { describe, expect, it } from '@jest/globals';
import { daysInWords, durationInWords, instantInWords } from './date-words.js';
import type { CalendarDate } from './dates.js';

describe('the days of a phase', () => {
  it.each<[string, string, 'DAY' | 'MONTH' | 'YEAR', string]>([
    ['2022-07-04', '2022-07-08', 'DAY', '4 to 8 July 2022'],
    ['2024-09-30', '2024-10-06', 'DAY', '30 September to 6 October 2024'],
    ['2024-12-30', '2025-01-02', 'DAY', '30 December 2024 to 2 January 2025'],
    ['2022-07-04', '2022-07-04', 'DAY', '4 July 2022'],
    ['2023-04-01', '2023-04-30', 'MONTH', 'April 2023'],
    ['2023-04-01', '2023-05-31', 'MONTH', 'April 2023 to May 2023'],
    ['2024-01-01', '2024-12-31', 'YEAR', '2024'],
  ])('%s to %s, known to the %s, is "%s"', (startsOn, endsOn, datesKnownTo, words) => {
    const days = { startsOn: startsOn as CalendarDate, endsOn: endsOn as CalendarDate };
    expect(daysInWords({ ...days, datesKnownTo })).toBe(words);
  });
});

describe('an instant in words', () => {
  it.each([
    ['2024-07-01T22:05:00Z', '11:05pm UK time on 1 July 2024'],
    ['2024-07-01T23:30:00Z', '12:30am UK time on 2 July 2024'],
    ['2024-12-01T12:00:00Z', 'midday UK time on 1 December 2024'],
    ['2024-12-01T00:00:00Z', 'midnight UK time on 1 December 2024'],
    ['2024-12-01T17:00:00Z', '5pm UK time on 1 December 2024'],
    ['2026-10-25T00:30:00Z', '1:30am UK time (BST) on 25 October 2026'],
    ['2026-10-25T01:30:00Z', '1:30am UK time (GMT) on 25 October 2026'],
    ['2026-03-29T01:30:00Z', '2:30am UK time on 29 March 2026'],
  ])('%s is "%s", in UK time', (at, words) => {
    expect(instantInWords(new Date(at))).toBe(words);
  });
});

describe('a number of seconds in words', () => {
  it.each([
    [1, '1 minute'],
    [60, '1 minute'],
    [61, '2 minutes'],
    [3600, '1 hour'],
    [86_400 + 3600 + 60, '1 day, 1 hour, 1 minute'],
    [10 * 86_400 + 120, '10 days, 2 minutes'],
    [400 * 86_400, '400 days'],
  ])('is given to the minute, rounded up, without what is none: %i', (seconds, words) => {
    expect(durationInWords(seconds)).toBe(words);
  });
});
