import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Force } from '../../dictionary/index.js';
import { isHeldBack, type Participant, type Phase } from '../../operations/index.js';

/** The name and days of a phase, and whether its totals are held back. */
export type PhaseName = Pick<Phase, 'code' | 'name' | 'startsOn' | 'endsOn' | 'datesKnownTo' | 'totalsHeldBack'>;

/** A phase with its participants, by code, and whether each has an accepted version that the caller may see. */
export interface PhaseCoverageRow {
  readonly phase: PhaseName;
  readonly participants: readonly (Participant & { readonly name: Force['name']; readonly hasReported: boolean })[];
}

/** Phases, newest first. */
export interface PhaseCoverageRows {
  readonly phases: readonly PhaseCoverageRow[];
  /** The newest of all phases for which a force has reported; null: there is none. */
  readonly latestReported: string | null;
  /** The named phase if its totals are held back; null if not, or if there is none. */
  readonly heldBack: PhaseName | null;
}

/** SQL: a PhaseName as JSON. */
const NAME_JSON = (row: string): string => `json_build_object('code', ${row}.code, 'name', ${row}.name,
  'startsOn', ${row}.starts_on, 'endsOn', ${row}.ends_on, 'datesKnownTo', ${row}.dates_known_to,
  'totalsHeldBack', ${isHeldBack(row)})`;

/** SQL: whether the caller may see a figure of the version `s`: none of one that is withheld as a whole. */
const STATES_SOMETHING = 'EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id)';

/**
 * Reads only the phases of the page and their participants, and the newest phases up to one with an accepted version.
 */
const COVERAGE_SQL = `
  WITH page AS (
    SELECT code, name, starts_on, ends_on, dates_known_to, totals_held_back, held_back_until FROM phases WHERE status <> 'DISCARDED'
    ORDER BY starts_on DESC, code DESC LIMIT $1 OFFSET $2
  )
  SELECT
    (SELECT p.code FROM phases p
     WHERE EXISTS (SELECT FROM counting_versions(p.code, 'ACCEPTED', 'infinity') s WHERE ${STATES_SOMETHING})
     ORDER BY p.starts_on DESC, p.code DESC LIMIT 1) AS "latestReported",
    (SELECT ${NAME_JSON('p')} FROM phases p WHERE p.code = $3 AND ${isHeldBack('p')}) AS "heldBack",
    (SELECT coalesce(json_agg(json_build_object(
       'phase', ${NAME_JSON('page')},
       'participants', (
         SELECT coalesce(json_agg(json_build_object('force', f.code, 'name', f.name,
           'participation', t.participation, 'hasReported', EXISTS (
             SELECT FROM counting_versions(t.phase, 'ACCEPTED', 'infinity') s
             WHERE s.force = t.force AND ${STATES_SOMETHING}))
           ORDER BY f.code), '[]')
         FROM participations t JOIN forces f ON f.code = t.force
         WHERE t.phase = page.code)
       ) ORDER BY page.starts_on DESC, page.code DESC), '[]') FROM page) AS phases`;

/** The SQL that reads which forces have reported, for many phases. */
@Injectable()
export class PhaseCoverageRepository {
  /**
   * At most `first` phases, newest first, without the newest `skip`, in one statement.
   *
   * @param named the code of a phase, for `heldBack`; null: none
   */
  async newest(tx: EntityManager, first: number, skip: number, named: string | null): Promise<PhaseCoverageRows> {
    const [row] = await tx.query<PhaseCoverageRows[]>(COVERAGE_SQL, [first, skip, named]);
    return row ?? { phases: [], latestReported: null, heldBack: null };
  }
}
