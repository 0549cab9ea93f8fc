import { isBlank } from '../../../common/blank.js';
import { problem, type Problem } from '../../../common/problem.js';
import { instantProblems, formatInstant } from './deadlines.js';
import { placingProblems, type PlacedForce } from '../memberships/first-day.js';
import type { Participation, Phase, PhaseStatus } from './phase.js';

/** A phase that is locked: nobody else can change it until the transaction ends. */
export interface LockedPhase {
  readonly phase: Phase;
  /** The stored status, which does not take account of a closing date that has passed. */
  readonly givenStatus: PhaseStatus;
  /** The database's clock, read after the phase was locked. */
  readonly now: Date;
  /** When totals that are held back can be read by everybody: a release is under embargo until then; null: none is. */
  readonly heldBackUntil: Date | null;
}

/** Whether the closing date has passed, so that the phase is open only if it is kept open. */
export function isPastClosing({ phase: { closesAt }, now }: LockedPhase): boolean {
  return closesAt !== null && closesAt < now;
}

/**
 * The status of a phase at an instant: an open phase is CLOSED once its closing date has passed, unless it is kept
 * open.
 */
export function statusAt(
  givenStatus: PhaseStatus,
  { closesAt, keptOpen }: Pick<Phase, 'closesAt' | 'keptOpen'>,
  at: Date,
): PhaseStatus {
  const isPast = givenStatus === 'OPEN' && !keptOpen && closesAt !== null && closesAt < at;
  return isPast ? 'CLOSED' : givenStatus;
}

/**
 * REASON_REQUIRED if a new closing date would reopen or close a phase and no reason was given.
 *
 * @param after the status that the phase would have with the new closing date
 */
export function statusChangeProblems({ phase }: LockedPhase, after: PhaseStatus, reason: string | null): Problem[] {
  if (after === phase.status) return [];
  return reasonProblems(
    `This closing date changes ${phase.name} from ${phase.status} to ${after} and needs a reason`,
    reason,
  );
}

/**
 * NOT_POSSIBLE_NOW if a phase's totals are to be shown while a release of them is under embargo.
 *
 * @param heldBack whether they are to be held back
 */
export function showingProblems({ phase, heldBackUntil, now }: LockedPhase, heldBack: boolean): Problem[] {
  if (heldBack || !phase.totalsHeldBack || heldBackUntil === null || heldBackUntil <= now) return [];
  const message = `A release of ${phase.name} is under embargo until ${formatInstant(heldBackUntil)}. Its totals stay held back until then. Bring the release forward, or withdraw it first.`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}

/**
 * STATE_CONFLICT if the current state is not the expected one.
 *
 * @param expected null: not checked
 */
export function expectationProblems<State extends string>(
  what: string,
  expected: State | null,
  found: State | null,
): Problem[] {
  if (expected === null || expected === found) return [];
  const message = `You expected ${what} to be ${expected}, but it is ${found ?? 'not set'}: it has changed since you read it. Read it again, then repeat the change if you still want it.`;
  return [problem('STATE_CONFLICT', message)];
}

/** REASON_REQUIRED for a missing or blank reason. */
function reasonProblems(what: string, reason: string | null): Problem[] {
  return reason !== null && !isBlank(reason) ? [] : [problem('REASON_REQUIRED', `${what}. Give one in 'reason'.`)];
}

/** Why a phase that is not open cannot be opened; empty if it can. */
export function openingProblems(locked: LockedPhase, reason: string | null): Problem[] {
  const { name, closesAt } = locked.phase;
  if (!isPastClosing(locked) || closesAt === null) return [];
  return reasonProblems(
    `The closing date of ${name}, ${formatInstant(closesAt)}, has passed, so opening it needs a reason`,
    reason,
  );
}

/** Why a phase cannot be closed; empty if it can. */
export function closingProblems({ phase }: LockedPhase): Problem[] {
  if (phase.status !== 'PLANNED') return [];
  return [
    problem(
      'NOT_POSSIBLE_NOW',
      `${phase.name} has not been opened, so it takes no returns and there is nothing to close. If it was created by mistake, discard it (discardPhase).`,
    ),
  ];
}

/** What is needed to decide on a change of a force's participation in a phase. */
export interface ParticipationStep extends PlacedForce {
  readonly reason: string | null;
  /** Whether the force has a return for the phase that is not withdrawn. */
  readonly hasReturn: boolean;
}

/** Why a force's participation in a phase cannot be changed; empty if it can. */
export function participationProblems({ phase }: LockedPhase, step: ParticipationStep): Problem[] {
  const { force, participation, reason, hasReturn } = step;
  const problems: Problem[] = [];
  if (phase.status !== 'PLANNED') {
    const what = `${phase.name} has been opened, so a change of its participants needs a reason`;
    problems.push(...reasonProblems(what, reason));
  }
  if (participation === 'NOT_TAKING_PART' && hasReturn) {
    const message = `${force.name} has a return for ${phase.name}, so it cannot be set to NOT_TAKING_PART. Have the return withdrawn first (withdrawReturn with 'wholeReturn: true').`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return [...problems, ...placingProblems(phase, [{ force, participation }])];
}

/** What is needed to decide on an exception. */
export interface ExceptionStep {
  readonly force: { readonly name: string };
  /** Null if the force is not named in the phase. */
  readonly participation: Participation | null;
  readonly until: Date;
  readonly reason: string;
}

/** Why an exception cannot be granted to a force; empty if it can. */
export function exceptionProblems({ phase, now }: LockedPhase, step: ExceptionStep): Problem[] {
  const { force, participation, until, reason } = step;
  const problems = reasonProblems(`An exception for ${force.name} in ${phase.name} needs a reason`, reason);
  problems.push(...instantProblems([until]));
  if (until <= now) {
    const message = `The exception was to end at ${formatInstant(until)}, which has passed. Give a time in the future.`;
    problems.push(problem('UNTIL_PASSED', message));
  }
  if (participation === null || participation === 'NOT_TAKING_PART') {
    const message = `${force.name} does not take part in ${phase.name}. Set its participation first (setParticipation).`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return problems;
}

/**
 * Why a phase's first day cannot be changed; empty if it can. It cannot while returns count, because their definitions
 * and drug classes are those of the first day.
 */
export function firstDayProblems(phase: Phase, startsOn: string, hasReturns: boolean): Problem[] {
  if (startsOn === phase.startsOn || !hasReturns) return [];
  const message = `The first day of ${phase.name} cannot be changed: its returns were checked with the definitions of ${phase.startsOn}. Create another phase that begins on ${startsOn}, or have the returns withdrawn first.`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}
