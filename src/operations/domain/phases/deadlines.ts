import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { isPossible, type CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';

const ZONE = 'Europe/London';
const DUE_HOUR = 12;
const CLOSING_DAYS = 14;
const FINAL_DAYS = 90;
const SATURDAY = 6;

const ENGLAND = new Holidays('GB', 'ENG', { types: ['public'] });

/** When the returns of a phase are due, when it takes no first returns any more, and when its figures are final. */
export interface Deadlines {
  readonly returnsDueAt: Date | null;
  readonly closesAt: Date | null;
  readonly finalAt: Date | null;
}

/**
 * The deadlines that a phase has unless somebody sets others (design.md section 4), in the time of London: returns are
 * due at 12:00 on the first working day after its last day, bank holidays of England left out; it closes with the 14th
 * day after its last day, and is final with the 90th. A day ends with its last millisecond.
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

function isBankHoliday(day: DateTime): boolean {
  return ENGLAND.getHolidays(day.year).some(({ date }) => date.startsWith(day.toFormat('yyyy-MM-dd')));
}

/**
 * Deadlines after a change of a phase: what is given; what follows from the last day goes with it; the rest stays.
 *
 * @param before the phase's last day and deadlines before the change
 * @param given null or left out: not given
 * @param lastDay null: its days were not given
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

/** Why instants cannot be those of a deadline or an exception; none: they can. */
export function instantProblems(given: readonly (Date | null | undefined)[]): Problem[] {
  return given
    .filter((instant) => instant != null)
    .filter((instant) => !isPossible(instant))
    .map((instant) => {
      const message = `${instant.toISOString()} was given; give an instant of the years 2000 to 2100.`;
      return problem('DAYS_NOT_POSSIBLE', message);
    });
}

/** Whether two instants are the same; null is the same as null only. */
export function sameInstant(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

/** An instant in the words of a message, in the time of London: "12:00 on 1 December 2025". */
export function sayInstant(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: ZONE }).setLocale('en-GB').toFormat("HH:mm 'on' d MMMM yyyy");
}
