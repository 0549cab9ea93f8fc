import { DateTime } from 'luxon';
import type { CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';
import type { Phase, Participation } from './phase.js';

const LIST = new Intl.ListFormat('en-GB');

/** What the days and the name of a phase are compared with to find mistakes. */
export interface PlanContext {
  /** Today, Europe/London. */
  readonly today: CalendarDate;
  /** Other phases of the operation that have the same first and last day. */
  readonly sameDays: readonly Pick<Phase, 'code' | 'name'>[];
  /** The codes of other phases of the operation that have the same name. */
  readonly sameName: readonly string[];
}

/**
 * CONFIRMATION_NEEDED if the days or the name of a phase are probably a mistake: the first day is more than a year ahead,
 * or another phase of the operation has the same days or the same name. Empty if they look right or have not changed.
 *
 * @param before the phase before the change; null for a new phase
 */
export function planConfirmation(phase: PlannedDays, context: PlanContext, before: PlannedDays | null): Problem[] {
  const { name } = phase;
  const days = daysFindings(phase, context, before);
  const names = name === before?.name ? [] : context.sameName.map((code) => `${code} has the same name`);
  const doubtful = [...(days.length > 0 ? ['days'] : []), ...(names.length > 0 ? ['name'] : [])].join(' and the ');
  return confirmation(
    `The ${doubtful} of ${name} may be a mistake`,
    [...days, ...names],
    days.length > 0 ? `Correct the ${doubtful}` : 'Give it another name',
  );
}

type PlannedDays = Pick<Phase, 'name' | 'startsOn' | 'endsOn'>;

function daysFindings(
  { startsOn, endsOn }: PlannedDays,
  { today, sameDays }: PlanContext,
  before: PlannedDays | null,
): string[] {
  const isMoved = startsOn !== before?.startsOn;
  if (!isMoved && endsOn === before.endsOn) return [];
  const yearAhead = DateTime.fromISO(today, { zone: 'utc' }).plus({ years: 1 }).toISODate() ?? today;
  return [
    ...(isMoved && startsOn > yearAhead ? [`it begins on ${startsOn}, more than a year after today, ${today}`] : []),
    ...(sameDays.length > 0
      ? [
          `${LIST.format(sameDays.map((one) => `${one.name} (${one.code})`))} ${sameDays.length === 1 ? 'has' : 'have'} the same days, ${startsOn} to ${endsOn}`,
        ]
      : []),
  ];
}

/** The current version of a return that the region has not accepted. */
export interface WaitingVersion {
  readonly version: number;
  /** Its status, as the board shows it. */
  readonly status: string;
}

/** A force that is named in a phase, and the state of its return. */
export interface ClosingForce {
  readonly name: string;
  readonly participation: Participation;
  /** Whether its return has a current version. */
  readonly hasReturn: boolean;
  /** Null: there is no current version, or it is accepted. */
  readonly waiting: WaitingVersion | null;
}

/**
 * CONFIRMATION_NEEDED if a phase is to be closed while returns are missing or not accepted. Names their forces, with the
 * version and status of what is not accepted.
 */
export function closingConfirmation(name: string, forces: readonly ClosingForce[]): Problem[] {
  const missing = forces.filter(({ participation, hasReturn }) => participation === 'TAKING_PART' && !hasReturn);
  const waiting = forces.flatMap((force) =>
    force.waiting === null ? [] : [`${force.name} (version ${force.waiting.version}, ${force.waiting.status})`],
  );
  const found = [
    ...(missing.length > 0
      ? [`these forces have not reported: ${LIST.format(missing.map((force) => force.name))}`]
      : []),
    ...(waiting.length > 0 ? [`these returns are not accepted: ${LIST.format(waiting)}`] : []),
  ];
  const steps = [...(missing.length > 0 ? ['submitted'] : []), ...(waiting.length > 0 ? ['accepted'] : [])];
  const later = [
    ...(missing.length > 0
      ? [
          'After closing, a force that has not reported can send its return only by an exception (grantException), or once the phase is opened again (openPhase). ',
        ]
      : []),
    ...(waiting.length > 0
      ? ['Returns that the phase has can still be corrected, signed off and accepted after closing. ']
      : []),
  ].join('');
  return confirmation(
    `${name} is not complete`,
    found,
    `${later}Leave it open until these returns are ${steps.join(' and ')}`,
  );
}

function confirmation(doubt: string, found: readonly string[], advice: string): Problem[] {
  if (found.length === 0) return [];
  const message = `${doubt}: ${found.join('; ')}. ${advice}, or send the request again with 'confirm: true'.`;
  return [problem('CONFIRMATION_NEEDED', message)];
}
