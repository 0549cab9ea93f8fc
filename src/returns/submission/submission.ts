import type { OnBehalf, ReturnEntry } from '../domain/index.js';

/** A whole return as somebody sends it, or keeps it as a draft. */
export interface Submission extends ReturnEntry {
  readonly phase: string;
  readonly force: string;
  /** The version that the sender believes to stand, 0 for none; null: it is not checked. */
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
  /** How the region had it, where it enters it for the force; null: not said, or the force sends it itself. */
  readonly onBehalf: OnBehalf | null;
}
