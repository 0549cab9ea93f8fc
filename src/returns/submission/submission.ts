import type { OnBehalf, ReturnEntry } from '../domain/index.js';

/** A whole return as it was sent, to be submitted or saved as a draft. */
export interface Submission extends ReturnEntry {
  readonly phase: string;
  readonly force: string;
  /** The number of the version that the sender expects to be current, 0 for none; null: not checked. */
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
  /** How the region received it; null: not stated, or the force sends it itself. */
  readonly onBehalf: OnBehalf | null;
}
