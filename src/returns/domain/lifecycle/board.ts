import type { Participation } from '../../../operations/domain/index.js';

/** The data that decides whether a force is late. */
export interface Punctuality {
  readonly participation: Participation;
  /** Null: not set. */
  readonly returnsDueAt: Date | null;
  /** When the first version that is not withdrawn was submitted; null: there is none. */
  readonly firstAt: Date | null;
  readonly now: Date;
}

/**
 * Whether a force's first version was submitted after returns were due, or is due and has not been submitted. A
 * correction is never late, and neither is a force from which no return is expected.
 */
export function isLate({ participation, returnsDueAt, firstAt, now }: Punctuality): boolean {
  if (returnsDueAt === null || (firstAt === null && participation !== 'TAKING_PART')) {
    return false;
  }
  return (firstAt ?? now) > returnsDueAt;
}

/** Whether a version was submitted after the figures of its phase became final; false without such a time. */
export function isAfterFinal({ finalAt }: { readonly finalAt: Date | null }, submittedAt: Date): boolean {
  return finalAt !== null && submittedAt > finalAt;
}
