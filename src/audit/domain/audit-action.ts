/** Everything that is recorded, and what it means: the one table of codes, which are never renamed or reused. */
export const AUDIT_ACTIONS = {
  DRAFT_SAVED: 'A draft of a return was saved.',
  DRAFT_DISCARDED: 'A draft of a return was thrown away.',
  RETURN_SUBMITTED: 'A version of a return was submitted.',
  RETURN_SIGNED_OFF: 'The force signed a version off.',
  RETURN_QUERIED: 'A question was asked about a version.',
  RETURN_ANSWERED: 'A question about a version was answered.',
  QUESTION_TAKEN_BACK: 'A question about a version was taken back.',
  RETURN_ACCEPTED: 'The region accepted a version.',
  ACCEPTANCE_UNDONE: 'An acceptance was taken back.',
  RETURN_WITHDRAWN: 'A version was withdrawn: it counts nowhere.',
  RETURN_REINSTATED: 'A version became current again with its questions, because the newer one was withdrawn.',
  DEPUTY_APPOINTED: 'Somebody may act for another from a day on.',
  DEPUTY_ENDED: 'Somebody may no longer act for another.',
  OPERATION_CREATED: 'An operation was made.',
  PHASE_CREATED: 'A phase was made.',
  PHASE_CHANGED: 'What is said of a phase was changed.',
  PHASE_OPENED: 'A phase was opened for returns.',
  PHASE_CLOSED: 'A phase was closed.',
  PHASE_DISCARDED: 'A phase that was made by mistake was discarded.',
  PHASE_RESTORED: 'A discarded phase was restored.',
  PARTICIPATION_CHANGED: 'Whether a force takes part in a phase was changed.',
  ASKS_CHANGED: 'What a phase asks for was changed.',
  EXCEPTION_GRANTED: 'A force was given longer for a phase.',
  EXCEPTION_REVOKED: 'A force has no longer than the others for a phase again.',
  MEMBERSHIP_CHANGED: 'A force joined or left an operation.',
  FORCES_MERGED: 'Forces became one.',
  MEASURE_DEFINED: 'A measure, or a new version of one, was defined.',
  REFERENCE_DATA_LOADED: 'A start added reference data that comes with the service.',
  IDENTITIES_ADDED: 'Identities that may call were added.',
  NAME_ERASED: "A person's name was erased.",
} as const satisfies Readonly<Record<string, string>>;

/** A code of what was done. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

type Scalar = string | number | boolean | null;

/** What is recorded of a change; who made it and when, the database itself says. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** The code of the phase that it is about; null or left out: of none. */
  readonly phase?: string | null;
  /** The code of the force that it is about; null or left out: of none. */
  readonly force?: string | null;
  /**
   * Ids, codes, versions, counts and dates, by name. Never a name of a person nor any free text: the record is for ever,
   * and nothing can be erased from it. Nothing that was computed from a return either: ADMIN reads it.
   */
  readonly details?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  /**
   * Binds the content that it is about: an HMAC-SHA-256 in hexadecimal, with a key that ADMIN cannot read. The entry's
   * hash covers it, and nobody is shown it. Left out: it is about no content.
   */
  readonly seal?: string;
}
