import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personJson, type Person } from '../../access/index.js';
import { readDraftEntry, type DraftEntry } from './draft-entry.js';
import type { ReturnKey } from '../shared/return-context.js';

/** A draft as it was saved. */
export interface DraftRow {
  readonly revision: number;
  readonly savedAt: Date;
  readonly savedBy: Person;
  readonly entry: DraftEntry;
}

type StoredRow = Omit<DraftRow, 'entry'> & { readonly entry: Parameters<typeof readDraftEntry>[0] };

const COLUMNS = `revision, saved_at AS "savedAt", ${personJson('saved_by')} AS "savedBy", entry`;

const FIND = `SELECT ${COLUMNS} FROM drafts WHERE phase = $1 AND force = $2 AND entry IS NOT NULL`;

const draftOf = ([row]: readonly StoredRow[]): DraftRow | null =>
  row === undefined ? null : { ...row, entry: readDraftEntry(row.entry) };

/** The SQL of drafts. A return has at most one. */
@Injectable()
export class DraftsRepository {
  /** Null if there is none, or the caller may not see it. */
  async find(tx: EntityManager, { phase, force }: ReturnKey): Promise<DraftRow | null> {
    return draftOf(await tx.query<StoredRow[]>(FIND, [phase, force]));
  }

  /**
   * The same, locked until the transaction ends, whether or not there is a draft: no other transaction can save,
   * discard or submit it.
   */
  async lock(tx: EntityManager, { phase, force }: ReturnKey): Promise<DraftRow | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('draft'), hashtext($1 || ' ' || $2))`, [phase, force]);
    return draftOf(await tx.query<StoredRow[]>(`${FIND} FOR UPDATE`, [phase, force]));
  }

  /** Saves a draft in place of any draft before. */
  async save(
    tx: EntityManager,
    { phase, force }: ReturnKey,
    { by, entry }: { by: string; entry: DraftEntry },
  ): Promise<DraftRow> {
    const rows = await tx.query<StoredRow[]>(
      `INSERT INTO drafts (phase, force, revision, entry, saved_by, saved_at)
       VALUES ($1, $2, 1, $3, $4, clock_timestamp())
       ON CONFLICT (phase, force) DO UPDATE SET revision = drafts.revision + 1, entry = excluded.entry,
         saved_by = excluded.saved_by, saved_at = excluded.saved_at
       RETURNING ${COLUMNS}`,
      [phase, force, JSON.stringify(entry), by],
    );
    const [row] = rows;
    if (row === undefined) {
      throw new Error('A draft that was just saved does not exist.');
    }
    return { ...row, entry: readDraftEntry(row.entry) };
  }

  /** Deletes the contents of a draft but keeps its revision, so that no number is used twice. */
  async discard(tx: EntityManager, { phase, force }: ReturnKey, by: string): Promise<void> {
    await tx.query(
      `UPDATE drafts SET entry = NULL, saved_by = $3, saved_at = clock_timestamp() WHERE phase = $1 AND force = $2`,
      [phase, force, by],
    );
  }
}
