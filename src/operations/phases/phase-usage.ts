import type { EntityManager } from 'typeorm';

/** Says which phases have returns. The returns feature provides it, because this one does not know returns. */
export abstract class PhaseUsage {
  /** Codes of the forces that have a return for the phase which is not withdrawn. */
  abstract forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]>;

  /** Codes of the forces with a return whose newest version is not accepted. */
  abstract forcesNotAccepted(tx: EntityManager, phase: string): Promise<string[]>;
}
