import { DateTime } from 'luxon';

declare const calendarDate: unique symbol;

/** A calendar date, `YYYY-MM-DD`, years 0001 to 9999. It has no time and no time zone, and sorts as text. */
export type CalendarDate = string & { readonly [calendarDate]: true };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day that exists: `2024-02-29` is, `2023-02-29`, `2024-2-9` and `0000-01-01` are not. */
export function isCalendarDate(text: string): text is CalendarDate {
  return SHAPE.test(text) && text >= '0001' && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** The number of days in a period, both ends included; 0 or less if it ends before it begins. */
export function daysOf(from: CalendarDate, until: CalendarDate): number {
  const at = (day: CalendarDate): DateTime => DateTime.fromISO(day, { zone: 'utc' });
  return at(until).diff(at(from), 'days').days + 1;
}

/** The last instant of a day in London, to the millisecond. */
export function lastInstantOf(day: CalendarDate): Date {
  return DateTime.fromISO(day, { zone: 'Europe/London' }).endOf('day').toJSDate();
}

/** The first day that the service accepts. */
export const EARLIEST_DAY = '2000-01-01' as CalendarDate;

/** Whether a day, `YYYY-MM-DD`, or an instant is in the years 2000 to 2100 (UTC). Any other is probably a mistake. */
export function isPossible(when: string | Date): boolean {
  const at =
    when instanceof Date ? DateTime.fromJSDate(when, { zone: 'utc' }) : DateTime.fromISO(when, { zone: 'utc' });
  return at >= DateTime.fromISO(EARLIEST_DAY, { zone: 'utc' }) && at.year <= 2100;
}

/** Whether the day is in the period, both ends included. */
export function isWithin(date: CalendarDate, from: CalendarDate, to: CalendarDate): boolean {
  return from <= date && date <= to;
}

/** The day after. */
export function dayAfter(date: CalendarDate): CalendarDate {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd') as CalendarDate;
}

/** The day before. @throws Error for the first day of the calendar, 0001-01-01 */
export function dayBefore(date: CalendarDate): CalendarDate {
  const before = DateTime.fromISO(date, { zone: 'utc' }).minus({ days: 1 }).toFormat('yyyy-MM-dd');
  if (!isCalendarDate(before)) {
    throw new Error('There is no day before the first day of the calendar.');
  }
  return before;
}
