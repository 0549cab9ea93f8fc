import type { CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';
import type { Participation } from '../phases/phase.js';

/** The name of a phase, and the first day that it has or is to have. */
interface Beginning {
  readonly name: string;
  readonly startsOn: CalendarDate;
}

/** A force with the days on which it exists. */
export interface DatedForce {
  readonly code: string;
  readonly name: string;
  /** The last day before it became part of another force; null if it has not. */
  readonly validUntil: CalendarDate | null;
}

/** A force and its participation in a phase, present or requested. */
export interface PlacedForce {
  readonly force: DatedForce;
  readonly participation: Participation;
}

/** Whether a force exists on a day: it has not become part of another force before. */
export function existsOn({ validUntil }: DatedForce, day: CalendarDate): boolean {
  return validUntil === null || validUntil >= day;
}

/**
 * Problems with the forces in a phase: NOT_POSSIBLE_NOW for a force that does not exist on the phase's first day,
 * unless it is NOT_TAKING_PART.
 */
export function placingProblems({ name, startsOn }: Beginning, placed: readonly PlacedForce[]): Problem[] {
  const gone = placed.filter(
    ({ force, participation }) => participation !== 'NOT_TAKING_PART' && !existsOn(force, startsOn),
  );
  return gone.map(({ force }) => {
    const message = `The last day of ${force.name} is ${force.validUntil ?? ''}; after that it is part of another force. ${name} begins later, on ${startsOn}. Give that other force instead.`;
    return problem('NOT_POSSIBLE_NOW', message);
  });
}
