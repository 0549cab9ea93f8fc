import { DEFINITION_PROBLEMS } from './problems/definition-problems.js';
import { PHASE_PROBLEMS } from './problems/phase-problems.js';
import { DEPUTY_PROBLEMS } from './problems/deputy-problems.js';
import { RELEASE_PROBLEMS } from './problems/release-problems.js';
import { SHARED_PROBLEMS } from './problems/shared-problems.js';
import { oneTable, type ProblemTable, type Severity } from './problems/problem-table.js';

export type { Severity } from './problems/problem-table.js';

/**
 * Problems with a return alone.
 *
 * @internal exported for the test that provokes each of them
 */
export const RETURN_PROBLEMS = {
  UNKNOWN_MEASURE: { severity: 'BLOCK', when: 'The measure is not in the dictionary.' },
  UNKNOWN_BREAKDOWN: { severity: 'BLOCK', when: "The part is not in the measure's breakdown." },
  VALUE_MISSING: { severity: 'BLOCK', when: 'A figure has no value but is not UNQUANTIFIED.' },
  VALUE_NOT_ALLOWED: { severity: 'BLOCK', when: 'A figure is UNQUANTIFIED but has a value.' },
  NEGATIVE_VALUE: { severity: 'BLOCK', when: 'A value is below 0.' },
  FRACTIONAL_COUNT: { severity: 'BLOCK', when: 'A value has decimals although its unit counts whole things.' },
  TOO_MANY_DECIMALS: {
    severity: 'BLOCK',
    when: 'A value has more decimals than its unit allows, after conversion: two for pounds, three for grams.',
  },
  VALUE_TOO_LARGE: {
    severity: 'BLOCK',
    when: 'A value has more than 12 digits before the decimal point, after conversion.',
  },
  SOFT_ZERO: { severity: 'BLOCK', when: 'A value of 0 has a qualifier other than EXACT or AT_MOST.' },
  UNIT_MISMATCH: { severity: 'BLOCK', when: "The unit of a value cannot be converted to the measure's own." },
  DUPLICATE_FIGURE: {
    severity: 'BLOCK',
    when: 'The same measure and part was given twice, or a measure is in more than one of figures, nil and notApplicable.',
  },
  BREAKDOWN_EXCEEDS_TOTAL: {
    severity: 'BLOCK',
    when: 'The parts of a SUBSET together, or a part of an OVERLAP, are larger than the total can be.',
  },
  BREAKDOWN_DOES_NOT_ADD_UP: {
    severity: 'BLOCK',
    when: 'The parts must add up to the total, but these figures cannot.',
  },
  NOTHING_REPORTED: {
    severity: 'BLOCK',
    when: "'figures', 'nil' and 'notApplicable' are all empty, and 'othersNil' adds nothing either, because it is false or the phase asks for no measures.",
  },
  WINDOW_REVERSED: { severity: 'BLOCK', when: "The last day of the force's own dates is before the first." },
  PHASE_NOT_OPEN: { severity: 'BLOCK', when: 'The phase does not accept returns now.' },
  FORCE_NOT_PARTICIPATING: { severity: 'BLOCK', when: 'The force does not take part in the phase.' },
  IDEMPOTENCY_KEY_REUSED: { severity: 'BLOCK', when: 'The idempotency key was used before with different input.' },
  ACKNOWLEDGEMENT_NOT_EXPECTED: {
    severity: 'BLOCK',
    when: 'A reason was given for a warning that the version does not have, or a second reason for the same warning.',
  },
  SAME_PERSON: { severity: 'BLOCK', when: 'This step needs a different person from the one who took an earlier step.' },
  RECEIVED_AT_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'The day on which the region is said to have received the return is in the future, or before 2000.',
  },
  WITHHELD_UNTIL_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'A figure or the return is to be withheld until a time that has passed, or for more than two years.',
  },
  NOT_ON_BEHALF: { severity: 'BLOCK', when: "'onBehalf' was given with a return that its own force submits." },
  FIGURE_DROPPED: { severity: 'WARNING', when: 'A figure of the previous version is not in this one.' },
  NOTHING_CHANGED: {
    severity: 'WARNING',
    when: 'The return is the same as the current version: only its reason, or who sent it, may differ.',
  },
  PHASE_NOT_BEGUN: { severity: 'WARNING', when: "The phase's first day, Europe/London, is in the future." },
  WINDOW_OUTSIDE_PHASE: { severity: 'WARNING', when: "The force's own dates are not all within the phase." },
  PART_OUTSIDE_WHOLE: { severity: 'WARNING', when: 'A measure is larger than another measure that includes it.' },
  NONE_BUT_IMPLIED: {
    severity: 'WARNING',
    when: 'A measure is nil although another reported measure implies that there was some.',
  },
  AS_AT_UNLIKELY: {
    severity: 'WARNING',
    when: "The 'as at' date of the figures is in the future, or before the phase's first day.",
  },
  UNUSUAL_VALUE: {
    severity: 'WARNING',
    when: "A figure, including 0 and nil, is far from the force's own figures in earlier phases, or from the accepted figures of four or more other forces in this phase. NOT_EVALUATED: there are too few earlier phases to compare with.",
  },
  SAME_AS_LAST_PHASE: {
    severity: 'WARNING',
    when: "A figure of 10 or more is exactly the same as in the force's last phase.",
  },
  EARLIER_VERSION_CURRENT: {
    severity: 'WARNING',
    when: 'A version was withdrawn, so the previous one is current again: its figures count.',
  },
  QUESTIONS_ENDED: {
    severity: 'WARNING',
    when: 'A new version ended open questions about the version before, without an answer. Only the answer to the submission has it: it is not stored with the version and needs no reason.',
  },
} as const satisfies ProblemTable;

/**
 * Limits on the size of a return that were exceeded.
 *
 * @internal exported for the test that provokes each of them
 */
export const SIZE_PROBLEMS = {
  TOO_MANY_VERSIONS: {
    severity: 'BLOCK',
    when: 'The return has 200 versions. Only the regional coordinator can submit another one.',
  },
  TOO_MANY_FIGURES: {
    severity: 'BLOCK',
    when: 'A return or a draft has more entries in figures, nil and notApplicable than allowed: 500, or the number of measures and parts if that is larger.',
  },
  TOO_MUCH_TEXT: {
    severity: 'BLOCK',
    when: 'The notes, reasons, questions and answers of the return are larger than 2,000,000 bytes in total.',
  },
  DRAFT_TOO_LARGE: { severity: 'BLOCK', when: 'The draft is larger than 1,000,000 bytes.' },
  TOO_MANY_REVISIONS: {
    severity: 'BLOCK',
    when: 'Drafts of this return have been saved 10,000 times, which is the limit.',
  },
} as const satisfies ProblemTable;

/** Every problem code with its severity and what it means. A code is never renamed or reused. */
export const PROBLEMS = oneTable(
  SHARED_PROBLEMS,
  RETURN_PROBLEMS,
  SIZE_PROBLEMS,
  DEFINITION_PROBLEMS,
  PHASE_PROBLEMS,
  DEPUTY_PROBLEMS,
  RELEASE_PROBLEMS,
);

export type ProblemCode = keyof typeof PROBLEMS;

/** Something in the input that a user can put right, or should check. */
export interface Problem<Code extends ProblemCode = ProblemCode> {
  readonly code: Code;
  readonly severity: Severity;
  /** The code of the measure that it is about, as sent; null if it is about the whole input. */
  readonly measure: string | null;
  /** The code of the part that it is about, as sent; null if it is about the measure as a whole. */
  readonly breakdown: string | null;
  /** What was found, what was expected and how to put it right. */
  readonly message: string;
}

/** The measure, and possibly the part, that a problem is about. */
export interface Subject {
  readonly measure: string;
  readonly breakdown?: string | null;
}

/** Makes a problem. Without a `subject` it is about the whole input; without a `severity` it has that of its code. */
export function problem<Code extends ProblemCode>(
  code: Code,
  message: string,
  subject?: Subject,
  severity: Severity = PROBLEMS[code].severity,
): Problem<Code> {
  return {
    code,
    severity,
    measure: subject?.measure ?? null,
    breakdown: subject?.breakdown ?? null,
    message,
  };
}

/** Whether a problem prevents the change. */
export function blocks(found: Problem): boolean {
  return found.severity === 'BLOCK';
}

/** False for a check that could not be run. */
export function isEvaluated(found: Problem): boolean {
  return found.severity !== 'NOT_EVALUATED';
}
