import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The SQL of discarding and restoring phases. */
@Injectable()
export class PhaseDiscardsRepository {
  async discard(tx: EntityManager, code: string, reason: string, now: Date): Promise<void> {
    await tx.query(`UPDATE phases SET status = 'DISCARDED' WHERE code = $1`, [code]);
    await tx.query(
      `INSERT INTO phase_discards (phase, reason, discarded_at, discarded_by) VALUES ($1, $2, $3, actor_id())`,
      [code, reason, now],
    );
  }

  /** Sets the status to PLANNED, whatever it was before, so that opening it is decided again. */
  async restore(tx: EntityManager, code: string, now: Date): Promise<void> {
    await tx.query(`UPDATE phases SET status = 'PLANNED', kept_open = false, closed_at = NULL WHERE code = $1`, [code]);
    await tx.query(
      `UPDATE phase_discards SET restored_at = $2, restored_by = actor_id() WHERE phase = $1 AND restored_at IS NULL`,
      [code, now],
    );
  }

  /** The reasons for discarding that the caller may see; only of discarded phases. */
  async reasons(tx: EntityManager, phases: readonly string[]): Promise<{ phase: string; reason: string }[]> {
    return tx.query('SELECT phase, reason FROM phase_discards WHERE phase = ANY ($1) AND restored_at IS NULL', [
      phases,
    ]);
  }
}
