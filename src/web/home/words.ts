import { DateTime } from 'luxon';
import { Decimal, toPlain } from '../../common/decimal.js';
import type { CalendarDate } from '../../common/dates.js';
import { sayQuantity, type Measure, type Unit } from '../../dictionary/index.js';
import type { Phase } from '../../operations/index.js';
import { sayFigure, type Reading } from '../../returns/index.js';
import type { ForceCell } from '../../totals/index.js';

const ONE_KILOGRAM_IN_GRAMS = 1000;

/** What is read of a total or a part's total: "at least 120", "none"; "not reported" where nobody said anything. */
export function sayTotal(reading: Reading, unit: Measure['unit']): string {
  if (reading.qualifier === null) return 'not reported';
  if (reading.value === null) return 'some, no number given';
  if (!reading.value.isZero()) return sayReported(reading, unit);
  // 0 at least, where it is not known how much more, is anything but none.
  return reading.qualifier === 'AT_LEAST' ? `${sayQuantity(reading.value, unit)} or more` : 'none';
}

/** What a force said of a measure, likewise. */
export function sayCell(cell: Reading & Pick<ForceCell, 'state'>, unit: Measure['unit']): string {
  return cell.state === 'NOT_APPLICABLE' ? 'not applicable' : sayTotal(cell, unit);
}

/** A kilogram and more in kilograms, less in grams. Exact in either. */
function sayReported({ value, qualifier }: Reading, unit: Measure['unit']): string {
  const inKilograms = unit === 'GRAM' && value?.gte(ONE_KILOGRAM_IN_GRAMS) === true;
  const readable: Unit = inKilograms ? 'KILOGRAM' : unit;
  return sayFigure(
    { state: 'REPORTED', value: inKilograms ? new Decimal(`${toPlain(value)}e-3`) : value, qualifier },
    readable,
  );
}

/** "3 of 5 forces". */
export function sayCoverage({ reported, expected }: { reported: number; expected: number }): string {
  return `${reported} of ${expected} ${expected === 1 ? 'force' : 'forces'}`;
}

/** Names of forces, some of which have an "and" in them. */
export function sayForces(forces: readonly { readonly name: string }[]): string {
  return forces.map(({ name }) => name).join(', ');
}

/** The days of a phase, as exactly as they are known: "4 to 8 July 2022", "April 2023", "2024". */
export function sayDays({
  startsOn,
  endsOn,
  datesKnownTo,
}: Pick<Phase, 'startsOn' | 'endsOn' | 'datesKnownTo'>): string {
  const [first, last] = [calendarDay(startsOn), calendarDay(endsOn)];
  if (datesKnownTo !== 'DAY') return fromTo(first, last, datesKnownTo === 'MONTH' ? 'MMMM yyyy' : 'yyyy');
  if (first.hasSame(last, 'day') || !first.hasSame(last, 'year')) return fromTo(first, last, 'd MMMM yyyy');
  return `${first.toFormat(first.hasSame(last, 'month') ? 'd' : 'd MMMM')} to ${last.toFormat('d MMMM yyyy')}`;
}

/** Both, unless they are written the same. */
function fromTo(first: DateTime, last: DateTime, format: string): string {
  const [from, to] = [first.toFormat(format), last.toFormat(format)];
  return from === to ? to : `${from} to ${to}`;
}

function calendarDay(date: CalendarDate): DateTime {
  return DateTime.fromISO(date, { zone: 'utc', locale: 'en-GB' });
}

/** An instant as a clock in the region shows it: "9:05am on 7 October 2024". */
export function sayInstant(at: Date): string {
  const local = DateTime.fromJSDate(at, { zone: 'Europe/London' }).setLocale('en-GB');
  return `${local.toFormat('h:mma').toLowerCase()} on ${local.toFormat('d MMMM yyyy')}`;
}
