import { isBlank } from '../../../common/blank.js';
import { problem, type Problem } from '../../../common/problem.js';

/**
 * How a question ended. OVERTAKEN: a newer version was submitted, or the version that it was about was withdrawn. It
 * opens again if the newer version is withdrawn.
 */
export const QUESTION_ENDINGS = ['ANSWERED', 'TAKEN_BACK', 'OVERTAKEN'] as const;
export type QuestionEnding = (typeof QUESTION_ENDINGS)[number];

/** The roles in which a question is asked: for the force, before the region accepts the version, and for the region. */
export const ASKER_ROLES = ['FORCE_APPROVER', 'REGIONAL_COORDINATOR'] as const;
export type AskerRole = (typeof ASKER_ROLES)[number];

const ENDED: Readonly<Record<QuestionEnding, string>> = {
  ANSWERED: 'was answered',
  TAKEN_BACK: 'was taken back',
  OVERTAKEN: 'is about a version that is no longer current',
};

/**
 * Why a question cannot be answered or taken back; empty if it is open.
 *
 * @param ending how the question ended; null if it is open
 */
export function endedProblems(ending: QuestionEnding | null): Problem[] {
  return ending === null
    ? []
    : [
        problem(
          'NOT_POSSIBLE_NOW',
          `This question ${ENDED[ending]}. Read the return again to see which questions are open.`,
        ),
      ];
}

/**
 * REASON_REQUIRED if a required text is blank.
 *
 * @param advice what to write
 */
export function blankProblems(text: string, advice: string): Problem[] {
  return isBlank(text) ? [problem('REASON_REQUIRED', `The text is empty. ${advice}`)] : [];
}
