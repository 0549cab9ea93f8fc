import type { Somebody } from './lifecycle-people.js';

/*
 * The life of one return as design.md section 4 and the contract tell it, in the plainest way: written from these alone,
 * apart from the service, which is held against it.
 */

export type Deed =
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

/** All deeds, in the order in which `mayNot` tells them. */
export const DEEDS: readonly Deed[] = [
  ...(['SUBMIT', 'CORRECT', 'SIGN_OFF', 'QUERY', 'ANSWER', 'TAKE_BACK', 'ACCEPT'] as const),
  ...(['ACCEPT_WITHOUT_SIGN_OFF', 'UNDO_ACCEPTANCE', 'WITHDRAW'] as const),
];

/** Whose deed each is. */
const WHOSE: Readonly<Record<Deed, readonly Somebody['role'][]>> = {
  SUBMIT: ['ANALYST', 'COORDINATOR'],
  CORRECT: ['ANALYST', 'COORDINATOR'],
  SIGN_OFF: ['APPROVER'],
  QUERY: ['COORDINATOR'],
  ANSWER: ['ANALYST'],
  TAKE_BACK: ['COORDINATOR'],
  ACCEPT: ['COORDINATOR'],
  ACCEPT_WITHOUT_SIGN_OFF: ['COORDINATOR'],
  UNDO_ACCEPTANCE: ['COORDINATOR'],
  WITHDRAW: ['ANALYST', 'COORDINATOR'],
};

export interface ModelQuestion {
  /** As the service numbered it. */
  readonly id: string;
  readonly question: string;
  readonly askedBy: string;
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
  /** True: the region entered it, as it had it from somebody where that was said. */
  readonly onBehalf: boolean;
  readonly receivedFrom: string | null;
  /** What it says of arrests: other than in any other version. */
  readonly arrests: number;
  readonly reason: string | null;
  /** What the service warned of. */
  readonly warnings: readonly Warning[];
  readonly questions: ModelQuestion[];
  /** Everything that happened to it: what, by whom, and where it stood then. */
  readonly past: { readonly step: string; readonly person: string; readonly state: string }[];
  signedOffBy: string | null;
  acceptedBy: string | null;
  /** Why it was accepted although nobody had signed it off; null: somebody had, or it is not accepted. */
  unsigned: string | null;
  withdrawn: boolean;
  /** What was open when a newer version came: open again once that is withdrawn. */
  overtaken: ModelQuestion[];
}

/** What the sender says of a version. */
type Sent = Pick<ModelVersion, 'submittedBy' | 'onBehalf' | 'receivedFrom' | 'arrests' | 'reason' | 'warnings'>;

const openOf = ({ questions }: ModelVersion): ModelQuestion[] => questions.filter(({ ending }) => ending === null);

/** Where a version stands. */
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
  /** The revision that a draft was saved at last, whether it is there still or not. */
  revision = 0;
  /** What was sent with each person's key, and the version that it made. */
  readonly keys = new Map<string, { readonly sent: string; readonly version: number }>();
  /** How many changes have been recorded. */
  recorded = 0;

  /** The newest that was not withdrawn. */
  standing(): ModelVersion | null {
    return this.versions.findLast(({ withdrawn }) => !withdrawn) ?? null;
  }

  /** The newest that the region counts. */
  accepted(): ModelVersion | null {
    return this.versions.findLast(({ acceptedBy }) => acceptedBy !== null) ?? null;
  }

  /** The one that a return is told by. */
  shown(): ModelVersion | null {
    return this.standing() ?? this.versions.at(-1) ?? null;
  }

  /** The version that a deed is about; null: there is none. */
  meant(deed: Deed): ModelVersion | null {
    return deed === 'UNDO_ACCEPTANCE' ? this.accepted() : this.standing();
  }

  /** The code that a deed is refused with, to somebody who may read the return; null: it may be done. */
  refusal(deed: Deed, who: Somebody): string | null {
    if (!WHOSE[deed].includes(who.role) || !who.isOwn) return 'FORBIDDEN';
    if (deed === 'SUBMIT') return this.accepted() === null ? null : 'NOT_POSSIBLE_NOW';
    if (deed === 'CORRECT') return this.accepted() === null ? 'NOT_POSSIBLE_NOW' : null;
    const version = this.meant(deed);
    if (version === null || !isPossible(deed, version)) return 'NOT_POSSIBLE_NOW';
    const before = deed === 'SIGN_OFF' ? [version.submittedBy] : [version.submittedBy, version.signedOffBy];
    const isThirdPerson = ['SIGN_OFF', 'ACCEPT', 'ACCEPT_WITHOUT_SIGN_OFF'].includes(deed);
    return isThirdPerson && before.includes(who.id) ? 'SAME_PERSON' : null;
  }

  /** Writes down that something happened to a version. */
  tell(version: ModelVersion, step: string, person: string): void {
    version.past.push({ step, person, state: stateIn(version) });
  }

  submit(made: Sent): ModelVersion {
    const before = this.standing();
    if (before !== null && openOf(before).length > 0) {
      before.overtaken = openOf(before);
      this.dropQuestions(before, made.submittedBy);
      this.tell(before, 'OVERTAKE', made.submittedBy);
    }
    const version: ModelVersion = {
      ...{ ...made, number: this.versions.length + 1, questions: [], past: [] },
      ...{ signedOffBy: null, acceptedBy: null, unsigned: null, withdrawn: false, overtaken: [] },
    };
    this.versions.push(version);
    this.tell(version, 'SUBMIT', made.submittedBy);
    if (this.draft?.savedBy === made.submittedBy) this.draft = null;
    return version;
  }

  /** Withdraws the version that stands, and every other one too where the whole return goes. */
  withdraw(person: string, isWhole: boolean): void {
    const going = this.versions.filter(({ withdrawn }) => !withdrawn).toReversed();
    for (const version of isWhole ? going : going.slice(0, 1)) {
      this.dropQuestions(version, person);
      version.withdrawn = true;
      this.tell(version, 'WITHDRAW', person);
      this.recorded += 1;
    }
    this.openAgain(person);
  }

  /** The version that stands again is as it was when the withdrawn one came. */
  private openAgain(person: string): void {
    const again = this.standing();
    if (again === null || again.overtaken.length === 0) return;
    for (const question of again.overtaken) {
      question.ending = null;
      question.past.push('REOPENED');
      question.endedBy = null;
    }
    again.overtaken = [];
    this.tell(again, 'REINSTATE', person);
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

/** Whether a version may go this way, whoever takes it. */
function isPossible(deed: Deed, version: ModelVersion): boolean {
  const isAsked = openOf(version).length > 0;
  const isAccepted = version.acceptedBy !== null;
  const isSigned = version.signedOffBy !== null;
  switch (deed) {
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
