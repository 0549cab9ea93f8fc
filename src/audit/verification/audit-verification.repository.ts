import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChainEntry, ChainMark } from '../domain/index.js';

/**
 * SQL: the text from which an entry's hash was computed. It uses only PostgreSQL's own functions, because ours could
 * have been replaced. An entry without a seal has the form of the migration `audit`, one with a seal that of
 * `audit-seals`, and one with digests of rows that of `recorded-contents`. A value that no entry can have
 * (an infinite instant) becomes null, so the entry counts as changed.
 */
const CANONICAL_TEXT = `(pg_catalog.jsonb_build_array(id,
  CASE WHEN pg_catalog.isfinite(at) THEN (extract(epoch FROM at) * 1000)::pg_catalog.int8 END,
  actor, actor_role, actor_force, action, phase, force, details, pg_catalog.encode(previous_hash, 'hex'))
  || CASE WHEN seal IS NULL THEN '[]'::pg_catalog.jsonb
    ELSE pg_catalog.jsonb_build_array(pg_catalog.encode(seal, 'hex')) END
  || CASE WHEN contents IS NULL THEN '[]'::pg_catalog.jsonb
    ELSE pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('contents', contents)) END)::pg_catalog.text`;

/** SQL: the digest of an entry's digests, in hexadecimal; null if it has none. */
const CONTENTS = `(
  SELECT encode(sha256(convert_to(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), 'UTF8')), 'hex') FROM (
    SELECT jsonb_build_array(table_name, key, encode(digest, 'hex'))::text AS line
    FROM public.audit_contents WHERE entry = e.id) lines)`;

/** The SQL that reads the whole record. It calls no function of this service and writes nothing. */
@Injectable()
export class AuditVerificationRepository {
  /** Opens the cursor over the entries. @returns the head; null if there is none */
  async begin(tx: EntityManager): Promise<ChainMark | null> {
    // No function or operator of another schema can replace PostgreSQL's own.
    await tx.query(`SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)`);
    await tx.query(
      `DECLARE audit_chain NO SCROLL CURSOR FOR
       SELECT id, ${CANONICAL_TEXT} AS text, encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash
       FROM (SELECT e.*, ${CONTENTS} AS contents FROM public.audit_entries e) entries ORDER BY id`,
    );
    const [head] = await tx.query<{ count: string; hash: string }[]>(
      `SELECT count, encode(hash, 'hex') AS hash FROM public.audit_head`,
    );
    return head === undefined ? null : { count: Number(head.count), hash: head.hash };
  }

  /** The next entries by number; empty at the end of the record. */
  async next(tx: EntityManager, most: number): Promise<ChainEntry[]> {
    const rows = await tx.query<(Omit<ChainEntry, 'id'> & { id: string })[]>(`FETCH ${most} FROM audit_chain`);
    return rows.map(({ id, ...entry }) => ({ id: Number(id), ...entry }));
  }

  /** The number of the entry with this hash; null if there is none. */
  async numberOf(tx: EntityManager, hash: string): Promise<number | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `SELECT id FROM public.audit_entries WHERE hash = decode($1, 'hex') ORDER BY id LIMIT 1`,
      [hash],
    );
    return row === undefined ? null : Number(row.id);
  }

  /** How many entries there are. */
  async count(tx: EntityManager): Promise<number> {
    const [row] = await tx.query<{ count: string }[]>('SELECT count(*) AS count FROM public.audit_entries');
    return Number(row?.count ?? 0);
  }
}
