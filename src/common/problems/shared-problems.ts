import type { ProblemTable } from './problem-table.js';

/** Problems with changes of several kinds: of returns, phases, operations, releases and deputies. */
export const SHARED_PROBLEMS = {
  REASON_REQUIRED: {
    severity: 'BLOCK',
    when: 'A reason is needed and none was given, or it has no visible character. Returns need one for a correction, a question, an answer, a withdrawal, an acceptance without sign-off, undoing an acceptance, and for a warning at sign-off. So do most changes of an open phase or its participants, changes of a published release, and appointing a deputy.',
  },
  NOT_POSSIBLE_NOW: {
    severity: 'BLOCK',
    when: 'The current state of the return, phase, operation or release does not allow this; the message says why, and what has to be done first.',
  },
  VERSION_CONFLICT: {
    severity: 'BLOCK',
    when: 'The current version is not the one that was expected: it has changed since you read it.',
  },
  PERSONAL_DATA: {
    severity: 'WARNING',
    when: 'A free text, such as a note, a reason or an answer, contains what looks like personal data.',
  },
} as const satisfies ProblemTable;
