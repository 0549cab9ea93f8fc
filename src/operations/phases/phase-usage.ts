import type { EntityManager } from 'typeorm';

/** Says where phases have been used. Bound by the feature that knows returns, since this one does not. */
export abstract class PhaseUsage {
  /** Codes of the forces that have sent a return for a phase which stands. */
  abstract forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]>;

  /** Codes of the forces whose return counts although its newest version is not accepted. */
  abstract forcesNotAccepted(tx: EntityManager, phase: string): Promise<string[]>;
}
