import { DateTime } from 'luxon';
import type { CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';
import type { Phase, Participation } from './phase.js';

const LIST = new Intl.ListFormat('en-GB');

/** What the days of a phase are compared with. */
export interface DaysContext {
  /** The day it is in Europe/London. */
  readonly today: CalendarDate;
  /** Other phases of the operation that have the same first and last day. */
  readonly sameDays: readonly Pick<Phase, 'code' | 'name'>[];
}

/**
 * Asks to confirm days that are probably a slip: more than a year ahead, or those of another phase of the operation. None:
 * nothing looks like a slip. What stays as it was is not asked about.
 *
 * @param before the days of the phase until now; null: it is new
 */
export function daysConfirmation(
  { name, startsOn, endsOn }: Pick<Phase, 'name' | 'startsOn' | 'endsOn'>,
  { today, sameDays }: DaysContext,
  before: Pick<Phase, 'startsOn' | 'endsOn'> | null,
): Problem[] {
  const isMoved = startsOn !== before?.startsOn;
  if (!isMoved && endsOn === before.endsOn) return [];
  const yearAhead = DateTime.fromISO(today, { zone: 'utc' }).plus({ years: 1 }).toISODate() ?? today;
  const found = [
    ...(isMoved && startsOn > yearAhead ? [`it begins on ${startsOn}, more than a year after today, ${today}`] : []),
    ...(sameDays.length > 0
      ? [
          `${LIST.format(sameDays.map((one) => `${one.name} (${one.code})`))} ${sameDays.length === 1 ? 'has' : 'have'} the same days, ${startsOn} to ${endsOn}`,
        ]
      : []),
  ];
  return confirmation(name, found, 'Check the days');
}

/** A force that is named in a phase, and where its return is. */
export interface ClosingForce {
  readonly name: string;
  readonly participation: Participation;
  /** Null: no return of it counts. */
  readonly isAccepted: boolean | null;
}

/** Asks to confirm the end of a phase in which returns are missing or not accepted, whose forces are named. None: none are. */
export function closingConfirmation(name: string, forces: readonly ClosingForce[]): Problem[] {
  const named = (wanted: (force: ClosingForce) => boolean): string[] =>
    forces.filter(wanted).map((force) => force.name);
  const missing = named(({ participation, isAccepted }) => participation === 'TAKING_PART' && isAccepted === null);
  const waiting = named(({ isAccepted }) => isAccepted === false);
  const found = [
    ...(missing.length > 0 ? [`these forces have not reported: ${LIST.format(missing)}`] : []),
    ...(waiting.length > 0 ? [`these returns are not accepted: ${LIST.format(waiting)}`] : []),
  ];
  return confirmation(name, found, 'A closed phase takes no first returns without an exception. Wait for these');
}

function confirmation(name: string, found: readonly string[], advice: string): Problem[] {
  if (found.length === 0) return [];
  const message = `${name} needs a confirmation: ${found.join('; ')}. ${advice}, or send it again with 'confirm: true'.`;
  return [problem('CONFIRMATION_NEEDED', message)];
}
