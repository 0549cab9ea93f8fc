/** Every code of an action that is recorded, with its meaning. A code is never renamed or reused. */
export const AUDIT_ACTIONS = {
  DRAFT_SAVED: 'A draft of a return was saved.',
  DRAFT_DISCARDED: 'A draft of a return was discarded.',
  RETURN_SUBMITTED: 'A version of a return was submitted.',
  RETURN_SIGNED_OFF: 'The force signed off a version of its return.',
  RETURN_QUERIED: 'The region, or an approver of the force, asked a question about a version.',
  RETURN_ANSWERED: 'The force answered a question about a version.',
  QUESTION_TAKEN_BACK: 'The region, or an approver of the force, took back a question about a version.',
  RETURN_ACCEPTED: 'The region accepted a version.',
  ACCEPTANCE_UNDONE: 'The region undid its acceptance of a version.',
  RETURN_WITHDRAWN: 'A version was withdrawn: it counts in no total.',
  RETURN_REINSTATED: 'A version became current again with its questions, because the newer one was withdrawn.',
  DEPUTY_APPOINTED: 'A deputy was appointed.',
  DEPUTY_ENDED: 'The appointment of a deputy was ended early.',
  OPERATION_CREATED: 'An operation was created.',
  PHASE_CREATED: 'A phase was created.',
  PHASE_CHANGED: 'The name, days, deadlines or other details of a phase were changed.',
  PHASE_OPENED: 'A phase was opened for returns.',
  PHASE_CLOSED: 'A phase was closed.',
  PHASE_DISCARDED: 'A phase that was created by mistake was discarded.',
  PHASE_RESTORED: 'A discarded phase was restored.',
  PARTICIPATION_CHANGED: "A force's participation in a phase was changed.",
  ASKS_CHANGED: 'The setting that says whether a phase asks for a measure was changed.',
  EXCEPTION_GRANTED:
    "A force was granted an exception: until a given time, a closed phase accepts this force's first return.",
  EXCEPTION_REVOKED: "A force's exception for a phase was revoked.",
  MEMBERSHIP_CHANGED: 'A force joined or left an operation, or its last day was moved or taken back.',
  FORCES_MERGED: 'Forces were merged into one.',
  MERGER_UNDONE: 'A merger of forces was undone.',
  MEASURE_DEFINED: 'A measure, or a new version of one, was defined.',
  REFERENCE_DATA_LOADED: 'The service added its own reference data when it started.',
  CONTENTS_RECORDED: 'The contents of the database were recorded, because the service was upgraded.',
  RELEASE_PREPARED: 'A draft of a release was prepared for people to read.',
  RELEASE_DRAFT_DISCARDED: 'A draft of a release that was prepared was discarded.',
  RELEASE_READERS_SET: "The people who are named for an operation's releases under embargo were set.",
  RELEASE_PUBLISHED: 'A release of a phase was published, at once or under embargo.',
  RELEASE_BROUGHT_FORWARD: 'The embargo of a release was ended earlier than planned.',
  RELEASE_WITHDRAWN: 'A release was withdrawn: its figures must no longer be used.',
  RELEASE_SENT_TO_MEDIA: 'It was recorded that a release was sent to the media.',
  RELEASE_LEAK_DECLARED: 'It was recorded that a release under embargo has leaked.',
  HEADLINE_COPIED: 'Somebody took a copy of a headline of a release.',
  PRE_ELECTION_PERIODS_SET: 'The pre-election periods were set.',
  IDENTITIES_ADDED: 'Identities that may use the service were added.',
  IDENTITIES_CHANGED: 'Identities were changed, such as to expire, or removed.',
  NAME_ERASED: "A person's name was erased.",
} as const satisfies Readonly<Record<string, string>>;

/** The code of an action. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

type Scalar = string | number | boolean | null;

/** What is recorded of a change. The database adds who made it, and when. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** The code of the phase that it is about; null or left out if none. */
  readonly phase?: string | null;
  /** The code of the force that it is about; null or left out if none. */
  readonly force?: string | null;
  /**
   * Ids, codes, versions, counts and dates, by name. Never the name of a person or free text, because nothing can be
   * erased from the record. Never anything computed from a return, because ADMIN reads the record.
   */
  readonly details?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  /**
   * A seal of the content that the entry is about: an HMAC-SHA-256 in hexadecimal, with a key that ADMIN cannot read.
   * The entry's hash covers it, and it is never shown. Left out if there is no content.
   */
  readonly seal?: string;
}
