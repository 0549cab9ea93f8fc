import type { EntityManager } from 'typeorm';
import type { TransactionActor } from '../database/index.js';

/** What is recorded of who may call. */
export interface AccessChange {
  readonly action: 'IDENTITIES_ADDED' | 'NAME_ERASED' | 'DEPUTY_APPOINTED' | 'DEPUTY_ENDED';
  /** The code of the force that it is about; left out or null: none. */
  readonly force?: string | null;
  /** Ids, codes, dates and counts, never names. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Records changes of identities and names. The audit, which stands on this feature, provides it. */
export abstract class AccessAudit {
  /** Adds an entry to the transaction of the change, written right before its COMMIT. */
  abstract record(tx: EntityManager, actor: TransactionActor, change: AccessChange): void;
}
