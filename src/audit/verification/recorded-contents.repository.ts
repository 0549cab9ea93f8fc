import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONTENT_DIGESTS_BODY, CONTENT_DIGESTS_SETTINGS } from '../../database/index.js';
import type { AuditAction, Recording } from '../domain/index.js';

/** A row, or the rows with the same key, that is not as its last audit entry recorded it. */
export interface DifferingContent {
  readonly table: string;
  /** The values of its key, in their order. */
  readonly key: readonly string[];
  /**
   * ADDED: no entry recorded it. RESTORED: the entry recorded its removal. RECORDED_AGAIN: the service never changes such a
   * row, but the entry recorded it with another digest than an entry before.
   */
  readonly kind: 'CHANGED' | 'REMOVED' | 'ADDED' | 'RESTORED' | 'RECORDED_AGAIN';
  /** The number of the entry that recorded it, the last or the second, and what it is about; all null if there is none. */
  readonly entry: number | null;
  readonly action: AuditAction | null;
  /** When the entry was made, ISO 8601. */
  readonly at: string | null;
  /** The id of the person who made it, or `system`. */
  readonly actor: string | null;
  readonly phase: string | null;
  readonly force: string | null;
  /** Of a return or a release: its version. */
  readonly version: string | null;
}

/** What is compared with the record. */
export interface Comparison {
  readonly tables: readonly string[];
  /** Those of them whose rows the service only adds. */
  readonly unchanging: readonly string[];
  /** The most differences to name. */
  readonly most: number;
}

/** The comparison of the recorded tables with the record. */
export interface ComparedTables {
  /** How many digests were computed. */
  readonly compared: number;
  readonly different: number;
  /** The first of those that differ, in the order of audit entries; rows in no entry come last. */
  readonly first: readonly DifferingContent[];
}

/** SQL: compares tables with the record. Its parameters are the fields of a Comparison, in their order. */
const COMPARISON = `
  WITH recorded AS MATERIALIZED (
    SELECT DISTINCT ON (c.table_name, c.key) c.table_name, c.key, c.entry, c.digest FROM public.audit_contents c
    WHERE c.table_name = ANY ($1) AND EXISTS (SELECT FROM public.audit_entries e WHERE e.id = c.entry)
    ORDER BY c.table_name, c.key, c.entry DESC
  ), present AS MATERIALIZED (
    SELECT one.table_name COLLATE "C" AS table_name, digests.key COLLATE "C" AS key, digests.digest
    FROM unnest($1::text[]) one (table_name), public.content_digests(one.table_name) digests
  ), differing AS (
    SELECT coalesce(recorded.table_name, present.table_name) AS "table", coalesce(recorded.key, present.key)::jsonb AS key,
      CASE WHEN recorded.entry IS NULL THEN 'ADDED' WHEN present.digest IS NULL THEN 'REMOVED'
        WHEN recorded.digest IS NULL THEN 'RESTORED' ELSE 'CHANGED' END AS kind, recorded.entry
    FROM recorded FULL JOIN present ON present.table_name = recorded.table_name AND present.key = recorded.key
    WHERE recorded.digest IS DISTINCT FROM present.digest
    UNION ALL
    SELECT again.table_name, again.key::jsonb, 'RECORDED_AGAIN', again.entry
    FROM (
      SELECT c.*, lag(c.digest, 1, c.digest) OVER (PARTITION BY c.table_name, c.key ORDER BY c.entry) AS before
      FROM public.audit_contents c WHERE c.table_name = ANY ($2)
    ) again
    WHERE again.digest IS DISTINCT FROM again.before
  )
  SELECT (SELECT count(*) FROM present)::int AS compared, (SELECT count(*) FROM differing)::int AS different,
    coalesce((
      SELECT json_agg(one ORDER BY one.entry, one."table", one.key) FROM (
        SELECT d.*, e.action, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor,
          e.phase, e.force, e.details ->> 'version' AS version
        FROM differing d LEFT JOIN public.audit_entries e ON e.id = d.entry
        ORDER BY d.entry, d."table", d.key LIMIT $3) one
    ), '[]') AS first`;

/** The SQL that compares tables with the digests in the record. It writes nothing. */
@Injectable()
export class RecordedContentsRepository {
  /** Has every name looked up among PostgreSQL's own objects, so that no others can stand before them. */
  async begin(tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)`);
  }

  /** Whether the function that computes digests is the one of this release. */
  async isFunctionIntact(tx: EntityManager): Promise<boolean> {
    const [row] = await tx.query<{ isIntact: boolean }[]>(
      `SELECT count(*) = 1 AND bool_and(prosrc = $1 AND proconfig = $2::text[] AND prosecdef AND provolatile = 's'
         AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')) AS "isIntact"
       FROM pg_proc WHERE proname = 'content_digests' AND pronamespace = 'public'::regnamespace`,
      [CONTENT_DIGESTS_BODY, CONTENT_DIGESTS_SETTINGS],
    );
    return row?.isIntact ?? false;
  }

  /** The recorded tables that are no plain tables: what they show is not what was stored in them. */
  async replaced(tx: EntityManager, tables: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `SELECT name FROM unnest($1::text[]) name WHERE NOT EXISTS (
         SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = name AND c.relkind = 'r'
           AND NOT c.relhasrules AND NOT c.relhassubclass)
       ORDER BY name`,
      [tables],
    );
    return rows.map(({ name }) => name);
  }

  /** The entries that recorded rows as they stood, in the order of the record: the first 100. */
  async recordings(tx: EntityManager): Promise<Recording[]> {
    const rows = await tx.query<{ id: string; migration: string | null }[]>(
      `SELECT id, details ->> 'migration' AS migration FROM public.audit_entries
       WHERE action = 'CONTENTS_RECORDED' ORDER BY id LIMIT 100`,
    );
    return rows.map(({ id, migration }) => ({ id: Number(id), migration }));
  }

  /** The number of the first entry with digests; null if there is none. */
  async firstEntry(tx: EntityManager): Promise<number | null> {
    const [row] = await tx.query<{ first: string | null }[]>('SELECT min(entry) AS first FROM public.audit_contents');
    return row?.first == null ? null : Number(row.first);
  }

  /** Compares tables. A digest of an entry that is not in the record does not count. */
  async compare(tx: EntityManager, { tables, unchanging, most }: Comparison): Promise<ComparedTables> {
    const [row] = await tx.query<ComparedTables[]>(COMPARISON, [tables, unchanging, most]);
    if (row === undefined) throw new Error('PostgreSQL returned no comparison.');
    return row;
  }
}
