import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The SQL that ends holding back the totals of a phase. */
@Injectable()
export class HeldBackTotalsRepository {
  /** Shows the totals; nothing changes if they are not held back. */
  async show(tx: EntityManager, code: string): Promise<void> {
    await tx.query(
      'UPDATE phases SET totals_held_back = false, held_back_until = NULL WHERE code = $1 AND totals_held_back',
      [code],
    );
  }

  /**
   * Sets when the totals are shown without further action; nothing changes if they are shown already.
   *
   * @param at null: never
   */
  async showAt(tx: EntityManager, code: string, at: Date | null): Promise<void> {
    await tx.query(
      `UPDATE phases SET held_back_until = $2
       WHERE code = $1 AND is_held_back(totals_held_back, held_back_until) AND held_back_until IS DISTINCT FROM $2`,
      [code, at],
    );
  }
}
