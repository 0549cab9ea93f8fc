import { isBlank } from '../../../common/blank.js';
import { DateTime } from 'luxon';
import { EARLIEST_DAY } from '../../../common/dates.js';
import { personalDataProblems, written } from '../../../common/personal-data.js';
import { problem, type Problem } from '../../../common/problem.js';
import { formatInstant, type Participation, type Phase } from '../../../operations/domain/index.js';
import type { OnBehalf } from '../checks/entry/entry.js';
import type { Life, CurrentVersions } from './life.js';
import { describeState } from './lifecycle.js';

/** The data that decides whether a phase takes a return from a force. */
export interface Admission {
  readonly phase: Pick<Phase, 'code' | 'name' | 'status' | 'closedAt'>;
  readonly force: { readonly code: string; readonly name: string };
  /** Null: the force is not a participant of the phase. */
  readonly participation: Participation | null;
  /** Whether the return has a current version, which the force may always correct. */
  readonly hasReturn: boolean;
  /** Until when a closed phase still takes the force's first return; null: no exception, or it is over. */
  readonly exceptionUntil: Date | null;
  /** Whether the force itself submits the return. If not, the region does, which can remove the obstacle itself. */
  readonly isOwn: boolean;
}

/** The reason why a phase takes no return from a force. */
export type AdmissionProblem = Problem<'PHASE_NOT_OPEN' | 'FORCE_NOT_PARTICIPATING'>;

/** Why the phase takes no return from the force now, whatever its contents; empty if it does. */
export function admissionProblems(admission: Admission): AdmissionProblem[] {
  const { phase, force, participation, isOwn } = admission;
  const problems: AdmissionProblem[] = statusProblems(admission);
  if (participation !== 'TAKING_PART' && participation !== 'NOT_KNOWN') {
    const add = isOwn
      ? 'ask the regional coordinator to add the force (setParticipation)'
      : `add the force first: setParticipation(${inPhase(admission)}, participation: TAKING_PART, reason: "…")`;
    const message = `${force.name} does not take part in ${phase.name}. Check the phase, or ${add}.`;
    problems.push(problem('FORCE_NOT_PARTICIPATING', message));
  }
  return problems;
}

/** A closed phase still accepts new versions of the returns that it has, and first returns by exception. */
function statusProblems(admission: Admission): AdmissionProblem[] {
  const { phase, force, hasReturn, exceptionUntil, isOwn } = admission;
  const { code, name, status, closedAt } = phase;
  if (status === 'PLANNED') {
    const open = isOwn ? 'Ask the regional coordinator to open it' : `Open it first: openPhase(phase: "${code}")`;
    const message = `${name} is not open yet, so it takes no returns. ${open}.`;
    return [problem('PHASE_NOT_OPEN', message)];
  }
  if (status === 'DISCARDED') {
    const message = `${name} was created by mistake and discarded, so it takes no returns. Check which phase the return is for.`;
    return [problem('PHASE_NOT_OPEN', message)];
  }
  if (status === 'OPEN' || hasReturn || exceptionUntil !== null) return [];
  const since = closedAt === null ? 'is closed' : `has been closed since ${formatInstant(closedAt)}`;
  const grant = isOwn
    ? `Ask the regional coordinator for an exception for ${force.name} (grantException).`
    : `Grant one: grantException(${inPhase(admission)}, until: "YYYY-MM-DDThh:mm:ssZ", reason: "…"), with a time in the future and why the return is late. Then send the return again.`;
  const message = `${name} ${since} and takes a first return only by exception. ${grant}`;
  return [problem('PHASE_NOT_OPEN', message)];
}

/** The arguments that name a force in a phase, as GraphQL. */
function inPhase({ phase, force }: Admission): string {
  return `phase: "${phase.code}", force: "${force.code}"`;
}

/**
 * VERSION_CONFLICT if the current version is not the one that the sender expected.
 *
 * @param expected the number of the expected version; 0: none; null: not checked
 */
export function versionProblems(expected: number | null, of: CurrentVersions): Problem[] {
  const current = of.current?.version ?? 0;
  if (expected === null || expected === current) {
    return [];
  }
  const message = `You expected version ${expected}, but ${describeCurrent(of)}. Read the return again. If your return is still right, send it with the number of the current version in 'expectedVersion'.`;
  return [problem('VERSION_CONFLICT', message)];
}

/** REASON_REQUIRED if a correction has no reason, or a blank one. */
export function correctionProblems(reason: string | null, { accepted }: CurrentVersions): Problem[] {
  if (accepted === null || !isBlank(reason ?? '')) {
    return [];
  }
  const message = `Version ${accepted.version} is accepted, so this is a correction. Say in 'reason' why the figures change.`;
  return [problem('REASON_REQUIRED', message)];
}

/**
 * Problems with `onBehalf`: NOT_ON_BEHALF if the force itself submits the return, RECEIVED_AT_NOT_POSSIBLE if the day
 * of receipt is too early or in the future, and possible personal data.
 *
 * @param how `isOwn`: whether the force itself submits the return; `today`: today in Europe/London, YYYY-MM-DD
 */
export function sourceProblems(
  onBehalf: OnBehalf | null,
  { isOwn, today }: { isOwn: boolean; today: string },
): Problem[] {
  if (onBehalf === null) {
    return [];
  }
  if (isOwn) {
    const message =
      "'onBehalf' is only for a return that the region enters for a force. Leave it out of your own force's return.";
    return [problem('NOT_ON_BEHALF', message)];
  }
  const problems = personalDataProblems([written("'onBehalf.from'", onBehalf.from)]);
  const day = DateTime.fromJSDate(onBehalf.at, { zone: 'Europe/London' }).toISODate() ?? '';
  if (day >= EARLIEST_DAY && day <= today) {
    return problems;
  }
  const message = `'onBehalf.at' says that the return was received on ${day}. Expected a day from ${EARLIEST_DAY} to today, ${today}; correct it.`;
  return [...problems, problem('RECEIVED_AT_NOT_POSSIBLE', message)];
}

/**
 * VERSION_CONFLICT if the version named in a step is not the one that the step is for.
 *
 * @param target the version that the step is for
 */
export function namedProblems(named: number, target: Life): Problem[] {
  if (target.version === named) {
    return [];
  }
  const message = `You named version ${named}, but this step is for version ${target.version}, which ${describeState(target)}. Read the return again.`;
  return [problem('VERSION_CONFLICT', message)];
}

function describeCurrent({ versions, current }: CurrentVersions): string {
  if (current !== null) {
    return `version ${current.version} is current`;
  }
  return versions === 0 ? 'there is no version' : 'no version is current: every one was withdrawn';
}
