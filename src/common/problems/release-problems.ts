import type { ProblemTable } from './problem-table.js';

/** Problems with a release. */
export const RELEASE_PROBLEMS = {
  NOTHING_ACCEPTED: { severity: 'BLOCK', when: 'No return of the phase is accepted.' },
  COVERAGE_BELOW_FLOOR: {
    severity: 'BLOCK',
    when: 'Fewer than 3 of 5 expected forces have an accepted return for the phase that they do not withhold.',
  },
  PERIOD_NAME_TAKEN: { severity: 'BLOCK', when: 'Two pre-election periods have the same name.' },
  KIND_REQUIRED: { severity: 'BLOCK', when: "A release after the first needs a 'kind'." },
  EMBARGO_NOT_POSSIBLE: {
    severity: 'BLOCK',
    when: "An embargo needs the phase's totals to be held back, cannot end later than that of an earlier release, and named readers need an embargo.",
  },
  NOT_ALL_ACCEPTED: {
    severity: 'WARNING',
    when: 'An expected force has no accepted return, or a newer version waits to be accepted.',
  },
  OPEN_QUESTION: { severity: 'WARNING', when: 'A question about a return is open. That force gets no headline.' },
  NOT_SIGNED_OFF: { severity: 'WARNING', when: "A return was accepted without the force's sign-off." },
  CHILD_CELL_BELOW_3: {
    severity: 'WARNING',
    when: 'A figure about children is 1 or 2, or differs by 1 or 2 from the release before.',
  },
  AGE_GROUPS_OF_ONE_FORCE: {
    severity: 'INFORMATION',
    when: "Numbers of people by age differ from the release before, and only one force's figures changed. Its numbers by age can be worked out from the two releases.",
  },
  PRE_ELECTION_PERIOD: { severity: 'WARNING', when: 'The release would come out in a pre-election period.' },
} as const satisfies ProblemTable;
