import type { EntityManager } from 'typeorm';

/** Says where phases have been used. Bound by the feature that knows returns, since this one does not. */
export abstract class PhaseUse {
  /** Codes of the forces that have sent a return for a phase which stands. */
  abstract forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]>;

  /** Whether a return was ever sent for it: it was read by the definitions of the phase's first day. */
  abstract hasVersions(tx: EntityManager, phase: string): Promise<boolean>;
}
