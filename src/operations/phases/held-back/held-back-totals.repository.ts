import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The SQL that ends holding back the totals of a phase. */
@Injectable()
export class HeldBackTotalsRepository {
  async show(tx: EntityManager, code: string): Promise<void> {
    await tx.query('UPDATE phases SET totals_held_back = false, held_back_until = NULL WHERE code = $1', [code]);
  }

  /** @param at when they are shown by themselves; null: they are not */
  async showAt(tx: EntityManager, code: string, at: Date | null): Promise<void> {
    await tx.query('UPDATE phases SET held_back_until = $2 WHERE code = $1', [code, at]);
  }
}
