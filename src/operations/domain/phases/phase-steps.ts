import { problem, type Problem } from '../../../common/problem.js';
import { instantProblems, sayInstant } from './deadlines.js';
import { placingProblems, type PlacedForce } from '../memberships/first-day.js';
import type { Participation, Phase, PhaseStatus } from './phase.js';

/** A phase that nobody else can change meanwhile. */
export interface HeldPhase {
  readonly phase: Phase;
  /** The status that somebody gave it, whatever deadline has passed. */
  readonly givenStatus: PhaseStatus;
  /** The database's clock, read once the phase was held. */
  readonly now: Date;
}

/** Whether its closing date has passed, so that it is open only if somebody keeps it so. */
export function isPastClosing({ phase: { closesAt }, now }: HeldPhase): boolean {
  return closesAt !== null && closesAt < now;
}

/** The status that a phase has at an instant: a closing date that has passed closes one that is not kept open. */
export function statusAt(
  givenStatus: PhaseStatus,
  { closesAt, keptOpen }: Pick<Phase, 'closesAt' | 'keptOpen'>,
  at: Date,
): PhaseStatus {
  const isPast = givenStatus === 'OPEN' && !keptOpen && closesAt !== null && closesAt < at;
  return isPast ? 'CLOSED' : givenStatus;
}

/**
 * Why a phase cannot be opened or closed by another closing date; none: it can, or stays as it is.
 *
 * @param after the status that it would have then
 */
export function statusChangeProblems({ phase }: HeldPhase, after: PhaseStatus, reason: string | null): Problem[] {
  if (after === phase.status) return [];
  return reasonProblems(`${phase.name} is ${phase.status}, and with this closing date would be ${after}`, reason);
}

/**
 * Whether something stands as who changes it believes.
 *
 * @param expected null: it is not checked
 */
export function expectationProblems<State extends string>(
  what: string,
  expected: State | null,
  found: State | null,
): Problem[] {
  if (expected === null || expected === found) return [];
  const message = `You expected ${what} to be ${expected}, but it is ${found ?? 'not there'}; look again, and send it once more if it is still what you want.`;
  return [problem('STATE_CONFLICT', message)];
}

/** A reason that says nothing is none. */
function reasonProblems(what: string, reason: string | null): Problem[] {
  return reason !== null && reason.trim() !== '' ? [] : [problem('REASON_REQUIRED', `${what}; say why in 'reason'.`)];
}

/** Why a phase that is not open cannot be opened so; none: it can. */
export function openingProblems(held: HeldPhase, reason: string | null): Problem[] {
  const { name, closesAt } = held.phase;
  if (!isPastClosing(held) || closesAt === null) return [];
  return reasonProblems(`${name} closed at ${sayInstant(closesAt)}, and opening it keeps it open after that`, reason);
}

/** Why a phase cannot be closed; none: it can. */
export function closingProblems({ phase }: HeldPhase): Problem[] {
  if (phase.status !== 'PLANNED') return [];
  return [problem('NOT_POSSIBLE_NOW', `${phase.name} is not open yet, so there is nothing to close; open it first.`)];
}

/** What a change of a force's part in a phase is decided with. */
export interface ParticipationStep extends PlacedForce {
  readonly reason: string | null;
  /** Whether a return of the force counts in the phase, or may come to. */
  readonly hasReturn: boolean;
}

/** Why a force's part in a phase cannot be changed so; none: it can. */
export function participationProblems({ phase }: HeldPhase, step: ParticipationStep): Problem[] {
  const { force, participation, reason, hasReturn } = step;
  const problems: Problem[] = [];
  if (phase.status !== 'PLANNED') {
    const what = `Who takes part in ${phase.name} has been told to the forces`;
    problems.push(...reasonProblems(what, reason));
  }
  if (participation === 'NOT_TAKING_PART' && hasReturn) {
    const message = `A return of ${force.name} for ${phase.name} is there, and would be counted of a force that is not in it; withdraw its return first.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return [...problems, ...placingProblems(phase, [{ force, participation }])];
}

/** What an exception is decided with. */
export interface ExceptionStep {
  readonly force: { readonly name: string };
  /** Null: the force is not named in the phase. */
  readonly participation: Participation | null;
  readonly until: Date;
  readonly reason: string;
}

/** Why a force cannot be given longer for a phase; none: it can. */
export function exceptionProblems({ phase, now }: HeldPhase, step: ExceptionStep): Problem[] {
  const { force, participation, until, reason } = step;
  const problems = reasonProblems(`${force.name} gets longer than the others for ${phase.name}`, reason);
  problems.push(...instantProblems([until]));
  if (until <= now) {
    const message = `The exception was to end at ${sayInstant(until)}, which has passed; give an instant that is still to come.`;
    problems.push(problem('UNTIL_PASSED', message));
  }
  if (participation === null || participation === 'NOT_TAKING_PART') {
    const message = `${force.name} does not take part in ${phase.name}; set its participation first.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return problems;
}

/** Why a phase's first day cannot be moved; none: it can. Definitions and drug classes are those of the first day. */
export function firstDayProblems(phase: Phase, startsOn: string, hasReturns: boolean): Problem[] {
  if (startsOn === phase.startsOn || !hasReturns) return [];
  const message = `Returns count in ${phase.name} that were read by the definitions of ${phase.startsOn}; its first day stays. Create another phase for ${startsOn}, or have the returns withdrawn first.`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}
