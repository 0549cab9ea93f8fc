import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MOST_VERSIONS, type PreElectionPeriod, type ReleaseEvent, type ReleaseKind } from '../domain/index.js';

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

/** A release to be stored. */
export interface NewRelease extends Pick<ReleaseRow, 'phase' | 'version' | 'kind' | 'note' | 'embargoUntil'> {
  readonly at: Date;
  readonly content: Buffer;
}

/** What was done with a release. */
export interface NewStep {
  readonly phase: string;
  readonly version: number;
  readonly step: 'PUBLISH' | 'BRING_FORWARD' | 'WITHDRAW' | ReleaseEvent;
  readonly at: Date;
  readonly reason: string | null;
  /** For PUBLISH and BRING_FORWARD. */
  readonly opensAt: Date | null;
}

const COLUMNS = `phase, version, kind, note, published_at AS "publishedAt", as_at AS "asAt", embargo_until AS "embargoUntil",
  opens_at AS "opensAt", withdrawn_at AS "withdrawnAt", encode(content_hash, 'hex') AS "contentHash", instant_now() AS now,
  (SELECT p.final_at FROM phases p WHERE p.code = releases.phase) AS "finalAt",
  EXISTS (SELECT FROM release_readers r
    WHERE r.phase = releases.phase AND r.version = releases.version AND r.person = actor_id()) AS "isNamed"`;

/** The SQL of releases. */
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

  /** The bytes of these versions, by version; those that the caller may not see are left out. */
  async contents(
    tx: EntityManager,
    phase: string,
    versions: readonly number[],
  ): Promise<{ readonly version: number; readonly content: Buffer }[]> {
    return tx.query<{ version: number; content: Buffer }[]>(
      'SELECT version, content FROM releases WHERE phase = $1 AND version = ANY ($2) ORDER BY version',
      [phase, versions],
    );
  }

  /** The clock of embargoes. */
  async now(tx: EntityManager): Promise<Date> {
    const [row] = await tx.query<{ now: Date }[]>('SELECT instant_now() AS now');
    if (row === undefined) throw new Error('A statement that always gives a row gave none.');
    return row.now;
  }

  async add(tx: EntityManager, { phase, version, kind, note, at, embargoUntil, content }: NewRelease): Promise<void> {
    await tx.query(
      `INSERT INTO releases (phase, version, kind, note, published_at, as_at, embargo_until, opens_at, content, content_hash)
       VALUES ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz, $6::timestamptz, coalesce($6::timestamptz, $5), $7, sha256($7))`,
      [phase, version, kind, note, at, embargoUntil, content],
    );
  }

  /** @param readers ids of people */
  async addReaders(tx: EntityManager, phase: string, version: number, readers: readonly string[]): Promise<void> {
    await tx.query(
      'INSERT INTO release_readers (phase, version, person) SELECT $1, $2, person FROM unnest($3::text[]) person',
      [phase, version, [...new Set(readers)]],
    );
  }

  async addAcknowledgements(
    tx: EntityManager,
    phase: string,
    version: number,
    given: readonly { readonly code: string; readonly reason: string }[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO release_acknowledgements (phase, version, code, reason)
       SELECT DISTINCT ON (code) $1, $2::integer, code, reason FROM jsonb_to_recordset($3) AS given (code text, reason text)`,
      [phase, version, JSON.stringify(given)],
    );
  }

  async addStep(tx: EntityManager, { phase, version, step, at, reason, opensAt }: NewStep): Promise<void> {
    await tx.query(
      `INSERT INTO release_steps (phase, version, step, at, actor, reason, opens_at)
       VALUES ($1, $2, $3, $4, actor_id(), $5, $6)`,
      [phase, version, step, at, reason, opensAt],
    );
  }

  /** Lets the embargoes of a phase that end later end at this instant. @returns their versions, in order */
  async bringForward(tx: EntityManager, phase: string, to: Date, before: number): Promise<number[]> {
    const rows = await tx.query<[{ version: number }[], number]>(
      `UPDATE releases SET opens_at = greatest($2, published_at)
       WHERE phase = $1 AND opens_at > $2 AND withdrawn_at IS NULL AND version < $3 RETURNING version`,
      [phase, to, before],
    );
    return rows[0].map(({ version }) => version).sort((one, other) => one - other);
  }

  async withdraw(tx: EntityManager, phase: string, version: number, at: Date): Promise<void> {
    await tx.query('UPDATE releases SET withdrawn_at = $3 WHERE phase = $1 AND version = $2', [phase, version, at]);
  }

  /** When the last of a phase's releases that are under embargo at this instant comes out; null: none is. */
  async lastOpening(tx: EntityManager, phase: string, now: Date): Promise<Date | null> {
    const [row] = await tx.query<{ last: Date | null }[]>(
      'SELECT max(opens_at) AS last FROM releases WHERE phase = $1 AND withdrawn_at IS NULL AND opens_at > $2',
      [phase, now],
    );
    return row?.last ?? null;
  }

  /** Records that the caller has read a release under embargo. */
  async recordRead(tx: EntityManager, phase: string, version: number): Promise<void> {
    await tx.query(
      'INSERT INTO release_reads (phase, version, person, role) VALUES ($1, $2, actor_id(), actor_role())',
      [phase, version],
    );
  }

  /** The pre-election periods that include the day of this instant, Europe/London. */
  async preElectionPeriods(tx: EntityManager, at: Date): Promise<PreElectionPeriod[]> {
    return tx.query<PreElectionPeriod[]>(
      `SELECT name, from_day::text AS "from", until_day::text AS "until" FROM pre_election_periods
       WHERE ($1::timestamptz AT TIME ZONE 'Europe/London')::date BETWEEN from_day AND until_day ORDER BY from_day, name`,
      [at],
    );
  }
}
