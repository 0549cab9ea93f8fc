import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import { measureJson, type Measure } from '../../dictionary/index.js';
import { phaseColumns, phaseJson, type Participation, type PhaseRow } from '../../operations/index.js';
import type { Basis } from '../domain/index.js';
import type { CellRow } from '../regional/totals.repository.js';
import { differingMeasures, versionsAtFinal } from '../shared/after-final.js';

/** Which phases of a force to read. A null field does not filter. */
export interface ForceTotalsFilter {
  readonly force: string;
  readonly operation: string | null;
  /** The earliest and latest first day of a phase. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** The codes of known measures; null: for each phase those that it asks for and those that the force reported. */
  readonly measures: readonly string[] | null;
  /** True: newest phase first. */
  readonly newestFirst: boolean;
  readonly first: number;
  /** The code of the last phase of the page before; null: the first page. */
  readonly after: string | null;
  readonly basis: Basis;
}

/** A force's lines in the totals of one phase. */
export interface ForcePhaseRow {
  readonly phase: PhaseRow;
  readonly participation: Participation;
  /** The version that counts. Null, as is `submittedAt`, if none does. */
  readonly version: number | null;
  readonly submittedAt: Date | null;
  /** True: it was accepted without the force's sign-off. */
  readonly withoutSignOff: boolean;
  /** In the dictionary's order. */
  readonly cells: readonly (Omit<CellRow, 'force'> & { readonly measure: Measure })[];
}

/** SQL of a page of the phases in which the force is a participant. */
const pageSql = (beyond: '<' | '>', order: 'ASC' | 'DESC'): string => `
  SELECT ${phaseColumns('p')}, t.participation, row_number() OVER (ORDER BY p.starts_on ${order}, p.code ${order}) AS place
  FROM phases p JOIN participations t ON t.phase = p.code AND t.force = $1
  WHERE p.status <> 'DISCARDED' AND ($2::text IS NULL OR p.operation = $2)
    AND ($3::date IS NULL OR p.starts_on >= $3) AND ($4::date IS NULL OR p.starts_on <= $4)
    AND ($5::text IS NULL OR (p.starts_on, p.code) ${beyond} (SELECT a.starts_on, a.code FROM phases a WHERE a.code = $5))
  ORDER BY p.starts_on ${order}, p.code ${order} LIMIT $6`;

/**
 * after_final: the version that counts now and the one that it is compared with after the phase's final date, if they
 * differ.
 * corrected: the measures of which only one of the two states something.
 */
const CORRECTED = `after_final AS (
    SELECT phase.code AS phase, c.version_id, f.version_id AS before
    FROM phase
    CROSS JOIN LATERAL (${versionsAtFinal({ phase: 'phase.code', basis: '$8', asOf: "'infinity'", of: 's.force = $1', shown: 'true' })}
    ) f
    LEFT JOIN standing c ON c.phase = phase.code
    WHERE phase.final_at < now() AND c.version_id IS DISTINCT FROM f.version_id
  ), corrected AS MATERIALIZED (
    SELECT a.phase, r.measure FROM after_final a CROSS JOIN LATERAL (${differingMeasures(`
        SELECT * FROM results r WHERE r.version_id = a.version_id
        UNION ALL SELECT * FROM results r WHERE r.version_id = a.before`)}
      OFFSET 0
    ) r`;

/**
 * A page of phases with the force's line in each of their totals, in one statement that reads this force's rows only.
 *
 * standing, result, counting, wanted: as in the totals of a phase, for each phase of the page.
 * OFFSET 0 makes the planner use the index for each phase; a join may read the whole table.
 * line: each wanted measure of a phase, if the force is expected or reported it.
 */
const forceTotalsSql = (page: string): string => `
  WITH phase AS MATERIALIZED (${page}
  ), standing AS (
    SELECT s.phase, s.version_id, s.version, s.submitted_at, s.without_sign_off
    FROM phase CROSS JOIN LATERAL counting_versions(phase.code, $8, 'infinity') s
    WHERE s.force = $1
  ), result AS (
    SELECT own.* FROM standing c CROSS JOIN LATERAL (
      SELECT r.*, coalesce(r.withheld_until > instant_now(), false) AS is_withheld
      FROM results r WHERE r.version_id = c.version_id AND r.part IS NULL OFFSET 0
    ) own
  ), counting AS (
    SELECT s.* FROM standing s WHERE s.version_id IN (SELECT version_id FROM result)
  ), ${CORRECTED}
  ), wanted AS (
    SELECT phase.code AS phase, unnest($7::text[]) AS measure FROM phase
    UNION SELECT asked.* FROM phase CROSS JOIN LATERAL (
      SELECT a.phase, a.measure FROM phase_asks a WHERE a.phase = phase.code OFFSET 0
    ) asked WHERE $7::text[] IS NULL
    UNION SELECT phase, measure FROM result WHERE $7::text[] IS NULL
  ), line AS (
    SELECT phase.code AS phase, json_agg(json_build_object('measure', ${measureJson('measure')},
      'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier,
      'lower', coalesce(r.lower, 0)::text, 'upper', r.upper::text,
      'withheld', coalesce(r.is_withheld, false), 'changedAfterFinal', EXISTS (
        SELECT FROM corrected WHERE corrected.phase = phase.code AND corrected.measure = measure.code)) ORDER BY measure.position) AS cells
    FROM phase CROSS JOIN LATERAL measures_in_force(phase.starts_on) measure
    JOIN wanted w ON w.phase = phase.code AND w.measure = measure.code
    LEFT JOIN result r ON r.phase = phase.code AND r.measure = measure.code
    WHERE phase.participation = 'TAKING_PART' OR r.state IS NOT NULL
    GROUP BY phase.code
  )
  SELECT ${phaseJson('phase')} AS phase, phase.participation, c.version, c.submitted_at AS "submittedAt",
    coalesce(c.without_sign_off, false) AS "withoutSignOff",
    coalesce(line.cells, '[]') AS cells
  FROM phase
  LEFT JOIN counting c ON c.phase = phase.code
  LEFT JOIN line ON line.phase = phase.code
  ORDER BY phase.place`;

const OLDEST_FIRST_SQL = forceTotalsSql(pageSql('>', 'ASC'));
const NEWEST_FIRST_SQL = forceTotalsSql(pageSql('<', 'DESC'));

/** The SQL that reads one force's lines in the totals of many phases. */
@Injectable()
export class ForceTotalsRepository {
  /** A page of phases as the caller may see them, by first day, then code. */
  async ofForce(tx: EntityManager, filter: ForceTotalsFilter): Promise<ForcePhaseRow[]> {
    const { force, operation, from, to, after, first, measures, basis } = filter;
    const sql = filter.newestFirst ? NEWEST_FIRST_SQL : OLDEST_FIRST_SQL;
    return tx.query<ForcePhaseRow[]>(sql, [force, operation, from, to, after, first, measures, basis]);
  }
}
