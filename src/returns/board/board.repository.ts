import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { forceFields, type Force } from '../../dictionary/index.js';
import type { Participation } from '../../operations/index.js';
import type { ReturnState } from '../domain/index.js';

/** A participant of a phase and the status of its return, as far as the caller may see it. */
export interface SeatRow {
  readonly phase: string;
  readonly force: Force;
  readonly participation: Participation;
  /** Null: not set. */
  readonly returnsDueAt: Date | null;
  readonly finalAt: Date | null;
  readonly now: Date;
  /** Whether the return has a current version. Everyone who reads totals may see this. */
  readonly hasReported: boolean;
  /** Whether any version was ever submitted, as far as the caller may see. */
  readonly hasVersions: boolean;
  readonly hasDraft: boolean;
  /** The current version, else the newest; null, as are the next two, if there is none that the caller may see. */
  readonly version: number | null;
  readonly state: ReturnState | null;
  readonly submittedAt: Date | null;
  /** When the first version that is not withdrawn was submitted; null if there is none that the caller may see. */
  readonly firstAt: Date | null;
  readonly openQueries: number;
  /** The version that counts in accepted totals; null: none. */
  readonly acceptedVersion: number | null;
}

/**
 * newest: the newest step of each version.
 * life: of each return, when its first version was submitted, and which version is accepted. A version that is withheld
 * from the caller as a whole does not count: row-level security shows nothing of what it states.
 */
const BOARD = `
  WITH newest AS (
    SELECT s.* FROM phases p CROSS JOIN LATERAL newest_steps(p.code, 'infinity') s WHERE p.code = ANY ($1)
  ), life AS (
    SELECT phase, force, min(submitted_at) FILTER (WHERE state <> 'WITHDRAWN') AS first_at,
      max(version) FILTER (WHERE accepted AND EXISTS (
        SELECT FROM results r WHERE r.version_id = newest.version_id)) AS accepted
    FROM newest GROUP BY phase, force
  )
  SELECT t.phase, t.participation, phase.returns_due_at AS "returnsDueAt", phase.final_at AS "finalAt", now() AS now,
    json_build_object(${forceFields('f')}) AS force,
    reported.force IS NOT NULL AS "hasReported", coalesce(r.versions, 0) > 0 AS "hasVersions",
    EXISTS (SELECT FROM drafts d WHERE d.phase = t.phase AND d.force = t.force AND d.entry IS NOT NULL) AS "hasDraft",
    shown.version, shown.state, shown.submitted_at AS "submittedAt", life.first_at AS "firstAt",
    (SELECT count(*)::int FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
     WHERE q.version_id = shown.version_id AND e.question IS NULL) AS "openQueries",
    life.accepted AS "acceptedVersion"
  FROM participations t
  JOIN phases phase ON phase.code = t.phase
  JOIN forces f ON f.code = t.force
  LEFT JOIN forces_reported($1) reported ON reported.phase = t.phase AND reported.force = t.force
  LEFT JOIN returns r ON r.phase = t.phase AND r.force = t.force
  LEFT JOIN newest shown ON shown.phase = t.phase AND shown.force = t.force
    AND shown.version = coalesce(r.standing, r.versions)
  LEFT JOIN life ON life.phase = t.phase AND life.force = t.force
  WHERE t.phase = ANY ($1)
  ORDER BY t.phase, t.force`;

/** The SQL of the status of returns. */
@Injectable()
export class BoardRepository {
  /** Every participant of these phases, by the force's code, in one statement. */
  async seats(tx: EntityManager, phases: readonly string[]): Promise<SeatRow[]> {
    return tx.query<SeatRow[]>(BOARD, [phases]);
  }
}
