import { describe, expect, test } from '@jest/globals';
import { isCalendarDate, isPossible, isWithin, type CalendarDate } from './dates.js';

const day = (text: string) => text as CalendarDate;

describe('calendar dates', () => {
  test.each(['2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29'])('accepts %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each(['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '0000-01-01', '2024-2-9'])(
    'rejects %s',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  test.each(['', '20240229', '2024-02-29T00:00:00Z', ' 2024-02-29', '2024-02-29\n', '12024-02-29', '٢٠٢٤-٠٢-٢٩'])(
    'rejects %j, which is in another format',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  test.each([
    ['1999-12-31', false],
    ['2000-01-01', true],
    ['2100-12-31', true],
    ['2101-01-01', false],
  ])('accept the year of %s only from 2000 to 2100: %s', (text, possible) => {
    expect(isPossible(text)).toBe(possible);
    expect(isPossible(new Date(`${text}T00:00:00Z`))).toBe(possible);
    expect(isPossible(new Date(`${text}T23:59:59.999Z`))).toBe(possible);
  });

  test('include the first and the last day of a period', () => {
    const period = [day('2024-02-28'), day('2024-03-01')] as const;
    expect(isWithin(day('2024-02-28'), ...period)).toBe(true);
    expect(isWithin(day('2024-03-01'), ...period)).toBe(true);
    expect(isWithin(day('2024-02-27'), ...period)).toBe(false);
    expect(isWithin(day('2024-03-02'), ...period)).toBe(false);
  });
});
