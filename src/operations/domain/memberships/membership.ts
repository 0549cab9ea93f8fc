import { isPossible, type CalendarDate } from '../../../common/dates.js';
import { cut } from '../../../common/errors.js';
import { problem, type Problem } from '../../../common/problem.js';
import { existsOn, type DatedForce } from './first-day.js';
import type { Membership, Participation } from '../phases/phase.js';

const ONS_CODE = /^E\d{8}$/;

/** Why a day is not one on which a force can join, leave or merge; none: it is. */
export function dayProblems(day: CalendarDate): Problem[] {
  if (isPossible(day)) return [];
  return [problem('DAYS_NOT_POSSIBLE', `${day} was given; give a day of the years 2000 to 2100.`)];
}

/**
 * Why a force cannot join an operation from a day on; none: it can.
 *
 * @param known its memberships in this operation, over ones too
 */
export function joinProblems(force: DatedForce, known: readonly Membership[], from: CalendarDate): Problem[] {
  const problems = dayProblems(from);
  const overlapping = known.find(({ until }) => until === null || until >= from);
  if (overlapping !== undefined) {
    const message = `${force.name} belongs to the operation ${sayDays(overlapping)}; let it leave before ${from}, or join later.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  if (!existsOn(force, from)) {
    const message = `${force.name} became part of another force after ${force.validUntil ?? ''}; let that one join.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return problems;
}

/**
 * Why a force cannot leave an operation with a day; none: it can.
 *
 * @param current its membership that has no end; null: there is none
 */
export function leaveProblems(force: DatedForce, current: Membership | null, until: CalendarDate): Problem[] {
  const problems = dayProblems(until);
  if (current === null) {
    const message = `${force.name} does not belong to the operation, or leaves it already; there is nothing to end.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  } else if (current.from !== null && until < current.from) {
    const message = `${force.name} joins on ${current.from}, after ${until}; give a last day on or after that.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return problems;
}

/** The phases that were opened and in which a force is, be it not known whether it takes part. */
export interface TakenPlaces {
  readonly force: string;
  /** Codes, by first day. */
  readonly phases: readonly string[];
}

/**
 * Why forces cannot become one on a day; none: they can.
 *
 * @param known their memberships in all operations
 * @param places theirs in phases that begin on that day or later: they were there to take them
 */
export function mergeProblems(
  forces: readonly DatedForce[],
  { known, places }: { readonly known: readonly Membership[]; readonly places: readonly TakenPlaces[] },
  on: CalendarDate,
): Problem[] {
  const ended = forces.filter(({ validUntil }) => validUntil !== null);
  const later = known.filter(({ from }) => from !== null && from >= on);
  return [
    ...ended.map(({ name, validUntil }) =>
      problem(
        'NOT_POSSIBLE_NOW',
        `${name} became part of another force after ${validUntil ?? ''}; name that one instead.`,
      ),
    ),
    ...later.map(({ force, operation, from }) =>
      problem(
        'NOT_POSSIBLE_NOW',
        `${force} joins ${operation} on ${from ?? ''} only, on or after the day of the merger, ${on}; merge on a later day.`,
      ),
    ),
    ...places.map((place) => problem('NOT_POSSIBLE_NOW', sayPlaces(place, on))),
  ];
}

const LIST = new Intl.ListFormat('en-GB');

/** As many phases as somebody reads in a sentence; the rest is counted. */
const MOST_NAMED = 5;

function sayPlaces({ force, phases }: TakenPlaces, on: CalendarDate): string {
  const rest = phases.length - MOST_NAMED;
  const named = LIST.format([...phases.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])]);
  return `${force} is in ${named}, opened and beginning on or after the day of the merger, ${on}; merge on a later day, set it NOT_TAKING_PART there once no return of it counts, or discard a phase that was made by mistake (discardPhase).`;
}

/** How long the force that others become belongs to an operation: as long as any of them was to; null: no end. */
export function mergedUntil(memberships: readonly Pick<Membership, 'until'>[]): CalendarDate | null {
  return memberships.reduce<CalendarDate | null>(
    (latest, { until }) => (latest === null || until === null ? null : latest < until ? until : latest),
    memberships[0]?.until ?? null,
  );
}

/** How the force that others become takes part where they did: as the one of them that did most. */
export function mergedParticipation(parts: readonly Membership['participation'][]): Membership['participation'] {
  return parts.includes('TAKING_PART') ? 'TAKING_PART' : 'NOT_KNOWN';
}

/** Who takes part in a phase, and how, by the force's code. */
export type Parts = ReadonlyMap<string, Participation>;

/** The parts of forces that leave, of those that are named in a phase. */
export function leavingParts(parts: Parts, leaving: readonly string[]): Parts {
  return new Map(leaving.filter((force) => parts.has(force)).map((force) => [force, 'NOT_TAKING_PART']));
}

/** The parts of forces that become one, and of the one that they become; none where none of them takes part. */
export function mergedParts(parts: Parts, ending: readonly string[], into: string): Parts {
  const theirs = ending.flatMap((force) => {
    const part = parts.get(force);
    return part === undefined || part === 'NOT_TAKING_PART' ? [] : [part];
  });
  if (theirs.length === 0) return new Map();
  return new Map([...leavingParts(parts, ending), [into, mergedParticipation(theirs)]]);
}

/** Why a name cannot be that of something new; none: it can. */
export function nameProblems(what: string, name: string): Problem[] {
  if (name.trim() !== '') return [];
  return [problem('NAME_MISSING', `The ${what} has no name; give it the one that people know it by.`)];
}

/**
 * Why an ONS code cannot be that of a new force; none: it can.
 *
 * @param owner the name of the force that has it; null: none has
 */
export function onsCodeProblems(onsCode: string | null, owner: string | null): Problem[] {
  if (onsCode === null) return [];
  if (!ONS_CODE.test(onsCode)) {
    const message = `'${cut(onsCode)}' was given; the ONS code of a police force area is E and eight digits. Leave it out where there is none.`;
    return [problem('ONS_CODE_NOT_POSSIBLE', message)];
  }
  return owner === null
    ? []
    : [problem('ONS_CODE_NOT_POSSIBLE', `'${onsCode}' is that of ${owner}; give another one.`)];
}

function sayDays({ from, until }: Membership): string {
  return `from ${from ?? 'the beginning'} until ${until ?? 'further notice'}`;
}
