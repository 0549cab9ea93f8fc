import { stateOf, type CurrentVersions, type Life } from './life.js';
import { askerRoleOf, type AskerRole } from './question.js';
import type { ReturnState } from './state.js';

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

/** Somebody who takes an action, in one of their capacities. */
export interface Taker {
  /** The id of the person. */
  readonly id: string;
  /** The code of the force for which they act; null: for the region. */
  readonly force: string | null;
}

/** An open question, and for whom it was asked. */
export interface OpenQuestion {
  /** The id of the person who asked it. */
  readonly askedBy: string;
  readonly askedAs: AskerRole;
}

/** The rule for an action: in which states, by whom not, and what to do instead. */
interface Rule {
  readonly from: readonly ReturnState[];
  /** True: not while the version is accepted, even if a question about it is open. */
  readonly beforeAcceptance?: true;
  /** True: other steps can undo or end it, so that it could be repeated without limit. */
  readonly isRepeatable?: true;
  /** The people who may not take the action. */
  readonly notBy: readonly ('submittedBy' | 'signedOffBy')[];
  /** What can be done instead. */
  readonly instead: string;
  /** The same for the region, if it differs. */
  readonly insteadForRegion?: string;
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
    isRepeatable: true,
    notBy: [],
    instead: 'Ask about the current version.',
  },
  ANSWER: { from: ['QUERIED'], notBy: [], instead: 'There is no open question to answer.' },
  TAKE_BACK: { from: ['QUERIED'], notBy: [], instead: 'There is no open question to take back.' },
  ACCEPT: {
    from: ['SIGNED_OFF'],
    isRepeatable: true,
    notBy: ['submittedBy', 'signedOffBy'],
    instead:
      "Only a version with the status SIGNED_OFF can be accepted. To accept a version with the status SUBMITTED, give the reason in the argument 'withoutSignOff'.",
  },
  ACCEPT_WITHOUT_SIGN_OFF: {
    from: ['SUBMITTED'],
    isRepeatable: true,
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
    insteadForRegion:
      'An accepted version can be withdrawn only after its acceptance has been undone. Undo it first (undoAcceptance, with a reason).',
  },
};

/**
 * The rule for a question that a force's own approver asks. It is part of the force's sign-off, so it comes before the
 * region accepts the version, and from somebody other than its sender.
 */
const QUERY_BY_FORCE: Rule = {
  from: ['SUBMITTED', 'QUERIED', 'SIGNED_OFF'],
  beforeAcceptance: true,
  isRepeatable: true,
  notBy: ['submittedBy'],
  instead:
    'A force asks about its version before it is accepted. If a figure is wrong, have an analyst submit a correction.',
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
 * @param taker in the capacity in which they would take it
 */
export function refusalOf(action: Action, of: CurrentVersions, taker: Taker): Refusal | null {
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
    return action === 'UNDO_ACCEPTANCE'
      ? impossible('No version is accepted, so there is nothing to undo.')
      : impossible('No version is current. One has to be submitted first (submitReturn).');
  }
  return versionRefusalOf(action, life, taker);
}

/** The same for an action on one version, whether or not it is the version that the action is for. */
export function versionRefusalOf(action: keyof typeof RULES, life: Life, { id, force }: Taker): Refusal | null {
  const rule = action === 'QUERY' && force !== null ? QUERY_BY_FORCE : RULES[action];
  if (!rule.from.includes(stateOf(life)) || (rule.beforeAcceptance === true && life.isAccepted)) {
    const instead = force === null ? (rule.insteadForRegion ?? rule.instead) : rule.instead;
    return impossible(`Version ${life.version} ${describeState(life)}. ${instead}`);
  }
  if (life.steps >= MOST_STEPS && rule.isRepeatable === true) {
    return impossible(
      `Version ${life.version} has had ${life.steps} steps. After ${MOST_STEPS}, a version can be neither queried nor accepted. A newer version has to be submitted (submitReturn).`,
    );
  }
  const same = rule.notBy.find((role) => life[role] === id);
  return same === undefined ? null : samePerson(`${SAME[same]} version ${life.version}`);
}

/**
 * Why a person may answer none of the open questions; null if they may answer one of them.
 *
 * @param person the id of the person
 */
export function answerRefusalOf(open: readonly Pick<OpenQuestion, 'askedBy'>[], person: string): Refusal | null {
  return open.every(({ askedBy }) => askedBy === person) ? samePerson('You asked the question') : null;
}

/** Why none of the open questions can be taken back for the region, or for the force; null if one of them can. */
export function takeBackRefusalOf(
  open: readonly Pick<OpenQuestion, 'askedAs'>[],
  taker: Pick<Taker, 'force'>,
): Refusal | null {
  if (open.some(({ askedAs }) => askedAs === askerRoleOf(taker))) return null;
  return impossible(
    taker.force === null
      ? "The force's own approver asked this question, so only an approver of the force can take it back. An answer (answerQuery) or a newer version ends it too."
      : 'The region asked this question, so only the regional coordinator can take it back. An answer (answerQuery) or a newer version ends it too.',
  );
}

function samePerson(did: string): Refusal {
  const message = `${did}, so somebody else must take this step. If everybody else is away, an approver or the regional coordinator can appoint a deputy (appointDeputy).`;
  return { code: 'SAME_PERSON', message };
}

function impossible(message: string): Refusal {
  return { code: 'NOT_POSSIBLE_NOW', message };
}
