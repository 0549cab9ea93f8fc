import { DateTime, Duration } from 'luxon';

/** Days, and how exactly they are known. */
interface KnownDays {
  /** Calendar dates, `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** DAY, MONTH or YEAR. */
  readonly datesKnownTo: string;
}

/** The days of a phase, as exactly as they are known: "4 to 8 July 2022", "April 2023", "2024". */
export function daysInWords({ startsOn, endsOn, datesKnownTo }: KnownDays): string {
  const [first, last] = [calendarDay(startsOn), calendarDay(endsOn)];
  if (datesKnownTo !== 'DAY') return fromTo(first, last, datesKnownTo === 'MONTH' ? 'MMMM yyyy' : 'yyyy');
  if (first.hasSame(last, 'day') || !first.hasSame(last, 'year')) return fromTo(first, last, 'd MMMM yyyy');
  return `${first.toFormat(first.hasSame(last, 'month') ? 'd' : 'd MMMM')} to ${last.toFormat('d MMMM yyyy')}`;
}

/**
 * An instant in UK time as GOV.UK writes it: "9:05am UK time on 7 October 2024", "midday UK time on …". In the hour that
 * comes twice when the clocks go back, "UK time" is followed by "(BST)" or "(GMT)".
 */
export function instantInWords(at: Date): string {
  const local = DateTime.fromJSDate(at, { zone: 'Europe/London' }).setLocale('en-GB');
  const zone = local.getPossibleOffsets().length > 1 ? `UK time (${local.toFormat('ZZZZ')})` : 'UK time';
  return `${timeOfDay(local)} ${zone} on ${local.toFormat('d MMMM yyyy')}`;
}

function timeOfDay(local: DateTime): string {
  if (local.minute !== 0) return local.toFormat('h:mma').toLowerCase();
  if (local.hour === 0) return 'midnight';
  return local.hour === 12 ? 'midday' : local.toFormat('ha').toLowerCase();
}

/** How long a number of seconds is, to the minute and rounded up: "8 days, 23 hours, 30 minutes". */
export function durationInWords(seconds: number): string {
  const duration = Duration.fromObject({ minutes: Math.ceil(seconds / 60) }, { locale: 'en-GB' });
  return duration.shiftTo('days', 'hours', 'minutes').removeZeros().toHuman({ listStyle: 'narrow' });
}

/** "first to last", or one of them if both are written the same. */
function fromTo(first: DateTime, last: DateTime, format: string): string {
  const [from, to] = [first.toFormat(format), last.toFormat(format)];
  return from === to ? to : `${from} to ${to}`;
}

function calendarDay(date: string): DateTime {
  return DateTime.fromISO(date, { zone: 'utc', locale: 'en-GB' });
}
