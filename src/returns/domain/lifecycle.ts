import type { ReturnState } from './state.js';

/**
 * What happens to a version of a return. Each is kept as a row of its own, in the order in which it happened:
 *
 * - SUBMIT makes the version.
 * - SIGN_OFF: the force stands by it.
 * - QUERY asks something of it; ANSWER answers one question, TAKE_BACK lets go of one that was asked.
 * - ACCEPT: the region counts it. UNDO_ACCEPTANCE: no more.
 * - OVERTAKE: a newer version came while something was asked, so the questions are no longer open.
 * - REINSTATE: the newer versions were withdrawn, so the questions that OVERTAKE ended are open again.
 * - WITHDRAW: it was sent for the wrong phase and counts nowhere.
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
  /** Who took it; null: the service itself, when it was brought up to a release that has these steps. */
  readonly person: string | null;
}

/** All of a version's past that decides what may follow. */
export interface Life {
  readonly version: number;
  readonly submittedBy: string | null;
  /** Null: the force has not signed it off. */
  readonly signedOffBy: string | null;
  /** True while the region counts it, also while something is asked of it. */
  readonly isAccepted: boolean;
  /** True from the first acceptance on: who reads the region's accepted figures has seen it. */
  readonly wasAccepted: boolean;
  /** True while it counts although the force has not signed it off. */
  readonly withoutSignOff: boolean;
  readonly isWithdrawn: boolean;
  readonly openQuestions: number;
  /** How many questions were open when a newer version came: they open again if this version becomes current again. */
  readonly overtakenQuestions: number;
  /** How many steps were taken. */
  readonly steps: number;
}

/** Where a version stands. A question stands before all else, and once it is gone the state before it shows again. */
export function stateOf(life: Pick<Life, 'isWithdrawn' | 'openQuestions' | 'isAccepted' | 'signedOffBy'>): ReturnState {
  if (life.isWithdrawn) return 'WITHDRAWN';
  if (life.openQuestions > 0) return 'QUERIED';
  if (life.isAccepted) return 'ACCEPTED';
  return life.signedOffBy === null ? 'SUBMITTED' : 'SIGNED_OFF';
}

/** A version's life after a step. Whether the step may be taken is for `refusalOf` and is not looked at here. */
export function after(before: Life, { step, person }: StepTaken): Life {
  const life = { ...before, steps: before.steps + 1 };
  // For steps that only the current version can take. Before there was REINSTATE, one could be taken after OVERTAKE.
  const current = { ...life, overtakenQuestions: 0 };
  switch (step) {
    case 'SUBMIT':
      return { ...current, submittedBy: person };
    case 'SIGN_OFF':
      return { ...current, signedOffBy: person };
    case 'QUERY':
      return { ...current, openQuestions: life.openQuestions + 1 };
    case 'ANSWER':
    case 'TAKE_BACK':
      return { ...current, openQuestions: life.openQuestions - 1 };
    case 'ACCEPT':
      return { ...current, isAccepted: true, wasAccepted: true, withoutSignOff: life.signedOffBy === null };
    case 'UNDO_ACCEPTANCE':
      return { ...life, isAccepted: false, withoutSignOff: false };
    case 'OVERTAKE':
      return { ...life, openQuestions: 0, overtakenQuestions: life.openQuestions };
    case 'REINSTATE':
      return { ...life, openQuestions: life.overtakenQuestions, overtakenQuestions: 0 };
    case 'WITHDRAW':
      return { ...life, isWithdrawn: true, openQuestions: 0, overtakenQuestions: 0 };
  }
}

/** The life of a version from the steps that were taken, in their order. */
export function lifeOf(version: number, steps: readonly StepTaken[]): Life {
  const unborn: Life = {
    ...{ version, submittedBy: null, signedOffBy: null, openQuestions: 0, overtakenQuestions: 0, steps: 0 },
    ...{ isAccepted: false, wasAccepted: false, withoutSignOff: false, isWithdrawn: false },
  };
  return steps.reduce(after, unborn);
}

/** What stands of a return. */
export interface Standing {
  /** How many versions there are. */
  readonly versions: number;
  /** The newest version that was not withdrawn; null: none stands. */
  readonly standing: Life | null;
  /** The version that the region counts: the newest that is accepted; null: none. */
  readonly accepted: Life | null;
}

/** What stands, from the lives of all versions in any order. */
export function standingOf(lives: readonly Life[]): Standing {
  const ordered = lives.toSorted((one, other) => one.version - other.version);
  return {
    versions: ordered.at(-1)?.version ?? 0,
    standing: ordered.findLast(({ isWithdrawn }) => !isWithdrawn) ?? null,
    accepted: ordered.findLast(({ isAccepted }) => isAccepted) ?? null,
  };
}

/**
 * What a person can do with a return, beside keeping a draft: SUBMIT sends a version while none is accepted, CORRECT once
 * one is. Of the steps, nobody takes OVERTAKE or REINSTATE: they come with a newer version, and with its withdrawal.
 */
export const ACTIONS = [
  'SUBMIT',
  'CORRECT',
  'SIGN_OFF',
  'QUERY',
  'ANSWER',
  'TAKE_BACK',
  'ACCEPT',
  'ACCEPT_WITHOUT_SIGN_OFF',
  'UNDO_ACCEPTANCE',
  'WITHDRAW',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Why an action may not follow now. */
export interface Refusal {
  readonly code: 'NOT_POSSIBLE_NOW' | 'SAME_PERSON';
  readonly message: string;
}

/**
 * After so many steps nothing more is asked of a version, and it is not accepted once more: its life is read whole with
 * every reading of its return. A newer version begins again.
 */
export const MOST_STEPS = 200;

/** What begins something that other steps end, and could go on for ever. */
const BEGINS: ReadonlySet<Action> = new Set(['QUERY', 'ACCEPT', 'ACCEPT_WITHOUT_SIGN_OFF']);

/** What of a version may be done in which state, what it may not have done before who does it, and how to go on. */
interface Rule {
  readonly from: readonly ReturnState[];
  /** True: not once the region counts the version, even while something is asked of it. */
  readonly beforeAcceptance?: true;
  /** Who takes the action may be none of these. */
  readonly notBy: readonly ('submittedBy' | 'signedOffBy')[];
  /** What can be done instead. */
  readonly instead: string;
}

/** The table of what may follow what; design.md section 4. */
const RULES: Readonly<Record<Exclude<Action, 'SUBMIT' | 'CORRECT'>, Rule>> = {
  SIGN_OFF: {
    from: ['SUBMITTED'],
    notBy: ['submittedBy'],
    instead: 'Only a submitted version without open questions can be signed off.',
  },
  QUERY: {
    from: ['SUBMITTED', 'QUERIED', 'SIGNED_OFF', 'ACCEPTED'],
    notBy: [],
    instead: 'Ask about the current version.',
  },
  ANSWER: { from: ['QUERIED'], notBy: [], instead: 'There is no open question to answer.' },
  TAKE_BACK: { from: ['QUERIED'], notBy: [], instead: 'There is no open question to take back.' },
  ACCEPT: {
    from: ['SIGNED_OFF'],
    notBy: ['submittedBy', 'signedOffBy'],
    instead:
      "Only a version that the force has signed off, without open questions, can be accepted. To accept a submitted version without sign-off, give the reason in the argument 'withoutSignOff'.",
  },
  ACCEPT_WITHOUT_SIGN_OFF: {
    from: ['SUBMITTED'],
    notBy: ['submittedBy'],
    instead:
      "If the force has signed the version off, leave 'withoutSignOff' out. If the version has an open question, wait for the answer first.",
  },
  UNDO_ACCEPTANCE: {
    from: ['ACCEPTED'],
    notBy: [],
    instead: 'Only the acceptance of an accepted version without open questions can be undone.',
  },
  WITHDRAW: {
    from: ['SUBMITTED', 'QUERIED', 'SIGNED_OFF'],
    beforeAcceptance: true,
    notBy: [],
    instead: 'An accepted version can be withdrawn only after the regional coordinator has undone its acceptance.',
  },
};

const HAS: Readonly<Record<ReturnState, string>> = {
  SUBMITTED: 'was submitted and is not signed off',
  QUERIED: 'has an open question',
  SIGNED_OFF: 'was signed off and is not accepted',
  ACCEPTED: 'is accepted',
  WITHDRAWN: 'was withdrawn',
};

const SAME: Readonly<Record<'submittedBy' | 'signedOffBy', string>> = {
  submittedBy: 'You submitted',
  signedOffBy: 'You signed off',
};

/** Where a version stands, in words: "was submitted and is not signed off". */
export function sayStanding(life: Life): string {
  const state = stateOf(life);
  return state === 'QUERIED' && life.isAccepted ? `${HAS[state]} and is accepted` : HAS[state];
}

/** The version that an action is about; null: there is none, or there will be a new one. */
export function meantBy(action: Action, { standing, accepted }: Standing): Life | null {
  if (action === 'SUBMIT' || action === 'CORRECT') return null;
  return action === 'UNDO_ACCEPTANCE' ? accepted : standing;
}

/**
 * Why a person may not take an action now; null: they may, if their role may at all. With `answerRefusalOf` the only place
 * that says what may follow what.
 *
 * @param person who wants to; a person's id
 */
export function refusalOf(action: Action, of: Standing, person: string): Refusal | null {
  if (action === 'SUBMIT') {
    return of.accepted === null
      ? null
      : impossible(`Version ${of.accepted.version} is accepted. Send a correction, with a reason.`);
  }
  if (action === 'CORRECT') {
    return of.accepted === null
      ? impossible('No version is accepted, so there is nothing to correct. Submit a version.')
      : null;
  }
  const life = meantBy(action, of);
  if (life === null) {
    return impossible(`No version is ${action === 'UNDO_ACCEPTANCE' ? 'accepted' : 'current'}.`);
  }
  return versionRefusalOf(action, life, person);
}

/** Why a person may not take an action with a version, were it the one that the action is about; null: they may. */
export function versionRefusalOf(action: keyof typeof RULES, life: Life, person: string): Refusal | null {
  const rule = RULES[action];
  if (!rule.from.includes(stateOf(life)) || (rule.beforeAcceptance === true && life.isAccepted)) {
    return impossible(`Version ${life.version} ${sayStanding(life)}. ${rule.instead}`);
  }
  if (life.steps >= MOST_STEPS && BEGINS.has(action)) {
    return impossible(
      `Version ${life.version} has had ${life.steps} steps. After ${MOST_STEPS}, a version can be neither queried nor accepted. Submit a newer version.`,
    );
  }
  const same = rule.notBy.find((role) => life[role] === person);
  return same === undefined ? null : samePerson(`${SAME[same]} version ${life.version}`);
}

/**
 * Why a person may answer none of some questions, where an answer is possible at all; null: they may one of them.
 *
 * @param askers who asked each; a person's id
 */
export function answerRefusalOf(askers: readonly string[], person: string): Refusal | null {
  return askers.every((asker) => asker === person) ? samePerson('You asked the question') : null;
}

function samePerson(did: string): Refusal {
  const message = `${did}, so somebody else must take this step. If everybody else is away, appoint a deputy (appointDeputy).`;
  return { code: 'SAME_PERSON', message };
}

function impossible(message: string): Refusal {
  return { code: 'NOT_POSSIBLE_NOW', message };
}
