import type { ProblemTable } from './problem-table.js';

/** Problems with the definition of a measure. */
export const DEFINITION_PROBLEMS = {
  CODE_NOT_ALLOWED: {
    severity: 'BLOCK',
    when: 'A code must be lower-case words of letters and digits joined by hyphens, 60 characters at most.',
  },
  TEXT_MISSING: {
    severity: 'BLOCK',
    when: 'A measure needs a name and a definition, and its other names must not be blank.',
  },
  NAME_TAKEN: { severity: 'BLOCK', when: 'The name, or one of the other names, already belongs to another measure.' },
  UNIT_FIXED: {
    severity: 'BLOCK',
    when: 'The unit and the breakdown of a measure cannot be changed. Define another measure instead.',
  },
  BREAKDOWN_NOT_KNOWN: { severity: 'BLOCK', when: 'The breakdown is not in the dictionary.' },
  RULE_MISSING: {
    severity: 'BLOCK',
    when: 'A measure with a breakdown needs a breakdown rule, and a measure without a breakdown cannot have one.',
  },
  EXHAUSTIVE_NEEDS_SUBSET: {
    severity: 'BLOCK',
    when: 'Only a SUBSET can be marked as exhaustive: a PARTITION always is, and an OVERLAP never.',
  },
  HEADLINE_NEEDS_BREAKDOWN: { severity: 'BLOCK', when: 'A measure with the headline PARTS needs a breakdown.' },
  VALID_FROM_TOO_EARLY: {
    severity: 'BLOCK',
    when: "A phase that begins on or after 'validFrom' already has returns, so its definitions cannot change.",
  },
  VALID_FROM_NOT_ALLOWED: {
    severity: 'BLOCK',
    when: "The first version of a measure applies to every phase, so 'validFrom' must be left out.",
  },
  VALID_FROM_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: "'validFrom' must be a day in the years 2000 to 2100.",
  },
  VALID_FROM_MISSING: {
    severity: 'BLOCK',
    when: "A new version of an existing measure needs 'validFrom'. It must be after the day from which the previous version applies.",
  },
} as const satisfies ProblemTable;
