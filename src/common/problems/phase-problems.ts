import type { ProblemTable } from './problem-table.js';

/** Problems with a change of an operation, a phase, its participants or the members of an operation. */
export const PHASE_PROBLEMS = {
  CODE_TAKEN: { severity: 'BLOCK', when: 'The code is already in use.' },
  NAME_MISSING: { severity: 'BLOCK', when: 'No name was given.' },
  DAYS_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'The last day is before the first, the phase is longer than 366 days, or a day or a time is not in the years 2000 to 2100.',
  },
  ACTIVE_DAYS_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'The number of days of activity is below 1, or larger than the number of days of the phase.',
  },
  DEADLINES_OUT_OF_ORDER: {
    severity: 'BLOCK',
    when: 'The deadlines are in the wrong order: returns are due first, then the phase closes, then its figures are final.',
  },
  UNTIL_PASSED: { severity: 'BLOCK', when: 'A time was given that has passed; it must be in the future.' },
  STATE_CONFLICT: {
    severity: 'BLOCK',
    when: 'Somebody else has changed it since you read it, or what you want to create already exists with other details.',
  },
  CONFIRMATION_NEEDED: {
    severity: 'BLOCK',
    when: "The change may be a mistake: the phase begins more than a year ahead, it has the same days as another phase of the operation, or it is to be closed while returns are missing or not accepted. If it is right, send it again with 'confirm: true'.",
  },
  TOO_FEW_FORCES: { severity: 'BLOCK', when: 'A merger names one force only; at least two can be merged.' },
  ONS_CODE_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: 'The ONS code is not E and eight digits, or another force already has it.',
  },
} as const satisfies ProblemTable;
