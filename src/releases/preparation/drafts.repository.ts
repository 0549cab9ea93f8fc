import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A stored draft. */
export interface DraftRow {
  readonly content: Buffer;
  readonly preparedAt: Date;
}

/** The SQL of drafts of releases. */
@Injectable()
export class DraftsRepository {
  /**
   * The draft of a phase; null if there is none, or the caller may not see it: nobody but the coordinator sees one that
   * may show figures that were withheld after it was prepared.
   */
  async find(tx: EntityManager, phase: string): Promise<DraftRow | null> {
    const [row] = await tx.query<DraftRow[]>(
      `SELECT content, prepared_at AS "preparedAt" FROM release_drafts
       WHERE phase = $1 AND NOT was_withheld_since(phase, prepared_at)`,
      [phase],
    );
    return row ?? null;
  }

  /**
   * Stores a draft in place of an earlier one, with the people who may read it.
   *
   * @returns when it was prepared
   */
  async save(tx: EntityManager, phase: string, content: Buffer, readers: readonly string[]): Promise<Date> {
    const [row] = await tx.query<{ preparedAt: Date }[]>(
      `INSERT INTO release_drafts (phase, content, prepared_at, prepared_by) VALUES ($1, $2, clock_timestamp(), actor_id())
       ON CONFLICT (phase) DO UPDATE SET content = excluded.content, prepared_at = excluded.prepared_at,
         prepared_by = excluded.prepared_by
       RETURNING prepared_at AS "preparedAt"`,
      [phase, content],
    );
    if (row === undefined) throw new Error('A draft that was just stored is not there.');
    await tx.query('DELETE FROM release_draft_readers WHERE phase = $1 AND person <> ALL ($2)', [phase, readers]);
    await tx.query(
      `INSERT INTO release_draft_readers (phase, person) SELECT DISTINCT $1, person FROM unnest($2::text[]) person
       ON CONFLICT DO NOTHING`,
      [phase, readers],
    );
    return row.preparedAt;
  }

  /** @returns whether there was one */
  async discard(tx: EntityManager, phase: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>('DELETE FROM release_drafts WHERE phase = $1', [phase]);
    return count > 0;
  }

  /** Records that the caller has read the draft. */
  async recordRead(tx: EntityManager, phase: string): Promise<void> {
    await tx.query('INSERT INTO release_reads (phase, person, role) VALUES ($1, actor_id(), actor_role())', [phase]);
  }
}
