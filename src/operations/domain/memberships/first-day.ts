import type { CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';
import type { Participation } from '../phases/phase.js';

/** What a phase is called, and the first day that it has or is to have. */
interface Beginning {
  readonly name: string;
  readonly startsOn: CalendarDate;
}

/** A force as far as it matters on which days it exists. */
export interface DatedForce {
  readonly code: string;
  readonly name: string;
  /** The last day before it became part of another; null: it has not. */
  readonly validUntil: CalendarDate | null;
}

/** A force and the part that it is to have in a phase. */
export interface PlacedForce {
  readonly force: DatedForce;
  readonly participation: Participation;
}

/** Whether a force exists on a day: it has not become part of another before. */
export function existsOn({ validUntil }: DatedForce, day: CalendarDate): boolean {
  return validUntil === null || validUntil >= day;
}

/**
 * Why forces cannot be in a phase with the parts that they have, or are to have; none: they can. Only a force that
 * exists on the phase's first day is in it; one that does not take part may be named all the same.
 */
export function placingProblems({ name, startsOn }: Beginning, placed: readonly PlacedForce[]): Problem[] {
  const gone = placed.filter(
    ({ force, participation }) => participation !== 'NOT_TAKING_PART' && !existsOn(force, startsOn),
  );
  return gone.map(({ force }) => {
    const message = `${force.name} became part of another force after ${force.validUntil ?? ''}, before ${name} begins on ${startsOn}; name that one.`;
    return problem('NOT_POSSIBLE_NOW', message);
  });
}
