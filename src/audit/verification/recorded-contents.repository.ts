import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONTENT_DIGESTS_BODY } from '../../database/index.js';
import type { AuditAction } from '../domain/index.js';

/** A row, or the rows with the same key, that is not as its last audit entry recorded it. */
export interface DifferingContent {
  /** The values of its key, in their order, with a space between two. */
  readonly key: string;
  /** ADDED: no entry recorded it. RESTORED: the entry recorded its removal. */
  readonly kind: 'CHANGED' | 'REMOVED' | 'ADDED' | 'RESTORED';
  /** The number of the last entry that recorded it, and what that entry is about; all null if there is none. */
  readonly entry: number | null;
  readonly action: AuditAction | null;
  readonly phase: string | null;
  readonly force: string | null;
}

/** The comparison of a table with the record. */
export interface ComparedTable {
  /** How many digests were computed. */
  readonly compared: number;
  readonly different: number;
  /** The first of those that differ, by entry. */
  readonly first: readonly DifferingContent[];
}

/** The SQL that compares tables with the digests in the record. It writes nothing. */
@Injectable()
export class RecordedContentsRepository {
  /** Whether the function that computes digests is the one of this release. */
  async isFunctionIntact(tx: EntityManager): Promise<boolean> {
    const [row] = await tx.query<{ isIntact: boolean }[]>(
      `SELECT count(*) = 1 AND bool_and(prosrc = $1) AS "isIntact" FROM pg_catalog.pg_proc
       WHERE proname = 'content_digests' AND pronamespace = 'public'::regnamespace`,
      [CONTENT_DIGESTS_BODY],
    );
    return row?.isIntact ?? false;
  }

  /** The number of the first entry with digests; null if there is none. */
  async firstEntry(tx: EntityManager): Promise<number | null> {
    const [row] = await tx.query<{ first: string | null }[]>('SELECT min(entry) AS first FROM public.audit_contents');
    return row?.first == null ? null : Number(row.first);
  }

  /** Compares a table. A digest of an entry that is not in the record does not count. */
  async compare(tx: EntityManager, table: string, most: number): Promise<ComparedTable> {
    const [row] = await tx.query<ComparedTable[]>(
      `WITH recorded AS MATERIALIZED (
         SELECT DISTINCT ON (c.key) c.key, c.entry, c.digest FROM public.audit_contents c
         WHERE c.table_name = $1 AND EXISTS (SELECT FROM public.audit_entries e WHERE e.id = c.entry)
         ORDER BY c.key, c.entry DESC
       ), present AS MATERIALIZED (
         SELECT key COLLATE "C" AS key, digest FROM public.content_digests($1)
       ), differing AS (
         SELECT coalesce(recorded.key, present.key) AS key,
           CASE WHEN recorded.entry IS NULL THEN 'ADDED' WHEN present.digest IS NULL THEN 'REMOVED'
             WHEN recorded.digest IS NULL THEN 'RESTORED' ELSE 'CHANGED' END AS kind, recorded.entry
         FROM recorded FULL JOIN present ON present.key = recorded.key
         WHERE recorded.digest IS DISTINCT FROM present.digest
       )
       SELECT (SELECT count(*) FROM present)::int AS compared, (SELECT count(*) FROM differing)::int AS different,
         coalesce((
           SELECT json_agg(one ORDER BY one.entry, one.key) FROM (
             SELECT d.key, d.kind, d.entry, e.action, e.phase, e.force
             FROM differing d LEFT JOIN public.audit_entries e ON e.id = d.entry
             ORDER BY d.entry, d.key LIMIT $2) one
         ), '[]') AS first`,
      [table, most],
    );
    return row ?? { compared: 0, different: 0, first: [] };
  }
}
