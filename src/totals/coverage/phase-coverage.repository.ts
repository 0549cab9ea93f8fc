import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Force } from '../../dictionary/index.js';
import type { Participant, Phase } from '../../operations/index.js';
import { counts, IS_NEWEST } from '../shared/counting.js';

/** What tells one phase from another, and when it was. */
export type PhaseName = Pick<Phase, 'code' | 'name' | 'startsOn' | 'endsOn' | 'datesKnownTo'>;

/** A phase with its participants, by code, and whether a return of theirs is accepted. */
export interface PhaseCoverageRow {
  readonly phase: PhaseName;
  readonly participants: readonly (Participant & { readonly name: Force['name']; readonly heard: boolean })[];
}

/** Phases, newest first. */
export interface PhaseCoverageRows {
  readonly phases: readonly PhaseCoverageRow[];
  /** The newest of all phases that has an accepted return; null: none has. */
  readonly latestReported: string | null;
}

/** Whether a row `s` of `version_states` is that of a version which the region counts. */
const IS_ACCEPTED = `${counts(`'ACCEPTED'`)} AND ${IS_NEWEST}`;

/** The rows of the phases asked for and of their participants, and no others but the newest phases up to a reported one. */
const COVERAGE_SQL = `
  WITH page AS (
    SELECT code, name, starts_on, ends_on, dates_known_to FROM phases WHERE status <> 'DISCARDED'
    ORDER BY starts_on DESC, code DESC LIMIT $1 OFFSET $2
  )
  SELECT
    (SELECT p.code FROM phases p
     WHERE EXISTS (SELECT FROM version_states s WHERE s.phase = p.code AND ${IS_ACCEPTED})
     ORDER BY p.starts_on DESC, p.code DESC LIMIT 1) AS "latestReported",
    (SELECT coalesce(json_agg(json_build_object(
       'phase', json_build_object('code', page.code, 'name', page.name, 'startsOn', page.starts_on,
         'endsOn', page.ends_on, 'datesKnownTo', page.dates_known_to),
       'participants', (
         SELECT coalesce(json_agg(json_build_object('force', f.code, 'name', f.name,
           'participation', t.participation, 'heard', EXISTS (
             SELECT FROM version_states s
             WHERE s.phase = t.phase AND s.force = t.force AND ${IS_ACCEPTED})) ORDER BY f.code), '[]')
         FROM participations t JOIN forces f ON f.code = t.force
         WHERE t.phase = page.code)
       ) ORDER BY page.starts_on DESC, page.code DESC), '[]') FROM page) AS phases`;

/** The SQL of who has reported in many phases. */
@Injectable()
export class PhaseCoverageRepository {
  /** At most `first` phases, after the newest `skip`, in one statement. */
  async newest(tx: EntityManager, first: number, skip: number): Promise<PhaseCoverageRows> {
    const [row] = await tx.query<PhaseCoverageRows[]>(COVERAGE_SQL, [first, skip]);
    return row ?? { phases: [], latestReported: null };
  }
}
