import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Membership, PartBeforeLeaving, TakenPlaces } from '../domain/index.js';
import { OperationEntity } from '../entities/operation.entity.js';

const BEGINNING = '-infinity';

/** Which planned phases, by their first days. */
export interface FirstDays {
  /** Null: no beginning. */
  readonly after: CalendarDate | null;
  /** The last day of the range; null: no end. */
  readonly until: CalendarDate | null;
  /** True: discarded phases too, which may be restored. Left out: false. */
  readonly orDiscarded?: boolean;
}

/** The SQL of operations and their members. */
@Injectable()
export class MembershipsRepository {
  async addOperation(tx: EntityManager, code: string, name: string): Promise<void> {
    await tx.insert(OperationEntity, { code, name });
  }

  /** The memberships of these forces in one operation, or in all (null), by operation, force and day. */
  async of(tx: EntityManager, operation: string | null, forces: readonly string[]): Promise<Membership[]> {
    return tx.query<Membership[]>(
      `SELECT operation, force, participation, nullif(from_day, '${BEGINNING}') AS "from", until_day AS until
       FROM memberships WHERE ($1::text IS NULL OR operation = $1) AND force = ANY ($2)
       ORDER BY operation, force, from_day`,
      [operation, forces],
    );
  }

  async add(tx: EntityManager, { operation, force, participation, from, until }: Membership): Promise<void> {
    await tx.query(
      `INSERT INTO memberships (operation, force, participation, from_day, until_day)
       VALUES ($1, $2, $3, coalesce($4::date, '${BEGINNING}'), $5)`,
      [operation, force, participation, from, until],
    );
  }

  /** Sets the last day of a membership; null: no end. */
  async end(tx: EntityManager, { operation, force, from }: Membership, until: CalendarDate | null): Promise<void> {
    await tx.query(
      `UPDATE memberships SET until_day = $4, until_before_merger = NULL
       WHERE operation = $1 AND force = $2 AND from_day = coalesce($3::date, '${BEGINNING}')`,
      [operation, force, from, until],
    );
  }

  /** Ends a membership with its force, which becomes part of another; `restoreEnds` undoes it. */
  async endByMerger(tx: EntityManager, { operation, force, from }: Membership, lastDay: CalendarDate): Promise<void> {
    await tx.query(
      `UPDATE memberships SET until_day = $4, until_before_merger = coalesce(until_day, 'infinity')
       WHERE operation = $1 AND force = $2 AND from_day = coalesce($3::date, '${BEGINNING}')`,
      [operation, force, from, lastDay],
    );
  }

  /**
   * Gives the memberships that a merger ended the last days that they had before, or, where a release that did not keep
   * them entered the merger, the last day of the new force's membership.
   *
   * @param into the new force, which still has its memberships
   * @returns those memberships as they are now, by operation and force
   */
  async restoreEnds(tx: EntityManager, forces: readonly string[], into: string): Promise<Membership[]> {
    return tx.query<Membership[]>(
      `WITH restored AS (
         UPDATE memberships m
         SET until_day = nullif(coalesce(m.until_before_merger, theirs.until_day, 'infinity'), 'infinity'),
           until_before_merger = NULL
         FROM forces f LEFT JOIN memberships theirs ON theirs.force = $2 AND theirs.from_day = f.valid_until + 1
         WHERE f.code = ANY ($1) AND m.force = f.code AND m.until_day = f.valid_until
           AND (m.until_before_merger IS NOT NULL OR theirs.operation = m.operation AND NOT EXISTS (
             SELECT FROM memberships kept WHERE kept.force = ANY ($1) AND kept.until_before_merger IS NOT NULL))
         RETURNING m.*
       )
       SELECT operation, force, participation, nullif(from_day, '${BEGINNING}') AS "from", until_day AS until
       FROM restored ORDER BY operation, force`,
      [forces, into],
    );
  }

  /** Removes the memberships of a force that no longer exists. */
  async remove(tx: EntityManager, force: string): Promise<void> {
    await tx.query('DELETE FROM memberships WHERE force = $1', [force]);
  }

  /**
   * Locks every phase that begins on a day or later until the transaction ends: no phase is opened, no return
   * submitted.
   */
  async lockFrom(tx: EntityManager, day: CalendarDate): Promise<void> {
    await tx.query('SELECT FROM phases WHERE starts_on >= $1 ORDER BY code FOR NO KEY UPDATE', [day]);
  }

  /** The opened phases that begin on a day or later and in which these forces are; only forces that are in any. */
  async placesFrom(tx: EntityManager, forces: readonly string[], day: CalendarDate): Promise<TakenPlaces[]> {
    return tx.query<TakenPlaces[]>(
      `SELECT t.force, array_agg(p.code ORDER BY p.starts_on, p.code) AS phases
       FROM participations t JOIN phases p ON p.code = t.phase
       WHERE t.force = ANY ($1) AND t.participation <> 'NOT_TAKING_PART' AND p.starts_on >= $2
         AND p.status NOT IN ('PLANNED', 'DISCARDED')
       GROUP BY t.force ORDER BY t.force`,
      [forces, day],
    );
  }

  /**
   * The parts that forces had in PLANNED and DISCARDED phases, where the last change of each was that it left.
   *
   * @param operation of the phases; null: all
   * @param left how the reason of such a change begins
   */
  async partsBeforeLeaving(
    tx: EntityManager,
    operation: string | null,
    forces: readonly string[],
    left: string,
  ): Promise<PartBeforeLeaving[]> {
    return tx.query<PartBeforeLeaving[]>(
      `SELECT t.phase, t.force, before.participation
       FROM participations t JOIN phases p ON p.code = t.phase
       CROSS JOIN LATERAL (
         SELECT c.participation FROM participation_changes c
         WHERE c.phase = t.phase AND c.force = t.force ORDER BY c.began_at DESC, c.id DESC OFFSET 1 LIMIT 1
       ) before
       WHERE ($1::text IS NULL OR p.operation = $1) AND p.status IN ('PLANNED', 'DISCARDED') AND t.force = ANY ($2)
         AND starts_with(participation_reason(t.phase, t.force), $3)
       ORDER BY t.phase, t.force`,
      [operation, forces, left],
    );
  }

  /**
   * Locks the PLANNED phases of these operations, or of all (null), that begin in the range, until the transaction
   * ends.
   *
   * @returns their codes, sorted
   */
  async lockPlanned(
    tx: EntityManager,
    operations: readonly string[] | null,
    { after, until, orDiscarded = false }: FirstDays,
  ): Promise<string[]> {
    const rows = await tx.query<{ code: string }[]>(
      `SELECT code FROM phases WHERE ($1::text[] IS NULL OR operation = ANY ($1))
         AND (status = 'PLANNED' OR $4 AND status = 'DISCARDED')
         AND ($2::date IS NULL OR starts_on > $2) AND ($3::date IS NULL OR starts_on <= $3)
       ORDER BY code FOR NO KEY UPDATE`,
      [operations, after, until, orDiscarded],
    );
    return rows.map(({ code }) => code);
  }
}
