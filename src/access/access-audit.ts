import type { EntityManager } from 'typeorm';
import type { TransactionActor } from '../database/index.js';

/** What is recorded of a change of identities, names or deputies. */
export interface AccessChange {
  readonly action: 'IDENTITIES_ADDED' | 'NAME_ERASED' | 'DEPUTY_APPOINTED' | 'DEPUTY_ENDED';
  /** The code of the force that it is about; null or left out if none. */
  readonly force?: string | null;
  /** Ids, codes, dates and counts, never names. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Records changes of identities, names and deputies. The audit feature, which imports this one, provides it. */
export abstract class AccessAudit {
  /** Adds an entry in the transaction of the change; it is written right before the COMMIT. */
  abstract record(tx: EntityManager, actor: TransactionActor, change: AccessChange): void;
}
