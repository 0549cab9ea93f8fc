import { problem, type Problem } from '../../../common/problem.js';
import type { Phase } from './phase.js';
import type { HeldPhase } from './phase-steps.js';

const LIST = new Intl.ListFormat('en-GB');

/** Why nothing can be done with a discarded phase; none: it is not discarded. */
export function discardedProblems({ name, code, status }: Pick<Phase, 'name' | 'code' | 'status'>): Problem[] {
  if (status !== 'DISCARDED') return [];
  const message = `${name} (${code}) was discarded, so nothing of it can be changed; restore it first (restorePhase).`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}

/**
 * Why a phase cannot be discarded; none: it can.
 *
 * @param forces names of the forces whose returns count in it
 */
export function discardProblems({ phase }: HeldPhase, reason: string, forces: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  if (reason.trim() === '') {
    problems.push(problem('REASON_REQUIRED', `${phase.name} is to be discarded; say why in 'reason'.`));
  }
  if (forces.length > 0) {
    const message = `Returns of ${LIST.format(forces)} count in ${phase.name}. Have them withdrawn first (withdrawReturn with 'wholeReturn: true'), or keep the phase.`;
    problems.push(problem('NOT_POSSIBLE_NOW', message));
  }
  return problems;
}
