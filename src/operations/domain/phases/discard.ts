import { isBlank } from '../../../common/blank.js';
import { problem, type Problem } from '../../../common/problem.js';
import type { Phase } from './phase.js';
import type { LockedPhase } from './phase-steps.js';

const LIST = new Intl.ListFormat('en-GB');

/** NOT_POSSIBLE_NOW for a discarded phase, which cannot be changed. */
export function discardedProblems({ name, code, status }: Pick<Phase, 'name' | 'code' | 'status'>): Problem[] {
  if (status !== 'DISCARDED') return [];
  const message = `${name} (${code}) was discarded, so it cannot be changed. Restore it first (restorePhase).`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}

/**
 * Why a phase cannot be discarded; empty if it can.
 *
 * @param forces the names of the forces that have a return for it that is not withdrawn
 */
export function discardProblems({ phase }: LockedPhase, reason: string, forces: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  if (isBlank(reason)) {
    problems.push(problem('REASON_REQUIRED', `Discarding ${phase.name} needs a reason. Give one in 'reason'.`));
  }
  if (forces.length > 0) {
    const message = `${phase.name} has returns of ${LIST.format(forces)}. Have them withdrawn first (withdrawReturn with 'wholeReturn: true'), or keep the phase.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return problems;
}
