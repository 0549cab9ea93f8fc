import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personJson, type Person, type Role } from '../access/index.js';
import type { Page } from '../common/page.js';
import { beforeCommit } from '../database/index.js';
import type { AuditAction, AuditEntry } from './domain/index.js';

/** Filters entries; null: not filtered by this. */
export interface AuditFilter {
  /** The id of the person who made the change. */
  readonly actor: string | null;
  readonly action: AuditAction | null;
  readonly phase: string | null;
  readonly force: string | null;
  /** The first and last instant of the entries. */
  readonly from: Date | null;
  readonly to: Date | null;
  /** True: newest first. */
  readonly newestFirst: boolean;
}

/** An entry as read. */
export interface RecordedEntry extends Required<Omit<AuditEntry, 'seal'>> {
  readonly id: string;
  readonly at: Date;
  readonly person: Person;
  readonly role: Role | 'SYSTEM';
  /** The force to which the role belongs; null if to none. */
  readonly actorForce: string | null;
  /** Hexadecimal; null for an entry made before entries had seals. */
  readonly hash: string | null;
}

/**
 * SQL: whether an entry matches the filter. The period is turned into a range of ids, because later entries have higher
 * ids, so that a page is read in the order of one index and no further than needed.
 */
const WANTED = `($1::text IS NULL OR entry.actor = $1) AND ($2::text IS NULL OR entry.action = $2)
  AND ($3::text IS NULL OR entry.phase = $3) AND ($4::text IS NULL OR entry.force = $4)
  AND ($5::timestamptz IS NULL
    OR entry.id >= (SELECT id FROM audit_record WHERE at >= $5 ORDER BY at, id LIMIT 1))
  AND ($6::timestamptz IS NULL
    OR entry.id <= (SELECT id FROM audit_record WHERE at <= $6 ORDER BY at DESC, id DESC LIMIT 1))`;

/** The form of the id of an entry. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** The SQL of the record. */
@Injectable()
export class AuditRepository {
  /** Adds an entry right before the COMMIT. The actor must be the one of the transaction. */
  append(tx: EntityManager, actor: string, entry: AuditEntry): void {
    const { action, phase = null, force = null, details = {}, seal = null } = entry;
    const values = [actor, action, phase, force, JSON.stringify(details), seal];
    beforeCommit(tx, `SELECT append_audit_entry($1, $2, $3, $4, $5, decode($6, 'hex'))`, values);
  }

  /** A page of entries that match the filter, by id. */
  async entries(tx: EntityManager, filter: AuditFilter, page: Page): Promise<RecordedEntry[]> {
    const { actor, action, phase, force, from, to, newestFirst } = filter;
    const [beyond, order] = newestFirst ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
    return tx.query<RecordedEntry[]>(
      `SELECT entry.id, entry.at, ${personJson('entry.actor')} AS person, entry.actor_role AS role,
         entry.actor_force AS "actorForce", entry.action, entry.phase, entry.force, entry.details,
         encode(entry.hash, 'hex') AS hash
       FROM audit_record entry
       WHERE ${WANTED} AND ($7::bigint IS NULL OR entry.id ${beyond} $7)
       ORDER BY entry.id ${order} LIMIT $8`,
      [actor, action, phase, force, from, to, page.after ?? null, page.first],
    );
  }

  /** Whether there is an entry with this id, which may be any text. */
  async isEntry(tx: EntityManager, id: string): Promise<boolean> {
    if (!NUMBER.test(id)) return false;
    const rows = await tx.query<object[]>('SELECT FROM audit_record WHERE id = $1', [id]);
    return rows.length > 0;
  }
}
