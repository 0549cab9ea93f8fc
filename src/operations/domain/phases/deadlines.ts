import { DateTime } from 'luxon';
import { isPossible, type CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';
import { isBankHoliday } from './bank-holidays.js';

const ZONE = 'Europe/London';
const DUE_HOUR = 12;
const CLOSING_DAYS = 14;
const FINAL_DAYS = 90;
const SATURDAY = 6;

/**
 * When returns are due, until when the phase accepts first returns, and when its figures become final. Null: not set.
 */
export interface Deadlines {
  readonly returnsDueAt: Date | null;
  readonly closesAt: Date | null;
  readonly finalAt: Date | null;
}

/**
 * The default deadlines of a phase, in the time zone Europe/London. Returns are due at 12:00 on the first working day
 * after the last day, which is not a bank holiday in England. The phase closes at the end of the 14th day after its
 * last day, and is final at the end of the 90th. A day ends with its last millisecond.
 */
export function defaultDeadlines(lastDay: CalendarDate): { readonly [Name in keyof Deadlines]: Date } {
  const last = DateTime.fromISO(lastDay, { zone: ZONE });
  const endOf = (days: number): Date => last.plus({ days }).endOf('day').toJSDate();
  return {
    returnsDueAt: firstWorkingDayAfter(last).set({ hour: DUE_HOUR }).toJSDate(),
    closesAt: endOf(CLOSING_DAYS),
    finalAt: endOf(FINAL_DAYS),
  };
}

function firstWorkingDayAfter(day: DateTime): DateTime {
  const next = day.plus({ days: 1 });
  return next.weekday >= SATURDAY || isBankHoliday(next) ? firstWorkingDayAfter(next) : next;
}

/**
 * The deadlines of a phase after a change. A deadline that is given is used. If the days change, deadlines that are
 * null or have their default value are computed from the new last day. The others stay.
 *
 * @param before the phase's last day and deadlines before the change
 * @param given the deadlines of the change; null or left out: not given
 * @param lastDay the new last day; null if the change has no days
 */
export function changedDeadlines(
  before: Deadlines & { readonly endsOn: CalendarDate },
  given: { readonly [Name in keyof Deadlines]?: Date | null | undefined },
  lastDay: CalendarDate | null,
): Deadlines {
  const [usual, now] = [defaultDeadlines(before.endsOn), defaultDeadlines(lastDay ?? before.endsOn)];
  const after = (name: keyof Deadlines): Date | null => {
    const follows = lastDay !== null && (before[name] === null || sameInstant(before[name], usual[name]));
    return given[name] ?? (follows ? now[name] : before[name]);
  };
  return { returnsDueAt: after('returnsDueAt'), closesAt: after('closesAt'), finalAt: after('finalAt') };
}

/** Problems with instants of a deadline or an exception: DAYS_NOT_POSSIBLE outside the years 2000 to 2100. */
export function instantProblems(given: readonly (Date | null | undefined)[]): Problem[] {
  return given
    .filter((instant) => instant != null)
    .filter((instant) => !isPossible(instant))
    .map((instant) => {
      const message = `${instant.toISOString()} was given. Give a time in the years 2000 to 2100.`;
      return problem('DAYS_NOT_POSSIBLE', message);
    });
}

/** Whether two instants are equal; null equals only null. */
export function sameInstant(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

/**
 * An instant as a message gives it: "12:00 on 1 December 2025 (UK time)". In the hour that comes twice when the clocks go
 * back, "UK time" is followed by "BST" or "GMT".
 */
export function formatInstant(instant: Date): string {
  const local = DateTime.fromJSDate(instant, { zone: ZONE }).setLocale('en-GB');
  const zone = local.getPossibleOffsets().length > 1 ? `UK time, ${local.toFormat('ZZZZ')}` : 'UK time';
  return `${local.toFormat("HH:mm 'on' d MMMM yyyy")} (${zone})`;
}
