import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../database/index.js';
import { forceFields, measureJson, type DrugClass, type Force, type Measure } from '../../dictionary/index.js';
import { dataStamp, phaseColumns, phaseJson, type Participation, type PhaseRow } from '../../operations/index.js';
import type { FigureState, Qualifier, ReturnState } from '../../returns/index.js';
import type { Basis } from '../domain/index.js';
import { differingMeasures, versionsAtFinal } from '../shared/after-final.js';
import { GROUPING_COLUMNS, type GroupingRows } from './grouping-rows.js';

/** A sum. Decimals are exact text, as PostgreSQL prints them. */
export interface SumRow {
  readonly lower: string;
  /** Null: no upper bound. */
  readonly upper: string | null;
  readonly plain: string;
  readonly approximate: boolean;
  readonly quantified: boolean;
  readonly unquantified: boolean;
}

export interface CellRow {
  readonly force: string;
  /** Null: nothing is stored for this force. */
  readonly state: FigureState | null;
  readonly value: string | null;
  readonly qualifier: Qualifier | null;
  readonly lower: string;
  readonly upper: string | null;
  /** True: it is withheld from other readers. */
  readonly withheld: boolean;
  /** True: the force changed it, or a part of it, after the phase's figures became final. */
  readonly changedAfterFinal: boolean;
}

export interface PartRow {
  readonly sum: SumRow;
  /** How many forces gave a number other than none; if none did, how many gave an unknown amount. */
  readonly givenBy: number;
  readonly code: string;
  readonly name: string;
  readonly drugClass: DrugClass | null;
}

export interface TotalRow {
  readonly sum: SumRow;
  readonly measure: Measure;
  readonly cells: readonly CellRow[];
  readonly parts: readonly PartRow[];
  /** The codes of forces that changed it after the phase's figures became final, also those without a cell now. */
  readonly changedAfterFinal: readonly string[];
}

/** The rows that the totals of a phase are made from. */
export interface TotalsRow {
  readonly phase: PhaseRow;
  /** True: the requested instant is in the future. */
  readonly isAhead: boolean;
  readonly asOf: Date;
  /** The stamp of OperationsService.dataStamp, for the rows that were read. */
  readonly stamp: string;
  /** Participants, and any other force with a version that counts, by code. */
  readonly forces: readonly (Force & { readonly participation: Participation | null })[];
  /** By the force's code. `submittedAt` as ISO 8601. */
  readonly restsOn: readonly {
    readonly force: string;
    readonly version: number;
    readonly submittedAt: string;
    readonly status: ReturnState;
    readonly withoutSignOff: boolean;
  }[];
  /** In the dictionary's order. */
  readonly totals: readonly TotalRow[];
}

/** The same, with the rows that totals by class and by group are made from. */
export type TotalsWithGroupingsRow = TotalsRow & GroupingRows;

/**
 * A sum over the stored results `r` by the rules in returns/domain/arithmetic/result.ts.
 *
 * @param silent SQL: whether an expected force has not reported
 * @param nil SQL: whether a force is known to have none although it has no row
 */
const sumJson = (silent: string, nil = 'false'): string => `
  'lower', coalesce(sum(r.lower), 0)::text,
  'upper', CASE WHEN ${silent} OR bool_or(r.state IS NOT NULL AND r.upper IS NULL) THEN NULL
    ELSE coalesce(sum(r.upper), 0) END::text,
  'plain', coalesce(sum(r.value), 0)::text,
  'approximate', coalesce(bool_or(r.approximate), false),
  'quantified', coalesce(bool_or(r.state IN ('REPORTED', 'NIL')), false) OR ${nil},
  'unquantified', coalesce(bool_or(r.state = 'UNQUANTIFIED'), false)`;

/** The sum if no force is expected and none has reported. */
const NOBODY = `'${JSON.stringify({ lower: '0', upper: '0', plain: '0', approximate: false, quantified: false, unquantified: false })}'::json`;

/** SQL: whether the reader may see what a result `r` states, as of the instant. */
const SHOWN = `r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
      OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))`;

/**
 * Everything in one statement, which reads this phase's rows only, as of an instant; `infinity` means now.
 *
 * participant: the participants at that instant.
 * standing: the version of each force's return that was current then, or the newest accepted one.
 * result: what these state, without what is withheld from the reader. Row-level security hides what is withheld now;
 * the condition also leaves out, for an earlier instant, what was withheld then, and with $5 every withheld figure.
 * stated: the versions of which something is left, each with the instant at which it last let withheld figures go.
 * counting: these versions. A return that is withheld as a whole has not reported.
 * changed: when the totals changed on this basis, also because a withheld figure was let go. For ACCEPTED, only changes of
 * accepted totals, so that no reader learns when other forces worked on their returns; of a version of which everything
 * is withheld from the reader neither.
 * at_final: the version of each force that figures are compared with after the phase's final date; none before that time.
 * corrected: the measures of these forces of which the version that counts now states something else, for the reader.
 * wanted: the measures requested, or else those that the phase asks for and those that a force reported.
 * cell: each wanted measure for each force that is expected or reported it.
 * given_part, part_total, part_list: the parts that at least one force gave, over the same forces. A force that settles
 * its parts counts as having given all of them.
 */
const TOTALS = `
  WITH phase AS (
    SELECT ${phaseColumns('p')} FROM phases p WHERE p.code = $1
  ), participant AS (
    SELECT DISTINCT ON (force) force, participation FROM participation_changes
    WHERE phase = $1 AND began_at <= $4 ORDER BY force, began_at DESC, id DESC
  ), standing AS (
    SELECT s.version_id, s.force, s.version, s.submitted_at, s.without_sign_off,
      CASE $3 WHEN 'ACCEPTED' THEN 'ACCEPTED' ELSE s.state END AS status
    FROM counting_versions($1, $3, $4) s
  ), result AS (
    SELECT r.*, coalesce(r.withheld_until > least($4, instant_now()), false) AS is_withheld
    FROM standing c JOIN results r ON r.version_id = c.version_id
    WHERE ${SHOWN}
  ), stated AS (
    SELECT version_id, max(withheld_until) FILTER (WHERE NOT is_withheld) AS released_at FROM result GROUP BY version_id
  ), counting AS (
    SELECT standing.* FROM standing JOIN stated ON stated.version_id = standing.version_id
  ), at_final AS (
    SELECT one.force, one.version_id FROM phase CROSS JOIN LATERAL (${versionsAtFinal({ phase: '$1', basis: '$3', asOf: '$4', of: 'true', shown: SHOWN })}
    ) one
    WHERE phase.final_at < least($4, now())
  ), corrected AS MATERIALIZED (${differingMeasures(`
      SELECT r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper
      FROM at_final JOIN result r ON r.force = at_final.force AND r.version_id <> at_final.version_id
      UNION ALL
      SELECT r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper
      FROM at_final JOIN results r ON r.version_id = at_final.version_id
      WHERE NOT EXISTS (SELECT FROM standing WHERE standing.version_id = at_final.version_id) AND (${SHOWN})`)}
  ), changed AS (
    SELECT changed_at FROM phase_changes WHERE phase = $1 AND $3 = 'PROVISIONAL'
    UNION ALL SELECT phase_set_up_at($1)
    UNION ALL SELECT released_at FROM stated
    UNION ALL SELECT s.began_at FROM version_states s
      WHERE s.phase = $1 AND $3 = 'ACCEPTED' AND s.step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
        AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (${SHOWN}))
    UNION ALL SELECT began_at FROM participation_changes
      WHERE phase = $1 AND $3 = 'ACCEPTED' AND began_at <> '-infinity'
    UNION ALL SELECT began_at FROM phase_ask_changes
      WHERE phase = $1 AND $3 = 'ACCEPTED' AND began_at <> '-infinity'
  ), force AS (
    SELECT f.*, p.participation, p.participation IS NOT DISTINCT FROM 'TAKING_PART' AS expected
    FROM (SELECT force FROM participant UNION SELECT force FROM counting) named
    JOIN forces f ON f.code = named.force
    LEFT JOIN participant p ON p.force = f.code
  ), wanted AS (
    SELECT unnest($2::text[]) AS code
    UNION SELECT measure FROM (
      SELECT DISTINCT ON (measure) measure, ask FROM phase_ask_changes
      WHERE phase = $1 AND began_at <= $4 ORDER BY measure, began_at DESC, id DESC
    ) asked WHERE ask IS NOT NULL AND $2::text[] IS NULL
    UNION SELECT measure FROM result WHERE $2::text[] IS NULL
  ), measure AS (
    SELECT m.* FROM phase, measures_in_force(phase.starts_on) m JOIN wanted ON wanted.code = m.code
  ), cell AS (
    SELECT m.code AS measure, f.code AS force, f.expected, r.state, r.value, r.qualifier, r.lower, r.upper,
      r.approximate, coalesce(r.settles_parts, false) AS settles_parts, coalesce(r.is_withheld, false) AS is_withheld
    FROM measure m
    CROSS JOIN force f
    LEFT JOIN result r ON r.force = f.code AND r.measure = m.code AND r.part IS NULL
    WHERE f.expected OR r.state IS NOT NULL
  ), total AS (
    SELECT r.measure,
      json_build_object(${sumJson('bool_or(r.expected AND r.state IS NULL)')}) AS sum,
      json_agg(json_build_object('force', r.force, 'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier,
        'lower', coalesce(r.lower, 0)::text, 'upper', r.upper::text, 'withheld', r.is_withheld,
        'changedAfterFinal', EXISTS (SELECT FROM corrected WHERE corrected.force = r.force AND corrected.measure = r.measure)
        ) ORDER BY r.force) AS cells
    FROM cell r
    GROUP BY r.measure
  ), given_part AS (
    SELECT DISTINCT r.measure, r.breakdown, r.part
    FROM result r JOIN measure m ON m.code = r.measure
    WHERE r.part IS NOT NULL
  ), part_total AS (
    SELECT g.measure, g.breakdown, g.part,
      json_build_object(${sumJson(
        'bool_or(r.state IS NULL AND NOT c.settles_parts)',
        "bool_or(c.settles_parts AND r.state IS NULL AND c.state <> 'NOT_APPLICABLE')",
      )}) AS sum, coalesce(nullif(count(*) FILTER (WHERE r.state = 'REPORTED'), 0),
        count(*) FILTER (WHERE r.state = 'UNQUANTIFIED'))::int AS given_by
    FROM given_part g
    JOIN cell c ON c.measure = g.measure
    LEFT JOIN result r ON r.force = c.force AND r.measure = g.measure AND r.part = g.part
    GROUP BY g.measure, g.breakdown, g.part
  ), part_list AS (
    SELECT t.measure,
      json_agg(json_build_object('sum', t.sum, 'givenBy', t.given_by, 'code', p.code, 'name', p.name, 'drugClass', c.drug_class)
        ORDER BY p.position) AS parts
    FROM part_total t CROSS JOIN phase
    JOIN parts p ON p.breakdown = t.breakdown AND p.code = t.part
    LEFT JOIN part_classes c ON c.breakdown = p.breakdown AND c.part = p.code
      AND phase.starts_on BETWEEN c.valid_from AND c.valid_until
    GROUP BY t.measure
  )
  SELECT
    ${phaseJson('phase')} AS phase,
    $4 <> 'infinity' AND $4 > greatest(clock_timestamp(), (SELECT max(changed_at) FROM changed)) AS "isAhead",
    CASE WHEN $3 = 'PROVISIONAL' AND $4 = 'infinity'
      THEN (SELECT greatest(data_changed_at, (SELECT max(released_at) FROM stated)) FROM phase_data($1)) ELSE coalesce(
      (SELECT max(changed_at) FROM changed WHERE changed_at <= $4), $4) END AS "asOf",
    ${dataStamp('phase')} AS stamp,
    (SELECT coalesce(json_agg(json_build_object(${forceFields('force')}, 'participation', force.participation)
       ORDER BY force.code), '[]') FROM force) AS forces,
    (SELECT coalesce(json_agg(json_build_object('force', force, 'version', version, 'submittedAt', submitted_at,
       'status', status, 'withoutSignOff', without_sign_off) ORDER BY force), '[]') FROM counting) AS "restsOn",
    (SELECT coalesce(json_agg(json_build_object('sum', coalesce(total.sum, ${NOBODY}), 'measure', ${measureJson('measure')},
       'cells', coalesce(total.cells, '[]'), 'parts', coalesce(part_list.parts, '[]'), 'changedAfterFinal', (
         SELECT coalesce(json_agg(corrected.force ORDER BY corrected.force), '[]')
         FROM corrected JOIN force ON force.code = corrected.force WHERE corrected.measure = measure.code))
       ORDER BY measure.position), '[]')
     FROM measure
     LEFT JOIN total ON total.measure = measure.code
     LEFT JOIN part_list ON part_list.measure = measure.code) AS totals`;

/** @internal exported for the benchmark, which runs it directly */
export const TOTALS_SQL = prepared('totals', `${TOTALS} FROM phase`);
const TOTALS_WITH_GROUPINGS_SQL = prepared('totals-with-groupings', `${TOTALS}, ${GROUPING_COLUMNS} FROM phase`);

/** Which totals of a phase to read. */
export interface TotalsWanted {
  /** The codes of known measures; null: those that the phase asks for and those that a force reported. */
  readonly measures: readonly string[] | null;
  readonly basis: Basis;
  /** The instant for which to read them; null: now. */
  readonly asOf: Date | null;
  /** True: without figures that are withheld, whoever reads. */
  readonly withoutWithheld: boolean;
}

/** @internal exported for the benchmark */
export const parametersOf = (phase: string, { measures, basis, asOf, withoutWithheld }: TotalsWanted): unknown[] => [
  phase,
  measures,
  basis,
  asOf ?? 'infinity',
  withoutWithheld,
];

/** The SQL of totals. */
@Injectable()
export class TotalsRepository {
  /**
   * The rows that the totals of a phase are made from, as the caller may see them.
   *
   * @returns null if there is no such phase
   */
  async ofPhase(tx: EntityManager, phase: string, wanted: TotalsWanted): Promise<TotalsRow | null> {
    const [row] = await tx.query<TotalsRow[]>(TOTALS_SQL, parametersOf(phase, wanted));
    return row ?? null;
  }

  /** As `ofPhase`, with the rows for totals by class and by group. */
  async ofPhaseWithGroupings(
    tx: EntityManager,
    phase: string,
    wanted: TotalsWanted,
  ): Promise<TotalsWithGroupingsRow | null> {
    const [row] = await tx.query<TotalsWithGroupingsRow[]>(TOTALS_WITH_GROUPINGS_SQL, parametersOf(phase, wanted));
    return row ?? null;
  }
}
