import type { EntityManager } from 'typeorm';
import type { WaitingVersion } from '../domain/index.js';

/** Says which phases have returns. The returns feature provides it, because this one does not know returns. */
export abstract class PhaseUsage {
  /** Codes of the forces that have a return for the phase which is not withdrawn. */
  abstract forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]>;

  /** The current versions that are not accepted, by the code of the force. */
  abstract versionsNotAccepted(tx: EntityManager, phase: string): Promise<ReadonlyMap<string, WaitingVersion>>;
}
