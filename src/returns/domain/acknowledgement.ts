import { problem, type Problem, type ProblemCode } from '../../common/problem.js';
import { nameOf } from './say.js';

/** Why a figure that a warning is about is right all the same. */
export interface Acknowledgement {
  readonly code: ProblemCode;
  /** Null, with `part`: the warning is about the return as a whole. */
  readonly measure: string | null;
  readonly part: string | null;
  readonly reason: string;
}

/** Warnings with the same key are acknowledged together. */
const keyOf = (code: ProblemCode, measure: string | null, part: string | null): string =>
  JSON.stringify([code, measure, part]);

/**
 * What is wrong with the reasons that somebody gives when signing off; nothing: each warning has one.
 *
 * @param found what was found when the version was submitted; what was NOT_EVALUATED asks for no reason
 */
export function acknowledgementProblems(found: readonly Problem[], given: readonly Acknowledgement[]): Problem[] {
  const warnings = found.filter(({ severity }) => severity === 'WARNING');
  const expected = new Map(
    warnings.map((warning) => [keyOf(warning.code, warning.measure, warning.breakdown), warning]),
  );
  const reasons = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { code, measure, part, reason } of given) {
    const key = keyOf(code, measure, part);
    if (!expected.has(key) || reasons.has(key)) {
      problems.push(notExpected({ code, measure, part }, reasons.has(key)));
    }
    reasons.set(key, reason.trim());
  }
  const missing = [...expected].filter(([key]) => (reasons.get(key) ?? '') === '');
  return [...missing.map(([, warning]) => reasonMissing(warning)), ...problems];
}

function reasonMissing({ code, measure, breakdown, message }: Problem): Problem {
  const said = `Why is this right all the same? ${message} Give a reason for ${code}${about(measure, breakdown)}, or have the return corrected.`;
  return problem('REASON_REQUIRED', said, subjectOf(measure, breakdown));
}

function notExpected({ code, measure, part }: Omit<Acknowledgement, 'reason'>, isSecond: boolean): Problem {
  const found = isSecond ? 'was acknowledged more than once' : 'was not found in this version';
  const message = `${code}${about(measure, part)} ${found}; give one reason for each warning that the version has.`;
  return problem('ACKNOWLEDGEMENT_NOT_EXPECTED', message, subjectOf(measure, part));
}

function about(measure: string | null, part: string | null): string {
  return measure === null ? '' : ` of ${nameOf(measure, part)}`;
}

function subjectOf(
  measure: string | null,
  breakdown: string | null,
): { measure: string; breakdown: string | null } | undefined {
  return measure === null ? undefined : { measure, breakdown };
}
