import type { Participation } from '../../../operations/domain/index.js';

/** What decides whether a force is late. */
export interface Punctuality {
  readonly participation: Participation;
  /** Null: no time was set. */
  readonly returnsDueAt: Date | null;
  /** When the first version was submitted that was not withdrawn; null: none was. */
  readonly firstAt: Date | null;
  readonly now: Date;
}

/**
 * Whether a force's first return came after returns were due, or has not come and they are. A correction is never late,
 * and nor is a force of which no return is expected.
 */
export function isLate({ participation, returnsDueAt, firstAt, now }: Punctuality): boolean {
  if (returnsDueAt === null || (firstAt === null && participation !== 'TAKING_PART')) {
    return false;
  }
  return (firstAt ?? now) > returnsDueAt;
}
