import type { DrugClass } from '../../dictionary/index.js';
import type { FigureState, Qualifier } from '../../returns/index.js';

/** A result of the version of a force that counts, for a measure or part. Decimals are exact text. */
export interface ResultRow {
  readonly measure: string;
  readonly force: string;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  readonly state: FigureState;
  readonly value: string | null;
  readonly qualifier: Qualifier | null;
  readonly lower: string;
  readonly upper: string | null;
  readonly approximate: boolean;
  readonly settlesParts: boolean;
}

/** A part of a breakdown, with its group and its class on the phase's first day. */
export interface MemberRow {
  readonly breakdown: string;
  readonly part: string;
  readonly drugClass: DrugClass | null;
  readonly group: string | null;
}

/** The rows that totals by class and by group are made from: see GROUPING_COLUMNS. */
export interface GroupingRows {
  /** The results of all forces for the measures with a breakdown. */
  readonly results: readonly ResultRow[];
  /** The parts of these breakdowns, in the dictionary's order. */
  readonly members: readonly MemberRow[];
}

/**
 * The two further columns that totals by class and by group need in the statement of a phase's totals. They are left
 * out unless requested, because a row for each force and part costs more than the sums.
 */
export const GROUPING_COLUMNS = `
    (SELECT coalesce(json_agg(json_build_object('measure', r.measure, 'force', r.force, 'part', r.part,
       'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier, 'lower', r.lower::text,
       'upper', r.upper::text, 'approximate', r.approximate, 'settlesParts', r.settles_parts)), '[]')
     FROM result r JOIN measure ON measure.code = r.measure
     WHERE measure.breakdown IS NOT NULL) AS results,
    (SELECT coalesce(json_agg(json_build_object('breakdown', p.breakdown, 'part', p.code,
       'drugClass', c.drug_class, 'group', p.group_code) ORDER BY p.breakdown, p.position), '[]')
     FROM parts p
     LEFT JOIN part_classes c ON c.breakdown = p.breakdown AND c.part = p.code
       AND phase.starts_on BETWEEN c.valid_from AND c.valid_until
     WHERE p.breakdown IN (SELECT breakdown FROM measure)) AS members`;
