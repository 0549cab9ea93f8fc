import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Force } from '../../dictionary/index.js';
import { isHeldBack, type Participant, type Phase } from '../../operations/index.js';

/** The name and days of a phase, and whether its totals are held back. */
type PhaseName = Pick<Phase, 'code' | 'name' | 'startsOn' | 'endsOn' | 'datesKnownTo' | 'totalsHeldBack'>;

/** A phase with its participants, by code, and whether each has an accepted version that the caller may see. */
export interface PhaseCoverageRow {
  readonly phase: PhaseName;
  readonly participants: readonly (Participant & { readonly name: Force['name']; readonly hasReported: boolean })[];
}

/** SQL: whether the caller may see a figure of the version `s`: none of one that is withheld as a whole. */
const STATES_SOMETHING = 'EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id)';

/** Reads only the phases of the page and their participants. */
const COVERAGE_SQL = `
  WITH page AS (
    SELECT code, name, starts_on, ends_on, dates_known_to, totals_held_back, held_back_until FROM phases WHERE status <> 'DISCARDED'
    ORDER BY starts_on DESC, code DESC LIMIT $1 OFFSET $2
  )
  SELECT json_build_object('code', page.code, 'name', page.name, 'startsOn', page.starts_on, 'endsOn', page.ends_on,
      'datesKnownTo', page.dates_known_to, 'totalsHeldBack', ${isHeldBack('page')}) AS phase,
    (SELECT coalesce(json_agg(json_build_object('force', f.code, 'name', f.name,
       'participation', t.participation, 'hasReported', EXISTS (
         SELECT FROM counting_versions(t.phase, 'ACCEPTED', 'infinity') s
         WHERE s.force = t.force AND ${STATES_SOMETHING}))
       ORDER BY f.code), '[]')
     FROM participations t JOIN forces f ON f.code = t.force
     WHERE t.phase = page.code) AS participants
  FROM page ORDER BY page.starts_on DESC, page.code DESC`;

/** The SQL that reads which forces have reported, for many phases. */
@Injectable()
export class PhaseCoverageRepository {
  /** At most `first` phases, newest first, without the newest `skip`, in one statement. */
  async newest(tx: EntityManager, first: number, skip: number): Promise<PhaseCoverageRow[]> {
    return tx.query<PhaseCoverageRow[]>(COVERAGE_SQL, [first, skip]);
  }
}
