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

/** The life of a version after a step. Does not check whether the step is allowed: see `refusalOf`. */
export function after(before: Life, { step, person }: StepTaken): Life {
  const life = { ...before, steps: before.steps + 1 };
  // For steps that only the current version can take. Before REINSTATE existed, they could follow OVERTAKE.
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

/**
 * The actions that a person can take on a return, besides saving a draft. SUBMIT sends a version while none is
 * accepted, CORRECT once one is. The steps OVERTAKE and REINSTATE are not actions: they follow from a newer version and
 * from its withdrawal.
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

/** Why an action is not possible now. */
export interface Refusal {
  readonly code: 'NOT_POSSIBLE_NOW' | 'SAME_PERSON';
  readonly message: string;
}

/**
 * The number of steps after which a version can be neither queried nor accepted. It is limited because every read of
 * the return reads all of them. A newer version starts again from 0.
 */
export const MOST_STEPS = 200;

/** The actions that other steps can undo or end, so that they could be repeated without limit. */
const BEGINS: ReadonlySet<Action> = new Set(['QUERY', 'ACCEPT', 'ACCEPT_WITHOUT_SIGN_OFF']);

/** The rule for an action: in which states, by whom not, and what to do instead. */
interface Rule {
  readonly from: readonly ReturnState[];
  /** True: not while the version is accepted, even if a question about it is open. */
  readonly beforeAcceptance?: true;
  /** The people who may not take the action. */
  readonly notBy: readonly ('submittedBy' | 'signedOffBy')[];
  /** What can be done instead. */
  readonly instead: string;
}

/** The rule for each action. */
const RULES: Readonly<Record<Exclude<Action, 'SUBMIT' | 'CORRECT'>, Rule>> = {
  SIGN_OFF: {
    from: ['SUBMITTED'],
    notBy: ['submittedBy'],
    instead: 'Only a version with the status SUBMITTED can be signed off.',
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
      "Only a version with the status SIGNED_OFF can be accepted. To accept a version with the status SUBMITTED, give the reason in the argument 'withoutSignOff'.",
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
    instead: 'An acceptance can be undone only while no question is open.',
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

/** The state of a version in words: "was submitted and is not signed off". */
export function describeState(life: Life): string {
  const state = stateOf(life);
  return state === 'QUERIED' && life.isAccepted ? `${HAS[state]} and is accepted` : HAS[state];
}

/** The version that an action is for; null: there is none, or the action creates a new one. */
export function targetOf(action: Action, { current, accepted }: CurrentVersions): Life | null {
  if (action === 'SUBMIT' || action === 'CORRECT') return null;
  return action === 'UNDO_ACCEPTANCE' ? accepted : current;
}

/**
 * Why a person may not take an action on a return now; null if they may. Does not check their role. The order of steps
 * is decided here and in `answerRefusalOf` only.
 *
 * @param person the id of the person
 */
export function refusalOf(action: Action, of: CurrentVersions, person: string): Refusal | null {
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
  const life = targetOf(action, of);
  if (life === null) {
    return impossible(`No version is ${action === 'UNDO_ACCEPTANCE' ? 'accepted' : 'current'}.`);
  }
  return versionRefusalOf(action, life, person);
}

/** The same for an action on one version, whether or not it is the version that the action is for. */
export function versionRefusalOf(action: keyof typeof RULES, life: Life, person: string): Refusal | null {
  const rule = RULES[action];
  if (!rule.from.includes(stateOf(life)) || (rule.beforeAcceptance === true && life.isAccepted)) {
    return impossible(`Version ${life.version} ${describeState(life)}. ${rule.instead}`);
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
 * Why a person may answer none of the open questions; null if they may answer one of them.
 *
 * @param askers the ids of the people who asked the questions
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
