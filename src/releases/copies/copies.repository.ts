import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The headline of which a copy was taken. */
export interface CopyKey {
  readonly phase: string;
  readonly version: number;
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly breakdown: string | null;
  /** Null: the region's. */
  readonly force: string | null;
}

/** A copy that the caller took. */
export interface CopyRow extends CopyKey {
  readonly copiedAt: Date;
}

/** The SQL of copies of headlines. */
@Injectable()
export class CopiesRepository {
  /**
   * Records a copy that the caller takes; one that they took before stays as it is.
   *
   * @returns whether it is the first
   */
  async add(tx: EntityManager, { phase, version, measure, breakdown, force }: CopyKey): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO headline_copies (person, phase, version, measure, part, force) VALUES (actor_id(), $1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [phase, version, measure, breakdown, force],
    );
    return added.length > 0;
  }

  /**
   * The newest copies that the caller took, newest first.
   *
   * @param of only copies of this headline; null: of all
   */
  async own(tx: EntityManager, first: number, of: CopyKey | null): Promise<CopyRow[]> {
    return tx.query<CopyRow[]>(
      `SELECT phase, version, measure, part AS breakdown, force, copied_at AS "copiedAt" FROM headline_copies
       WHERE person = actor_id() AND ($2::jsonb IS NULL OR (phase, version, measure, part, force) IS NOT DISTINCT FROM
         ($2->>'phase', ($2->>'version')::integer, $2->>'measure', $2->>'breakdown', $2->>'force'))
       ORDER BY id DESC LIMIT $1`,
      [first, of === null ? null : JSON.stringify(of)],
    );
  }
}
