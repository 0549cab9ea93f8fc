import type { ProblemTable } from './problem-table.js';

/** Problems with appointing a deputy, or ending an appointment. */
export const DEPUTY_PROBLEMS = {
  PERSON_NOT_KNOWN: { severity: 'BLOCK', when: 'There is no active person with this id.' },
  PERSON_NOT_SUITABLE: {
    severity: 'BLOCK',
    when: "The person's role cannot be given this task. The message says which roles can.",
  },
  OWN_APPOINTMENT: { severity: 'BLOCK', when: 'You cannot appoint yourself.' },
  ROLE_HELD: { severity: 'BLOCK', when: 'The person already has this role themselves.' },
  FORCE_NOT_FITTING: {
    severity: 'BLOCK',
    when: "A force's role was given without a force, or the coordinator's role was given with a force.",
  },
  DAYS_REVERSED: { severity: 'BLOCK', when: 'The last day is before the first.' },
  DAYS_TOO_MANY: { severity: 'BLOCK', when: 'The appointment is longer than 31 days.' },
  DAYS_PAST: { severity: 'BLOCK', when: 'The first day is in the past.' },
  DEPUTY_OVERLAP: {
    severity: 'BLOCK',
    when: 'The person is already a deputy for this role on at least one day of the new appointment.',
  },
  DEPUTY_OVER: { severity: 'BLOCK', when: 'The appointment has already ended.' },
} as const satisfies ProblemTable;
