import type { CalendarDate } from '../../../common/dates.js';
import { problem, type Problem } from '../../../common/problem.js';
import { isUndone } from '../../../dictionary/domain/index.js';
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
  /** The code of that other force; null beside a last day: see `isUndone`. */
  readonly mergedInto: string | null;
}

/** A force and its participation in a phase, present or requested. */
export interface PlacedForce {
  readonly force: DatedForce;
  readonly participation: Participation;
}

/** Whether a force exists on a day: it has not become part of another force before, and the merger that made it stands. */
export function existsOn(force: DatedForce, day: CalendarDate): boolean {
  return !isUndone(force) && (force.validUntil === null || force.validUntil >= day);
}

/** Why a force that has a last day does not exist, as one sentence without its full stop, and what to give instead. */
export function whyGone({ name, validUntil, mergedInto }: DatedForce): {
  readonly why: string;
  readonly instead: string;
} {
  if (mergedInto === null) {
    return { why: `The merger that made ${name} was undone`, instead: 'the forces that were merged' };
  }
  return {
    why: `The last day of ${name} is ${validUntil ?? ''}; after that it is part of ${mergedInto}`,
    instead: mergedInto,
  };
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
    const { why, instead } = whyGone(force);
    return problem('NOT_POSSIBLE_NOW', `${why}. ${name} begins on ${startsOn}. Give ${instead} instead.`);
  });
}
