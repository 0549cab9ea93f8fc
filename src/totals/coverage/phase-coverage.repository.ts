import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Force } from '../../dictionary/index.js';
import type { Participant, Phase } from '../../operations/index.js';

/** The name and days of a phase. */
export type PhaseName = Pick<Phase, 'code' | 'name' | 'startsOn' | 'endsOn' | 'datesKnownTo'>;

/** A phase with its participants, by code, and whether each has an accepted version. */
export interface PhaseCoverageRow {
  readonly phase: PhaseName;
  readonly participants: readonly (Participant & { readonly name: Force['name']; readonly hasReported: boolean })[];
}

/** Phases, newest first. */
export interface PhaseCoverageRows {
  readonly phases: readonly PhaseCoverageRow[];
  /** The newest of all phases with an accepted version; null: there is none. */
  readonly latestReported: string | null;
}

/**
 * Reads only the phases of the page and their participants, and the newest phases up to one with an accepted version.
 */
const COVERAGE_SQL = `
  WITH page AS (
    SELECT code, name, starts_on, ends_on, dates_known_to FROM phases WHERE status <> 'DISCARDED'
    ORDER BY starts_on DESC, code DESC LIMIT $1 OFFSET $2
  )
  SELECT
    (SELECT p.code FROM phases p
     WHERE EXISTS (SELECT FROM counting_versions(p.code, 'ACCEPTED', 'infinity'))
     ORDER BY p.starts_on DESC, p.code DESC LIMIT 1) AS "latestReported",
    (SELECT coalesce(json_agg(json_build_object(
       'phase', json_build_object('code', page.code, 'name', page.name, 'startsOn', page.starts_on,
         'endsOn', page.ends_on, 'datesKnownTo', page.dates_known_to),
       'participants', (
         SELECT coalesce(json_agg(json_build_object('force', f.code, 'name', f.name,
           'participation', t.participation, 'hasReported', EXISTS (
             SELECT FROM counting_versions(t.phase, 'ACCEPTED', 'infinity') s WHERE s.force = t.force))
           ORDER BY f.code), '[]')
         FROM participations t JOIN forces f ON f.code = t.force
         WHERE t.phase = page.code)
       ) ORDER BY page.starts_on DESC, page.code DESC), '[]') FROM page) AS phases`;

/** The SQL that reads which forces have reported, for many phases. */
@Injectable()
export class PhaseCoverageRepository {
  /** At most `first` phases, newest first, without the newest `skip`, in one statement. */
  async newest(tx: EntityManager, first: number, skip: number): Promise<PhaseCoverageRows> {
    const [row] = await tx.query<PhaseCoverageRows[]>(COVERAGE_SQL, [first, skip]);
    return row ?? { phases: [], latestReported: null };
  }
}
