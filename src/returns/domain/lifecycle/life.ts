import type { ReturnState } from './state.js';

/**
 * The steps in the life of a version of a return. Each step is stored as a row, in the order taken:
 *
 * - SUBMIT creates the version.
 * - SIGN_OFF: the force signs it off.
 * - QUERY asks a question about it; ANSWER answers one question, TAKE_BACK takes one back.
 * - ACCEPT: it counts in the region's accepted totals. UNDO_ACCEPTANCE: it no longer does.
 * - OVERTAKE: a newer version was submitted while questions were open, which ends them.
 * - REINSTATE: the newer versions were withdrawn, so the questions that OVERTAKE ended are open again.
 * - WITHDRAW: it was sent for the wrong phase and counts in no total.
 */
export const STEPS = [
  'SUBMIT',
  'SIGN_OFF',
  'QUERY',
  'ANSWER',
  'TAKE_BACK',
  'ACCEPT',
  'UNDO_ACCEPTANCE',
  'OVERTAKE',
  'REINSTATE',
  'WITHDRAW',
] as const;
export type Step = (typeof STEPS)[number];

/** A step as it was taken. */
export interface StepTaken {
  readonly step: Step;
  /** Who took it; null: the service, when it was upgraded to the release that introduced these steps. */
  readonly person: string | null;
}

/** The history of a version, as far as it decides which steps may follow. */
export interface Life {
  readonly version: number;
  readonly submittedBy: string | null;
  /** Null: the force has not signed it off. */
  readonly signedOffBy: string | null;
  /** True while it is accepted, also while a question about it is open. */
  readonly isAccepted: boolean;
  /** True from the first acceptance on: readers of accepted figures may have seen it. */
  readonly wasAccepted: boolean;
  /** True while it is accepted without the force's sign-off. */
  readonly withoutSignOff: boolean;
  readonly isWithdrawn: boolean;
  readonly openQuestions: number;
  /** How many questions a newer version ended: they open again if this version becomes current again. */
  readonly overtakenQuestions: number;
  /** The number of steps taken. */
  readonly steps: number;
}

/** The state of a version. While a question is open it is QUERIED; then the state before applies again. */
export function stateOf(life: Pick<Life, 'isWithdrawn' | 'openQuestions' | 'isAccepted' | 'signedOffBy'>): ReturnState {
  if (life.isWithdrawn) return 'WITHDRAWN';
  if (life.openQuestions > 0) return 'QUERIED';
  if (life.isAccepted) return 'ACCEPTED';
  return life.signedOffBy === null ? 'SUBMITTED' : 'SIGNED_OFF';
}

/** For steps that only the current version can take. Before REINSTATE existed, they could follow OVERTAKE. */
const CURRENT = { overtakenQuestions: 0 };

/** What each step changes. */
const CHANGES: Readonly<Record<Step, (life: Life, person: string | null) => Partial<Life>>> = {
  SUBMIT: (_, person) => ({ ...CURRENT, submittedBy: person }),
  SIGN_OFF: (_, person) => ({ ...CURRENT, signedOffBy: person }),
  QUERY: ({ openQuestions }) => ({ ...CURRENT, openQuestions: openQuestions + 1 }),
  ANSWER: ({ openQuestions }) => ({ ...CURRENT, openQuestions: openQuestions - 1 }),
  TAKE_BACK: ({ openQuestions }) => ({ ...CURRENT, openQuestions: openQuestions - 1 }),
  ACCEPT: ({ signedOffBy }) => ({
    ...CURRENT,
    isAccepted: true,
    wasAccepted: true,
    withoutSignOff: signedOffBy === null,
  }),
  UNDO_ACCEPTANCE: () => ({ isAccepted: false, withoutSignOff: false }),
  OVERTAKE: ({ openQuestions }) => ({ openQuestions: 0, overtakenQuestions: openQuestions }),
  REINSTATE: ({ overtakenQuestions }) => ({ openQuestions: overtakenQuestions, overtakenQuestions: 0 }),
  WITHDRAW: () => ({ isWithdrawn: true, openQuestions: 0, overtakenQuestions: 0 }),
};

/** The life of a version after a step. Does not check whether the step is allowed: see `refusalOf` in lifecycle.ts. */
export function after(life: Life, { step, person }: StepTaken): Life {
  return { ...life, steps: life.steps + 1, ...CHANGES[step](life, person) };
}

/** The life of a version, from its steps in the order taken. */
export function lifeOf(version: number, steps: readonly StepTaken[]): Life {
  const unborn: Life = {
    version,
    submittedBy: null,
    signedOffBy: null,
    openQuestions: 0,
    overtakenQuestions: 0,
    steps: 0,
    isAccepted: false,
    wasAccepted: false,
    withoutSignOff: false,
    isWithdrawn: false,
  };
  return steps.reduce(after, unborn);
}

/** The versions of a return that matter for the next step. */
export interface CurrentVersions {
  /** The number of versions. */
  readonly versions: number;
  /** The current version: the newest that is not withdrawn; null: there is none. */
  readonly current: Life | null;
  /** The version that counts in accepted totals: the newest that is accepted; null: there is none. */
  readonly accepted: Life | null;
}

/** The same, from the lives of all versions in any order. */
export function currentVersionsOf(lives: readonly Life[]): CurrentVersions {
  const ordered = lives.toSorted((one, other) => one.version - other.version);
  return {
    versions: ordered.at(-1)?.version ?? 0,
    current: ordered.findLast(({ isWithdrawn }) => !isWithdrawn) ?? null,
    accepted: ordered.findLast(({ isAccepted }) => isAccepted) ?? null,
  };
}
