/** How much a problem weighs: BLOCK keeps what was sent out, WARNING never does, NOT_EVALUATED says that a check had too little to go on. */
export const SEVERITIES = ['BLOCK', 'WARNING', 'NOT_EVALUATED'] as const;
export type Severity = (typeof SEVERITIES)[number];

type ProblemTable = Record<string, { readonly severity: Severity; readonly when: string }>;

/**
 * What can be wrong with a return.
 *
 * @internal exported for the test that provokes each of them
 */
export const RETURN_PROBLEMS = {
  UNKNOWN_MEASURE: { severity: 'BLOCK', when: 'The measure is not in the dictionary.' },
  UNKNOWN_BREAKDOWN: { severity: 'BLOCK', when: 'The part is not in the dictionary, or belongs to another measure.' },
  VALUE_MISSING: { severity: 'BLOCK', when: 'A figure has no value and is not UNQUANTIFIED.' },
  VALUE_NOT_ALLOWED: { severity: 'BLOCK', when: 'A figure is UNQUANTIFIED and has a value.' },
  NEGATIVE_VALUE: { severity: 'BLOCK', when: 'A value is below 0.' },
  FRACTIONAL_COUNT: { severity: 'BLOCK', when: 'A part of a whole thing was counted.' },
  TOO_MANY_DECIMALS: {
    severity: 'BLOCK',
    when: 'More decimals than the unit has, after conversion: three, pounds two.',
  },
  VALUE_TOO_LARGE: { severity: 'BLOCK', when: 'More than 12 digits before the point, after conversion.' },
  SOFT_ZERO: { severity: 'BLOCK', when: 'A 0 with a qualifier other than EXACT or AT_MOST.' },
  UNIT_MISMATCH: { severity: 'BLOCK', when: "A unit that does not convert to the measure's own." },
  DUPLICATE_FIGURE: {
    severity: 'BLOCK',
    when: 'The same measure and part twice, or a measure in two of figures, nil and notApplicable.',
  },
  BREAKDOWN_EXCEEDS_TOTAL: {
    severity: 'BLOCK',
    when: 'Parts are above their total, so that no true values fit (SUBSET, OVERLAP).',
  },
  BREAKDOWN_DOES_NOT_ADD_UP: {
    severity: 'BLOCK',
    when: 'Parts that make the whole do not meet its total, so that no true values fit.',
  },
  NOTHING_REPORTED: { severity: 'BLOCK', when: 'A return with no figure, nil or notApplicable.' },
  WINDOW_REVERSED: { severity: 'BLOCK', when: "The force's own window ends before it begins." },
  PHASE_NOT_OPEN: { severity: 'BLOCK', when: 'The phase does not take returns now.' },
  FORCE_NOT_PARTICIPATING: { severity: 'BLOCK', when: 'The force does not take part in the phase.' },
  VERSION_CONFLICT: { severity: 'BLOCK', when: 'Another version stands than the one that was expected.' },
  IDEMPOTENCY_KEY_REUSED: { severity: 'BLOCK', when: 'The idempotency key came before with other input.' },
  REASON_REQUIRED: {
    severity: 'BLOCK',
    when: 'A correction, a withdrawal, an acceptance without sign-off or taken back, or a warning at sign-off, without a reason.',
  },
  ACKNOWLEDGEMENT_NOT_EXPECTED: {
    severity: 'BLOCK',
    when: 'A reason for a warning that the version does not have, or a second one.',
  },
  NOT_POSSIBLE_NOW: { severity: 'BLOCK', when: 'A step that may not follow on what stands.' },
  SAME_PERSON: { severity: 'BLOCK', when: 'Somebody who took an earlier step may not take this one.' },
  RECEIVED_AT_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'The day on which the region is said to have had a return is still to come, or before 2000.',
  },
  NOT_ON_BEHALF: { severity: 'BLOCK', when: "'onBehalf' with a return that its own force sends." },
  FIGURE_DROPPED: { severity: 'WARNING', when: 'A figure of the version before is left out of this one.' },
  PHASE_NOT_BEGUN: { severity: 'WARNING', when: "The phase's first day is still to come, in London." },
  WINDOW_OUTSIDE_PHASE: { severity: 'WARNING', when: "A day of the force's own window lies outside the phase." },
  PART_OUTSIDE_WHOLE: { severity: 'WARNING', when: 'A measure is above the one that it is part of.' },
  NONE_BUT_IMPLIED: {
    severity: 'WARNING',
    when: 'A measure is none, but another one that was given implies some of it.',
  },
  AS_AT_UNLIKELY: {
    severity: 'WARNING',
    when: "The day as at which the figures stand is still to come, or before the phase's first day.",
  },
  UNUSUAL_VALUE: {
    severity: 'WARNING',
    when: "A figure, 0 and nil included, is far from the force's own earlier phases, or from what the region has accepted of four or more other forces in the phase. NOT_EVALUATED: too few earlier phases.",
  },
  SAME_AS_LAST_PHASE: {
    severity: 'WARNING',
    when: "A figure of 10 or more is exactly that of the force's last phase.",
  },
  EARLIER_VERSION_CURRENT: {
    severity: 'WARNING',
    when: 'A version was withdrawn, and the one before it is current again: its figures count.',
  },
  PERSONAL_DATA: {
    severity: 'WARNING',
    when: 'A note, a reason, a question or an answer, or from whom a return was had, holds what looks like personal data.',
  },
} as const satisfies ProblemTable;

/**
 * What a return cannot hold more of.
 *
 * @internal exported for the test that provokes each of them
 */
export const SIZE_PROBLEMS = {
  TOO_MANY_VERSIONS: {
    severity: 'BLOCK',
    when: 'The return has 200 versions. The regional coordinator can still enter one.',
  },
  TOO_MANY_FIGURES: {
    severity: 'BLOCK',
    when: 'A return or a draft names more than 500 figures, nil and notApplicable, and more than there are measures and parts.',
  },
  TOO_MUCH_TEXT: {
    severity: 'BLOCK',
    when: 'The notes, reasons, questions and answers of the return come to more than 2,000,000 bytes in all.',
  },
  DRAFT_TOO_LARGE: { severity: 'BLOCK', when: 'The draft comes to more than 1,000,000 bytes.' },
  TOO_MANY_REVISIONS: { severity: 'BLOCK', when: 'Drafts of the return were saved 10,000 times.' },
} as const satisfies ProblemTable;

/**
 * What can be wrong with a definition of a measure.
 *
 * @internal exported for the test that provokes each of them
 */
export const DEFINITION_PROBLEMS = {
  CODE_NOT_ALLOWED: {
    severity: 'BLOCK',
    when: 'A code is lower-case words of letters and digits joined by hyphens, 60 characters at most.',
  },
  TEXT_MISSING: { severity: 'BLOCK', when: 'A name and a definition are needed, and no alias may be blank.' },
  NAME_TAKEN: { severity: 'BLOCK', when: 'A name or alias already means another measure.' },
  UNIT_FIXED: {
    severity: 'BLOCK',
    when: 'The unit and the breakdown of a measure never change: define another measure.',
  },
  BREAKDOWN_NOT_KNOWN: { severity: 'BLOCK', when: 'The breakdown is not in the dictionary.' },
  RULE_MISSING: { severity: 'BLOCK', when: 'A breakdown needs its rule; a measure without one has none.' },
  EXHAUSTIVE_NEEDS_SUBSET: {
    severity: 'BLOCK',
    when: 'Only a SUBSET can be exhaustive: a PARTITION always is, an OVERLAP never.',
  },
  HEADLINE_NEEDS_BREAKDOWN: { severity: 'BLOCK', when: 'A headline of PARTS needs a breakdown.' },
  VALID_FROM_TOO_EARLY: {
    severity: 'BLOCK',
    when: 'Returns count in a phase that begins on that day or later, and keep the definition that they were counted under.',
  },
  VALID_FROM_NOT_ALLOWED: { severity: 'BLOCK', when: 'The first version of a measure is in force from the beginning.' },
  VALID_FROM_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'A definition is in force from a day of the years 2000 to 2100: none could follow one from a later day.',
  },
  VALID_FROM_MISSING: {
    severity: 'BLOCK',
    when: 'A later version needs the day from which it is in force, later than that of the version before.',
  },
} as const satisfies ProblemTable;

/**
 * What can be wrong with a step of who runs phases: with an operation, a phase, who takes part and who belongs to it.
 *
 * @internal exported for the test that provokes each of them
 */
export const PHASE_PROBLEMS = {
  CODE_TAKEN: { severity: 'BLOCK', when: 'Something else has the code already.' },
  NAME_MISSING: { severity: 'BLOCK', when: 'A name is needed.' },
  DAYS_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'The last day is before the first, they are more than 366 days, or a day or an instant is not of the years 2000 to 2100.',
  },
  ACTIVE_DAYS_NOT_POSSIBLE: { severity: 'BLOCK', when: 'Fewer than 1 day of activity, or more than the phase has.' },
  DEADLINES_OUT_OF_ORDER: {
    severity: 'BLOCK',
    when: 'Returns are due first, then the phase closes, then it is final.',
  },
  UNTIL_PASSED: { severity: 'BLOCK', when: 'An instant that has to be still to come has passed.' },
  STATE_CONFLICT: { severity: 'BLOCK', when: 'It stands otherwise than was expected: somebody was quicker.' },
  REASON_REQUIRED: { severity: 'BLOCK', when: 'A reason is needed.' },
  NOT_POSSIBLE_NOW: { severity: 'BLOCK', when: 'Something else has to be done, or undone, first.' },
  CONFIRMATION_NEEDED: {
    severity: 'BLOCK',
    when: 'What is probably a slip: a phase more than a year ahead, or with the days of another phase of the operation, or one that is to be closed while returns are missing or not accepted. Send it again with confirm: true if it is meant.',
  },
  ONS_CODE_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'An ONS code of a police force area is E and eight digits, and only one force has it.',
  },
} as const satisfies ProblemTable;

/**
 * What can be wrong with the appointment of a deputy, or the end of one.
 *
 * @internal exported for the test that provokes each of them
 */
export const DEPUTY_PROBLEMS = {
  PERSON_NOT_KNOWN: { severity: 'BLOCK', when: 'There is nobody with this id whom you may appoint.' },
  PERSON_NOT_SUITABLE: {
    severity: 'BLOCK',
    when: 'Only analysts, approvers and coordinators stand in for one another.',
  },
  OWN_APPOINTMENT: { severity: 'BLOCK', when: 'Nobody appoints themselves.' },
  ROLE_HELD: { severity: 'BLOCK', when: 'The person has that role already.' },
  FORCE_NOT_FITTING: { severity: 'BLOCK', when: 'A role of a force without its force, or the coordinator with one.' },
  DAYS_REVERSED: { severity: 'BLOCK', when: 'The last day is before the first.' },
  DAYS_TOO_MANY: { severity: 'BLOCK', when: 'A deputy is appointed for more than 31 days.' },
  DAYS_PAST: { severity: 'BLOCK', when: 'The first day has gone by.' },
  DEPUTY_OVERLAP: { severity: 'BLOCK', when: 'The person stands in as the same on one of these days already.' },
  DEPUTY_OVER: { severity: 'BLOCK', when: 'The days have gone by, or it was ended before.' },
} as const satisfies ProblemTable;

/** Every problem code with its severity and when it is given. A code is never renamed or reused. */
export const PROBLEMS = {
  ...RETURN_PROBLEMS,
  ...SIZE_PROBLEMS,
  ...DEFINITION_PROBLEMS,
  ...PHASE_PROBLEMS,
  ...DEPUTY_PROBLEMS,
};

export type ProblemCode = keyof typeof PROBLEMS;

/** Something about what was sent that a user can put right. */
export interface Problem<Code extends ProblemCode = ProblemCode> {
  readonly code: Code;
  readonly severity: Severity;
  /** The measure it is about, as it was sent; null: what was sent as a whole. */
  readonly measure: string | null;
  /** The part it is about, as it was sent; null: the measure as a whole. */
  readonly breakdown: string | null;
  /** What was found, what was expected and how to put it right. */
  readonly message: string;
}

/** What a problem is about: nothing given, what was sent as a whole. */
export interface Subject {
  readonly measure: string;
  readonly breakdown?: string | null;
}

/** A problem; `severity` left out: that of its code. */
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

/** True when a problem keeps what was sent out. */
export function blocks(found: Problem): boolean {
  return found.severity === 'BLOCK';
}

/** False for a check that had too little to go on. */
export function isEvaluated(found: Problem): boolean {
  return found.severity !== 'NOT_EVALUATED';
}
