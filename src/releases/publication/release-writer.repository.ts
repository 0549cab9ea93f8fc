import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Acknowledgement, ReleaseEvent } from '../domain/index.js';
import type { ReleaseRow } from '../reading/releases.repository.js';

/** A release to be stored. */
export interface NewRelease extends Pick<ReleaseRow, 'phase' | 'version' | 'kind' | 'note' | 'embargoUntil'> {
  readonly at: Date;
  /** JSON in UTF-8. */
  readonly content: Buffer;
}

/** What is done with a release. */
export type ReleaseStepName = 'PUBLISH' | 'BRING_FORWARD' | 'WITHDRAW' | ReleaseEvent;

/** A step to be recorded. */
export interface NewStep {
  readonly phase: string;
  readonly version: number;
  readonly step: ReleaseStepName;
  readonly at: Date;
  readonly reason: string | null;
  /** When the release comes out by this step: for PUBLISH and BRING_FORWARD. */
  readonly opensAt: Date | null;
}

/** The SQL that writes releases, which only the coordinator may run. */
@Injectable()
export class ReleaseWriter {
  /** Stores the next version. It comes out at the end of its embargo, or now. */
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

  /** Stores the reasons for warnings, one for each code. */
  async addAcknowledgements(
    tx: EntityManager,
    phase: string,
    version: number,
    given: readonly Acknowledgement[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO release_acknowledgements (phase, version, code, reason)
       SELECT DISTINCT ON (code) $1, $2::integer, code, reason FROM jsonb_to_recordset($3) AS given (code text, reason text)`,
      [phase, version, JSON.stringify(given)],
    );
  }

  /** Records a step of the caller. */
  async addStep(tx: EntityManager, { phase, version, step, at, reason, opensAt }: NewStep): Promise<void> {
    await tx.query(
      `INSERT INTO release_steps (phase, version, step, at, actor, reason, opens_at)
       VALUES ($1, $2, $3, $4, actor_id(), $5, $6)`,
      [phase, version, step, at, reason, opensAt],
    );
  }

  /**
   * Lets embargoes of a phase that end later end at this instant.
   *
   * @param before only of versions below this one
   * @returns their versions, in order, each with when it comes out now
   */
  async bringForward(
    tx: EntityManager,
    phase: string,
    to: Date,
    before: number,
  ): Promise<{ readonly version: number; readonly opensAt: Date }[]> {
    const [rows] = await tx.query<[{ version: number; opensAt: Date }[], number]>(
      `UPDATE releases SET opens_at = greatest($2, published_at)
       WHERE phase = $1 AND opens_at > $2 AND withdrawn_at IS NULL AND version < $3
       RETURNING version, opens_at AS "opensAt"`,
      [phase, to, before],
    );
    return rows.toSorted((one, other) => one.version - other.version);
  }

  /** Withdraws a release at this instant. A trigger refuses it for one that was withdrawn before. */
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
}
