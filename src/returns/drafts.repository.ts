import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DraftEntity } from './entities/lifecycle.entity.js';
import type { ReturnKey } from './return-settings.js';

/** The SQL of drafts: one a return. */
@Injectable()
export class DraftsRepository {
  /** Null: there is none that the caller may know of. */
  async find(tx: EntityManager, { phase, force }: ReturnKey): Promise<DraftEntity | null> {
    return tx.findOneBy(DraftEntity, { phase, force });
  }

  /** Until the transaction ends nobody else saves or discards the draft of this return, whether there is one or not. */
  async lock(tx: EntityManager, { phase, force }: ReturnKey): Promise<DraftEntity | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('draft'), hashtext($1 || ' ' || $2))`, [phase, force]);
    return this.find(tx, { phase, force });
  }

  async save(tx: EntityManager, draft: DraftEntity): Promise<void> {
    await tx.upsert(DraftEntity, draft, ['phase', 'force']);
  }

  /** True: there was one. */
  async discard(tx: EntityManager, { phase, force }: ReturnKey): Promise<boolean> {
    const { affected } = await tx.delete(DraftEntity, { phase, force });
    return affected === 1;
  }
}
