import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MOST_VERSIONS, type ReleaseKind } from '../domain/index.js';

/** A release without its content. */
export interface ReleaseRow {
  readonly phase: string;
  readonly version: number;
  readonly kind: ReleaseKind | null;
  readonly note: string | null;
  readonly publishedAt: Date;
  readonly asAt: Date;
  readonly embargoUntil: Date | null;
  readonly opensAt: Date;
  readonly withdrawnAt: Date | null;
  /** SHA-256 in hexadecimal. */
  readonly contentHash: string;
  /** When the figures of its phase become final; null: not set. */
  readonly finalAt: Date | null;
  /** Whether the caller is named for it. */
  readonly isNamed: boolean;
  /** The clock of embargoes when it was read. */
  readonly now: Date;
}

const COLUMNS = `phase, version, kind, note, published_at AS "publishedAt", as_at AS "asAt", embargo_until AS "embargoUntil",
  opens_at AS "opensAt", withdrawn_at AS "withdrawnAt", encode(content_hash, 'hex') AS "contentHash", instant_now() AS now,
  (SELECT p.final_at FROM phases p WHERE p.code = releases.phase) AS "finalAt",
  EXISTS (SELECT FROM release_readers r
    WHERE r.phase = releases.phase AND r.version = releases.version AND r.person = actor_id()) AS "isNamed"`;

/** The SQL that reads releases. */
@Injectable()
export class ReleasesRepository {
  /** The releases of a phase that the caller may see, newest first. */
  async visible(tx: EntityManager, phase: string): Promise<ReleaseRow[]> {
    return this.visibleOf(tx, [phase]);
  }

  /** The releases of several phases that the caller may see, newest first. */
  async visibleOf(tx: EntityManager, phases: readonly string[]): Promise<ReleaseRow[]> {
    return tx.query<ReleaseRow[]>(
      `SELECT ${COLUMNS} FROM unnest($1::text[]) wanted CROSS JOIN LATERAL (
         SELECT * FROM releases WHERE releases.phase = wanted ORDER BY version DESC LIMIT ${MOST_VERSIONS}
       ) releases ORDER BY version DESC, phase`,
      [phases],
    );
  }

  /** The bytes of releases, with their hashes; those that the caller may not see are left out. */
  async contents(
    tx: EntityManager,
    releases: readonly Pick<ReleaseRow, 'phase' | 'version'>[],
  ): Promise<{ readonly contentHash: string; readonly content: Buffer }[]> {
    return tx.query<{ contentHash: string; content: Buffer }[]>(
      `SELECT encode(content_hash, 'hex') AS "contentHash", content FROM releases
       WHERE (phase, version) IN (SELECT phase, version FROM unnest($1::text[], $2::integer[]) wanted (phase, version))`,
      [releases.map(({ phase }) => phase), releases.map(({ version }) => version)],
    );
  }

  /** The clock of embargoes. */
  async now(tx: EntityManager): Promise<Date> {
    const [row] = await tx.query<{ now: Date }[]>('SELECT instant_now() AS now');
    if (row === undefined) throw new Error('A statement that always gives a row gave none.');
    return row.now;
  }

  /** Records that the caller has read these releases under embargo. */
  async recordReads(tx: EntityManager, releases: readonly Pick<ReleaseRow, 'phase' | 'version'>[]): Promise<void> {
    await tx.query(
      `INSERT INTO release_reads (phase, version, person, role)
       SELECT phase, version, actor_id(), actor_role() FROM unnest($1::text[], $2::integer[]) read (phase, version)`,
      [releases.map(({ phase }) => phase), releases.map(({ version }) => version)],
    );
  }
}
