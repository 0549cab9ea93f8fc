import { isBlank } from '../../../common/blank.js';
import { cut } from '../../../common/errors.js';
import { problem, type Problem } from '../../../common/problem.js';

/**
 * How a question ended. OVERTAKEN: a newer version was submitted, or the version that it was about was withdrawn. It
 * opens again if the newer version is withdrawn.
 */
export const QUESTION_ENDINGS = ['ANSWERED', 'TAKEN_BACK', 'OVERTAKEN'] as const;
export type QuestionEnding = (typeof QUESTION_ENDINGS)[number];

/** The roles in which a question is asked: for the force, before the region accepts the version, and for the region. */
export type AskerRole = 'FORCE_APPROVER' | 'REGIONAL_COORDINATOR';

/**
 * The role in which somebody asks.
 *
 * @param force the code of the force for which they act; null: for the region
 */
export function askerRoleOf({ force }: { readonly force: string | null }): AskerRole {
  return force === null ? 'REGIONAL_COORDINATOR' : 'FORCE_APPROVER';
}

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

/** An open question that a newer version ended. */
export interface EndedQuestion {
  readonly question: string;
  readonly askedAs: AskerRole;
  /** The version that it was about. */
  readonly version: number;
}

/** The most questions that are repeated in a message, and the most of each. */
const MOST_REPEATED = 5;
const LONGEST_REPEATED = 200;

/**
 * QUESTIONS_ENDED if a new version ended open questions about the version before; empty if it ended none.
 *
 * @param ended in the order asked
 */
export function endedQuestionsProblems(ended: readonly EndedQuestion[]): Problem[] {
  const [first] = ended;
  if (first === undefined) return [];
  const isOne = ended.length === 1;
  const found = `This version ends ${isOne ? 'the open question' : `the ${ended.length} open questions`} about version ${first.version} without an answer`;
  const repeated = ended.slice(0, MOST_REPEATED).map(({ question, askedAs }) => {
    const oneLine = question.replace(/\s+/gu, ' ').replaceAll('"', "'");
    return `"${cut(oneLine, LONGEST_REPEATED)}" (asked by ${askedAs === 'FORCE_APPROVER' ? "the force's approver" : 'the region'})`;
  });
  const more = ended.length > MOST_REPEATED ? [`and ${ended.length - MOST_REPEATED} more`] : [];
  const [it, is] = isOne ? ['it', 'it is'] : ['them', 'they are'];
  const message = `${found}: ${[...repeated, ...more].join('; ')}. If the new figures do not settle ${it}, withdraw this version (withdrawReturn): ${is} then open again and can be answered.`;
  return [problem('QUESTIONS_ENDED', message)];
}

/**
 * REASON_REQUIRED if a required text is blank.
 *
 * @param advice what to write
 */
export function blankProblems(text: string, advice: string): Problem[] {
  return isBlank(text) ? [problem('REASON_REQUIRED', `The text is empty. ${advice}`)] : [];
}
