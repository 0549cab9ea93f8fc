import { isBlank } from '../../../common/blank.js';
import { problem, type Problem, type ProblemCode } from '../../../common/problem.js';
import { nameOf } from './wording.js';

/** The reason why a figure is correct despite a warning. */
export interface Acknowledgement {
  readonly code: ProblemCode;
  /** If this and `part` are null: covers every warning of the code that has no acknowledgement of its own. */
  readonly measure: string | null;
  readonly part: string | null;
  readonly reason: string;
}

/** Warnings with the same key are acknowledged together. */
const keyOf = (code: ProblemCode, measure: string | null, part: string | null): string =>
  JSON.stringify([code, measure, part]);

/** The warnings by key, and the keys of those that each acknowledgement covers, in the order of the warnings. */
interface Coverage {
  readonly warnings: ReadonlyMap<string, Problem>;
  readonly covered: readonly (readonly [Acknowledgement, readonly string[]])[];
}

function coverageOf(found: readonly Problem[], given: readonly Acknowledgement[]): Coverage {
  const warnings = new Map(
    found
      .filter(({ severity }) => severity === 'WARNING')
      .map((warning) => [keyOf(warning.code, warning.measure, warning.breakdown), warning]),
  );
  const named = new Set(given.map(({ code, measure, part }) => (measure === null ? '' : keyOf(code, measure, part))));
  const unnamed = [...warnings].filter(([key]) => !named.has(key));
  const covered = given.map((one) => {
    const { code, measure, part } = one;
    const own = keyOf(code, measure, part);
    const keys =
      measure === null && part === null
        ? unnamed.flatMap(([key, warning]) => (warning.code === code ? [key] : []))
        : [own].filter((key) => warnings.has(key));
    return [one, keys] as const;
  });
  return { warnings, covered };
}

/**
 * The problems with the reasons given at sign-off; empty if each warning has a reason. An acknowledgement without a
 * measure covers every warning of its code that has no acknowledgement of its own.
 *
 * @param found the problems found when the version was submitted; NOT_EVALUATED needs no reason
 */
export function acknowledgementProblems(found: readonly Problem[], given: readonly Acknowledgement[]): Problem[] {
  const { warnings, covered } = coverageOf(found, given);
  const codes = new Set([...warnings.values()].map(({ code }) => code));
  const reasons = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [acknowledgement, keys] of covered) {
    if (keys.some((key) => reasons.has(key))) {
      problems.push(notExpected(acknowledgement, 'is given more than once'));
    } else if (keys.length === 0) {
      const isNamed = acknowledgement.measure === null && codes.has(acknowledgement.code);
      problems.push(notExpected(acknowledgement, absenceOf(acknowledgement, isNamed)));
    }
    for (const key of keys) reasons.set(key, acknowledgement.reason);
  }
  const missing = [...warnings].filter(([key]) => isBlank(reasons.get(key) ?? ''));
  return [...missing.map(([, warning]) => reasonMissing(warning)), ...problems];
}

/**
 * The reason for each warning, as stored with the version. A reason that covers several warnings is repeated.
 *
 * @param given reasons in which `acknowledgementProblems` found no problem
 */
export function acknowledgedWarnings(found: readonly Problem[], given: readonly Acknowledgement[]): Acknowledgement[] {
  const { warnings, covered } = coverageOf(found, given);
  return covered.flatMap(([acknowledgement, keys]) =>
    keys.flatMap((key) => {
      const warning = warnings.get(key);
      return warning === undefined ? [] : [{ ...acknowledgement, measure: warning.measure, part: warning.breakdown }];
    }),
  );
}

function reasonMissing({ code, measure, breakdown, message }: Problem): Problem {
  const scope =
    measure === null
      ? ''
      : ` A reason that names the measure (and the part, if any) covers this warning alone; one that names neither covers every warning ${code} that has no reason of its own.`;
  const text = `The warning ${code}${about(measure, breakdown)} needs a reason why the return is correct as it is.${scope} If the return is not correct, have it corrected. The warning: ${message}`;
  return problem('REASON_REQUIRED', text, subjectOf(measure, breakdown));
}

/** @param isCovered whether every warning of the code has an acknowledgement of its own */
function absenceOf({ measure, part }: Acknowledgement, isCovered: boolean): string {
  if (measure === null && part !== null) return 'names a part but no measure';
  return isCovered ? 'covers no warning: each already has a reason of its own' : 'covers no warning of this version';
}

function notExpected({ code, measure, part }: Acknowledgement, why: string): Problem {
  const message = `The reason for ${code}${about(measure, part)} ${why}. Give one reason for each warning of the version, or one without a measure for all warnings with the same code.`;
  return problem('ACKNOWLEDGEMENT_NOT_EXPECTED', message, subjectOf(measure, part));
}

function about(measure: string | null, part: string | null): string {
  return measure === null ? '' : ` for ${nameOf(measure, part)}`;
}

function subjectOf(
  measure: string | null,
  breakdown: string | null,
): { measure: string; breakdown: string | null } | undefined {
  return measure === null ? undefined : { measure, breakdown };
}
