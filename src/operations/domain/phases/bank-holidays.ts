import Holidays from 'date-holidays';
import type { DateTime } from 'luxon';

const ENGLAND = new Holidays('GB', 'ENG', { types: ['public'] });

/**
 * Bank holidays in England that `date-holidays` does not have, since 2000. Source: the proclamations of each year in The
 * London Gazette. The library has the other exceptions: 2012 (5 June), 2020, 2022 and 2023.
 */
const EXTRA: readonly string[] = [
  '2002-06-03', // The Golden Jubilee.
  '2002-06-04', // The spring bank holiday, moved from 27 May.
  '2011-04-29', // The royal wedding.
  '2012-06-04', // The spring bank holiday, moved from 28 May.
];

/** The usual days of bank holidays that were moved to another day, which `date-holidays` still gives. */
const MOVED: readonly string[] = ['2002-05-27', '2012-05-28'];

/** Whether a day is a bank holiday in England, from 2000 on. */
export function isBankHoliday(day: DateTime): boolean {
  const date = day.toFormat('yyyy-MM-dd');
  if (EXTRA.includes(date)) return true;
  if (MOVED.includes(date)) return false;
  return ENGLAND.getHolidays(day.year).some((holiday) => holiday.date.startsWith(date));
}
