import { sayInstant, type Participation, type Phase } from '../../operations/domain/index.js';
import { problem, type Problem } from '../../common/problem.js';

/** What decides whether a phase takes a return of a force at all. */
export interface Admission {
  readonly phase: Pick<Phase, 'name' | 'status' | 'closedAt'>;
  readonly force: { readonly name: string };
  /** Null: the force is not named among the phase's participants. */
  readonly participation: Participation | null;
  /** Whether a return of the force stands, which it may always correct. */
  readonly hasReturn: boolean;
  /** Until when a closed phase takes its first return all the same; null: it does not, or that is over. */
  readonly exceptionUntil: Date | null;
}

/** Why the phase takes nothing of this force now, whatever the return says; none: it does. */
export function admissionProblems(admission: Admission): Problem[] {
  const { phase, force, participation } = admission;
  const problems = statusProblems(admission);
  if (participation !== 'TAKING_PART' && participation !== 'NOT_KNOWN') {
    const message = `${force.name} does not take part in ${phase.name}; check the phase, or ask the regional coordinator to add the force.`;
    problems.push(problem('FORCE_NOT_PARTICIPATING', message));
  }
  return problems;
}

/** A closed phase still takes corrections, and the first returns of those who were given longer. */
function statusProblems({ phase, force, hasReturn, exceptionUntil }: Admission): Problem[] {
  const { name, status, closedAt } = phase;
  if (status === 'PLANNED') {
    const message = `${name} is not open yet and takes no returns; ask the regional coordinator to open it.`;
    return [problem('PHASE_NOT_OPEN', message)];
  }
  if (status === 'OPEN' || hasReturn || exceptionUntil !== null) return [];
  const since = closedAt === null ? '' : ` since ${sayInstant(closedAt)}`;
  const message = `${name} is closed${since} and takes no first returns; ask the regional coordinator for an exception for ${force.name}.`;
  return [problem('PHASE_NOT_OPEN', message)];
}

/**
 * Whether the version that the sender believed to stand does.
 *
 * @param expected 0: none stands; null: it is not checked
 * @param standing the newest version; 0: there is none
 */
export function versionProblems(expected: number | null, standing: number): Problem[] {
  if (expected === null || expected === standing) {
    return [];
  }
  const found = standing === 0 ? 'no version stands' : `version ${standing} stands`;
  const message = `You expected version ${expected}, but ${found}; read the return again and send yours with the version that stands.`;
  return [problem('VERSION_CONFLICT', message)];
}
