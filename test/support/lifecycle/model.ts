import type { Somebody } from './people.js';

/*
 * The life of one return as described in src/README.md and src/API.md, as simply as possible: written from these alone,
 * without code of the service, which is compared with it.
 */

export type Action =
  | 'SUBMIT'
  | 'CORRECT'
  | 'SIGN_OFF'
  | 'QUERY'
  | 'ANSWER'
  | 'TAKE_BACK'
  | 'ACCEPT'
  | 'ACCEPT_WITHOUT_SIGN_OFF'
  | 'UNDO_ACCEPTANCE'
  | 'WITHDRAW';

/** All actions, in the order of `mayNot`. */
export const ACTIONS: readonly Action[] = [
  ...(['SUBMIT', 'CORRECT', 'SIGN_OFF', 'QUERY', 'ANSWER', 'TAKE_BACK', 'ACCEPT'] as const),
  ...(['ACCEPT_WITHOUT_SIGN_OFF', 'UNDO_ACCEPTANCE', 'WITHDRAW'] as const),
];

/** The roles that may take each action. */
const ALLOWED: Readonly<Record<Action, readonly Somebody['role'][]>> = {
  SUBMIT: ['ANALYST', 'COORDINATOR'],
  CORRECT: ['ANALYST', 'COORDINATOR'],
  SIGN_OFF: ['APPROVER'],
  QUERY: ['APPROVER', 'COORDINATOR'],
  ANSWER: ['ANALYST'],
  TAKE_BACK: ['APPROVER', 'COORDINATOR'],
  ACCEPT: ['COORDINATOR'],
  ACCEPT_WITHOUT_SIGN_OFF: ['COORDINATOR'],
  UNDO_ACCEPTANCE: ['COORDINATOR'],
  WITHDRAW: ['ANALYST', 'COORDINATOR'],
};

export interface ModelQuestion {
  /** The id that the service gave it. */
  readonly id: string;
  readonly question: string;
  readonly askedBy: string;
  /** The role in which it was asked. */
  readonly askedAs: Somebody['role'];
  ending: 'ANSWERED' | 'TAKEN_BACK' | 'OVERTAKEN' | null;
  /** Every time that it ended or was opened again. */
  readonly past: string[];
  answer: string | null;
  endedBy: string | null;
}

export interface Warning {
  readonly severity: string;
  readonly code: string;
  readonly measure: string | null;
  readonly breakdown: string | null;
}

export interface ModelVersion {
  readonly number: number;
  readonly submittedBy: string;
  /** True: the region entered it, with its source if that was given. */
  readonly onBehalf: boolean;
  readonly receivedFrom: string | null;
  /** Its arrests: different from every other version. */
  readonly arrests: number;
  readonly reason: string | null;
  /** The warnings that the service gave. */
  readonly warnings: readonly Warning[];
  readonly questions: ModelQuestion[];
  /** Its history: each step, the person, and the state after it. */
  readonly past: { readonly step: string; readonly person: string; readonly state: string }[];
  signedOffBy: string | null;
  acceptedBy: string | null;
  /** The reason for its acceptance without sign-off; null: it was signed off, or is not accepted. */
  withoutSignOffReason: string | null;
  withdrawn: boolean;
  /** The questions that were open when a newer version came: open again once that is withdrawn. */
  overtaken: ModelQuestion[];
}

/** The sender's input for a version. */
type Sent = Pick<ModelVersion, 'submittedBy' | 'onBehalf' | 'receivedFrom' | 'arrests' | 'reason' | 'warnings'>;

const openOf = ({ questions }: ModelVersion): ModelQuestion[] => questions.filter(({ ending }) => ending === null);

/** The state of a version. */
export function stateIn(version: ModelVersion): string {
  if (version.withdrawn) return 'WITHDRAWN';
  if (openOf(version).length > 0) return 'QUERIED';
  if (version.acceptedBy !== null) return 'ACCEPTED';
  return version.signedOffBy !== null ? 'SIGNED_OFF' : 'SUBMITTED';
}

/** One return: its versions, its draft, and the keys that were sent with it. */
export class ReturnModel {
  readonly versions: ModelVersion[] = [];
  draft: { readonly revision: number; readonly savedBy: string } | null = null;
  /** The latest revision at which a draft was saved, even if it has been discarded. */
  revision = 0;
  /** The input sent with each person's key, and the version that it made. */
  readonly keys = new Map<string, { readonly sent: string; readonly version: number }>();
  /** The number of changes recorded. */
  recorded = 0;

  /** The newest version that was not withdrawn. */
  current(): ModelVersion | null {
    return this.versions.findLast(({ withdrawn }) => !withdrawn) ?? null;
  }

  /** The newest version that the region counts. */
  accepted(): ModelVersion | null {
    return this.versions.findLast(({ acceptedBy }) => acceptedBy !== null) ?? null;
  }

  /** The version that is shown for a return. */
  shown(): ModelVersion | null {
    return this.current() ?? this.versions.at(-1) ?? null;
  }

  /** The version that an action is for; null: there is none. */
  targetOf(action: Action): ModelVersion | null {
    return action === 'UNDO_ACCEPTANCE' ? this.accepted() : this.current();
  }

  /** The code with which an action is rejected, for a person who may read the return; null: it is allowed. */
  refusal(action: Action, who: Somebody): string | null {
    if (!ALLOWED[action].includes(who.role) || !who.isOwn) return 'FORBIDDEN';
    if (action === 'SUBMIT') return this.accepted() === null ? null : 'NOT_POSSIBLE_NOW';
    if (action === 'CORRECT') return this.accepted() === null ? 'NOT_POSSIBLE_NOW' : null;
    const version = this.targetOf(action);
    if (version === null || !isPossible(action, version)) return 'NOT_POSSIBLE_NOW';
    if (action === 'TAKE_BACK' && !openOf(version).some(({ askedAs }) => askedAs === who.role))
      return 'NOT_POSSIBLE_NOW';
    // A force asks about its own version before the region accepts it.
    if (action === 'QUERY' && who.role === 'APPROVER' && version.acceptedBy !== null) return 'NOT_POSSIBLE_NOW';
    const before = action === 'SIGN_OFF' ? [version.submittedBy] : [version.submittedBy, version.signedOffBy];
    const isThirdPerson = ['SIGN_OFF', 'ACCEPT', 'ACCEPT_WITHOUT_SIGN_OFF'].includes(action);
    return isThirdPerson && before.includes(who.id) ? 'SAME_PERSON' : null;
  }

  /** Adds a step to a version's history. */
  record(version: ModelVersion, step: string, person: string): void {
    version.past.push({ step, person, state: stateIn(version) });
  }

  submit(made: Sent): ModelVersion {
    const before = this.current();
    if (before !== null && openOf(before).length > 0) {
      before.overtaken = openOf(before);
      this.dropQuestions(before, made.submittedBy);
      this.record(before, 'OVERTAKE', made.submittedBy);
    }
    const version: ModelVersion = {
      ...made,
      number: this.versions.length + 1,
      questions: [],
      past: [],
      signedOffBy: null,
      acceptedBy: null,
      withoutSignOffReason: null,
      withdrawn: false,
      overtaken: [],
    };
    this.versions.push(version);
    this.record(version, 'SUBMIT', made.submittedBy);
    if (this.draft?.savedBy === made.submittedBy) this.draft = null;
    return version;
  }

  /** Withdraws the current version, and every other one too if the whole return is withdrawn. */
  withdraw(person: string, isWhole: boolean): void {
    const going = this.versions.filter(({ withdrawn }) => !withdrawn).toReversed();
    for (const version of isWhole ? going : going.slice(0, 1)) {
      this.dropQuestions(version, person);
      version.withdrawn = true;
      this.record(version, 'WITHDRAW', person);
      this.recorded += 1;
    }
    this.openAgain(person);
  }

  /** The version that becomes current again is restored to its state when the withdrawn one came. */
  private openAgain(person: string): void {
    const again = this.current();
    if (again === null || again.overtaken.length === 0) return;
    for (const question of again.overtaken) {
      question.ending = null;
      question.past.push('REOPENED');
      question.endedBy = null;
    }
    again.overtaken = [];
    this.record(again, 'REINSTATE', person);
    this.recorded += 1;
  }

  private dropQuestions(version: ModelVersion, person: string): void {
    for (const question of openOf(version)) {
      question.ending = 'OVERTAKEN';
      question.past.push('OVERTAKEN');
      question.endedBy = person;
    }
  }
}

/** Whether a version can take this step, whoever takes it. */
function isPossible(action: Action, version: ModelVersion): boolean {
  const isAsked = openOf(version).length > 0;
  const isAccepted = version.acceptedBy !== null;
  const isSigned = version.signedOffBy !== null;
  switch (action) {
    case 'SIGN_OFF':
    case 'ACCEPT_WITHOUT_SIGN_OFF':
      return !isAsked && !isAccepted && !isSigned;
    case 'ACCEPT':
      return !isAsked && !isAccepted && isSigned;
    case 'ANSWER':
    case 'TAKE_BACK':
      return isAsked;
    case 'UNDO_ACCEPTANCE':
      return isAccepted && !isAsked;
    case 'WITHDRAW':
      return !isAccepted;
    case 'QUERY':
    case 'SUBMIT':
    case 'CORRECT':
      return true;
  }
}
