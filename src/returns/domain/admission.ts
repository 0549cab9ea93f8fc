import type { Participation, PhaseStatus } from '../../operations/domain/index.js';
import { problem, type Problem } from '../../common/problem.js';

/** What decides whether a phase takes a return of a force at all. */
export interface Admission {
  readonly phase: { readonly name: string; readonly status: PhaseStatus };
  readonly force: { readonly name: string };
  /** Null: the force is not named among the phase's participants. */
  readonly participation: Participation | null;
}

/** Why the phase takes nothing of this force now, whatever the return says; none: it does. */
export function admissionProblems({ phase, force, participation }: Admission): Problem[] {
  const problems: Problem[] = [];
  if (phase.status !== 'OPEN') {
    const state = phase.status === 'PLANNED' ? 'is not open yet' : 'is closed';
    const message = `${phase.name} ${state} and takes no returns; ask the regional coordinator to open it.`;
    problems.push(problem('PHASE_NOT_OPEN', message));
  }
  if (participation !== 'TAKING_PART' && participation !== 'NOT_KNOWN') {
    const message = `${force.name} does not take part in ${phase.name}; check the phase, or ask the regional coordinator to add the force.`;
    problems.push(problem('FORCE_NOT_PARTICIPATING', message));
  }
  return problems;
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
