import { isBlank } from '../../../common/blank.js';
import { isPossible, type CalendarDate } from '../../../common/dates.js';
import { cut } from '../../../common/errors.js';
import { problem, type Problem } from '../../../common/problem.js';
import { existsOn, whyGone, type DatedForce } from './first-day.js';
import type { Membership, Participation } from '../phases/phase.js';

const ONS_CODE = /^E\d{8}$/;

/**
 * Problems with the day on which a force is to join, leave or merge: DAYS_NOT_POSSIBLE outside the years 2000 to 2100.
 */
export function dayProblems(day: CalendarDate): Problem[] {
  if (isPossible(day)) return [];
  return [problem('DAYS_NOT_POSSIBLE', `The day ${day} was given. Give a day in the years 2000 to 2100.`)];
}

/**
 * Why a force cannot join an operation from a day on; empty if it can.
 *
 * @param known its memberships of this operation, including past ones
 */
export function joinProblems(force: DatedForce, known: readonly Membership[], from: CalendarDate): Problem[] {
  const problems = dayProblems(from);
  const overlapping = known.find(({ until }) => until === null || until >= from);
  if (overlapping !== undefined) {
    const later = overlapping.until === null ? '' : ', or give a later first day';
    const message = `${force.name} is already a member of the operation ${describeDays(overlapping)}. End that membership before ${from} (leaveOperation)${later}.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  if (!existsOn(force, from)) {
    const { why, instead } = whyGone(force);
    problems.push(problem('NOT_POSSIBLE_NOW', `${why}. Let ${instead} join instead.`));
  }
  return problems;
}

/**
 * Why a force cannot have a last day in an operation; empty if it can.
 *
 * @param newest its newest membership, which may have a last day already; null if there is none
 */
export function leaveProblems(force: DatedForce, newest: Membership | null, until: CalendarDate): Problem[] {
  const problems = dayProblems(until);
  if (newest === null) {
    problems.push(notMember(force));
  } else if (newest.from !== null && until < newest.from) {
    const message = `${force.name} joins on ${newest.from}, after the last day given, ${until}. Give a last day on or after ${newest.from}.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  } else if (!existsOn(force, until)) {
    problems.push(
      endsWithForce(
        force,
        `so ${until} cannot be its last day in the operation. Give ${force.validUntil ?? ''} or an earlier day`,
      ),
    );
  }
  return problems;
}

/**
 * Why it cannot be taken back that a force leaves an operation; empty if it can.
 *
 * @param newest its newest membership; null if there is none
 */
export function takeBackLeavingProblems(force: DatedForce, newest: Membership | null): Problem[] {
  if (newest === null) return [notMember(force)];
  if (force.validUntil === null) return [];
  return [
    endsWithForce(
      force,
      'so its membership ends with it. To change its last day, give that day or an earlier one (leaveOperation)',
    ),
  ];
}

function notMember({ name }: DatedForce): Problem {
  const message = `${name} is not a member of the operation. There is nothing to change.`;
  return problem('NOT_POSSIBLE_NOW', message);
}

function endsWithForce(force: DatedForce, therefore: string): Problem {
  return problem('NOT_POSSIBLE_NOW', `${whyGone(force).why}, ${therefore}.`);
}

/** The phases that have been opened and in which a force is TAKING_PART or NOT_KNOWN. */
export interface TakenPlaces {
  readonly force: string;
  /** Codes, by first day of the phase. */
  readonly phases: readonly string[];
}

/**
 * Why forces cannot be merged on a day; empty if they can.
 *
 * @param known their memberships of all operations
 * @param places the opened phases in which they are and which begin on that day or later
 */
export function mergeProblems(
  forces: readonly DatedForce[],
  { known, places }: { readonly known: readonly Membership[]; readonly places: readonly TakenPlaces[] },
  on: CalendarDate,
): Problem[] {
  const ended = forces.filter(({ validUntil }) => validUntil !== null);
  const later = known.filter(({ from }) => from !== null && from >= on);
  return [
    ...tooFewForces(forces),
    ...ended.map((force) => {
      const { why, instead } = whyGone(force);
      return problem('NOT_POSSIBLE_NOW', `${why}. Give ${instead} instead.`);
    }),
    ...later.map(({ force, operation, from }) =>
      problem(
        'NOT_POSSIBLE_NOW',
        `${force} joins ${operation} on ${from ?? ''}, which is not before the day of the merger, ${on}. Give a later day for the merger.`,
      ),
    ),
    ...places.map((place) => problem('NOT_POSSIBLE_NOW', describePlaces(place, on))),
  ];
}

/**
 * Why the merger that made a force cannot be undone; empty if it can.
 *
 * @param ended the forces that became part of it; empty: none did
 * @param places the opened phases in which the force is
 */
export function undoMergerProblems(
  force: DatedForce,
  ended: readonly DatedForce[],
  places: readonly TakenPlaces[],
): Problem[] {
  if (ended.length === 0) {
    const message = `${force.name} was not made by a merger, so there is none to undo. Give the force that others became.`;
    return [problem('NOT_POSSIBLE_NOW', message)];
  }
  if (force.mergedInto !== null) {
    const message = `${force.name} has itself become part of ${force.mergedInto}. Undo that merger first.`;
    return [problem('NOT_POSSIBLE_NOW', message)];
  }
  return places.map((place) => {
    const message = `${describePlace(place)} been opened. Set the force to NOT_TAKING_PART there (once its returns are withdrawn), or discard a phase that was created by mistake (discardPhase).`;
    return problem('NOT_POSSIBLE_NOW', message);
  });
}

/** TOO_FEW_FORCES for a merger of one force, which would only be another name for it. */
function tooFewForces(forces: readonly DatedForce[]): Problem[] {
  const [only, second] = forces;
  if (only === undefined || second !== undefined) return [];
  const message = `Only ${only.name} was given, but a merger makes one force of two or more. Name each of them in 'from'. A force that only gets another name stays the same force, so that its figures stay comparable.`;
  return [problem('TOO_FEW_FORCES', message)];
}

const LIST = new Intl.ListFormat('en-GB');

/** The most phases named in a sentence; the rest are counted. */
const MOST_NAMED = 5;

/** `dorset is in scorpion-11, which has` */
function describePlace({ force, phases }: TakenPlaces): string {
  const rest = phases.length - MOST_NAMED;
  const named = LIST.format([...phases.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])]);
  return `${force} is in ${named}, which ${phases.length === 1 ? 'has' : 'have'}`;
}

function describePlaces(place: TakenPlaces, on: CalendarDate): string {
  return `${describePlace(place)} been opened and ${place.phases.length === 1 ? 'begins' : 'begin'} on or after the day of the merger, ${on}. Give a later day for the merger, set the force to NOT_TAKING_PART there (once its returns are withdrawn), or discard a phase that was created by mistake (discardPhase).`;
}

/** The last day of the merged force's membership of an operation: the latest last day of the others; null: no end. */
export function mergedUntil(memberships: readonly Pick<Membership, 'until'>[]): CalendarDate | null {
  return memberships.reduce<CalendarDate | null>(
    (latest, { until }) => (latest === null || until === null ? null : latest < until ? until : latest),
    memberships[0]?.until ?? null,
  );
}

/** The merged force's participation: TAKING_PART if any of the others takes part, else NOT_KNOWN. */
export function mergedParticipation(parts: readonly Membership['participation'][]): Membership['participation'] {
  return parts.includes('TAKING_PART') ? 'TAKING_PART' : 'NOT_KNOWN';
}

/** The participation of each force in a phase, by the force's code. */
export type Participations = ReadonlyMap<string, Participation>;

/** The changed parts of forces that leave an operation; only of those named in the phase. */
export function participationsAfterLeaving(parts: Participations, leaving: readonly string[]): Participations {
  return new Map(leaving.filter((force) => parts.has(force)).map((force) => [force, 'NOT_TAKING_PART']));
}

/** The part of a force in a phase before it left the operation. */
export interface PartBeforeLeaving {
  readonly phase: string;
  readonly force: string;
  readonly participation: Participation;
}

/**
 * The changed part of a force that does not leave after all: in a phase that it is not in, as a member; in a phase that
 * leaving changed, as before.
 *
 * @param before its part before it left; null: leaving did not change it
 */
export function participationsAfterStaying(
  parts: Participations,
  { force, participation }: Pick<Membership, 'force' | 'participation'>,
  before: Participation | null,
): Participations {
  const after = parts.has(force) ? before : participation;
  return new Map(after === null ? [] : [[force, after]]);
}

/**
 * The changed parts once a merger is undone: its forces as before, the new force takes no part.
 *
 * @param before the parts in this phase of the forces that the merger took out of it
 */
export function participationsAfterUndoing(
  parts: Participations,
  into: string,
  before: readonly Pick<PartBeforeLeaving, 'force' | 'participation'>[],
): Participations {
  const again = before.map(({ force, participation }) => [force, participation] as const);
  return new Map([...participationsAfterLeaving(parts, [into]), ...again]);
}

/** The changed parts of forces that are merged, and of the new force; empty if none of them is in the phase. */
export function participationsAfterMerger(
  parts: Participations,
  ending: readonly string[],
  into: string,
): Participations {
  const theirs = ending.flatMap((force) => {
    const part = parts.get(force);
    return part === undefined || part === 'NOT_TAKING_PART' ? [] : [part];
  });
  if (theirs.length === 0) return new Map();
  return new Map([...participationsAfterLeaving(parts, ending), [into, mergedParticipation(theirs)]]);
}

/** NAME_MISSING for a blank name. */
export function nameProblems(what: string, name: string): Problem[] {
  if (!isBlank(name)) return [];
  return [problem('NAME_MISSING', `The ${what} has no name. Give a name.`)];
}

/**
 * Problems with the ONS code of a new force; empty if it can have it.
 *
 * @param owner the name of the force that already has this code; null if it is free
 */
export function onsCodeProblems(onsCode: string | null, owner: string | null): Problem[] {
  if (onsCode === null) return [];
  if (!ONS_CODE.test(onsCode)) {
    const message = `The ONS code '${cut(onsCode)}' was given. Give E and eight digits, or leave it out if the force has none.`;
    return [problem('ONS_CODE_NOT_POSSIBLE', message)];
  }
  return owner === null
    ? []
    : [problem('ONS_CODE_NOT_POSSIBLE', `The ONS code '${onsCode}' already belongs to ${owner}. Give another one.`)];
}

function describeDays({ from, until }: Membership): string {
  return `${from === null ? '' : `from ${from} `}${until === null ? 'and has no last day there' : `until ${until}`}`;
}
