import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import { Decimal } from '../../common/decimal.js';
import { prepared } from '../../database/index.js';
import { LEAST_PEERS, placeKey, type History, type Peers, type PlaceHistory, type Spread } from '../domain/index.js';
import type { ReturnKey } from '../shared/return-context.js';

/**
 * The number of newest earlier phases that are read. Older figures say little about today, and the cost stays bounded.
 */
const MOST_PHASES = 12;

/** Data about other phases and other forces that a return is compared with. */
export interface ReturnSurroundings {
  /** Today in Europe/London. */
  readonly today: CalendarDate;
  /** The clock of embargoes. */
  readonly now: Date;
  readonly history: History;
  readonly peers: Peers;
}

/** A measure or part to read, under one version of its definition; `part` null: the measure as a whole. */
export interface Place {
  readonly measure: string;
  readonly version: number;
  readonly part: string | null;
}

/** The SQL that reads a force's earlier phases, and the spread of other forces' accepted figures. */
@Injectable()
export class HistoryRepository {
  /**
   * Reads everything in one statement.
   *
   * @param wanted the measures and parts to read, each once
   */
  async surroundings(tx: EntityManager, key: ReturnKey, wanted: readonly Place[]): Promise<ReturnSurroundings> {
    const [row] = await tx.query<SurroundingsRow[]>(SURROUNDINGS, [
      key.phase,
      key.force,
      wanted.map(({ measure }) => measure),
      wanted.map(({ version }) => version),
      wanted.map(({ part }) => part ?? WHOLE),
    ]);
    if (row === undefined) {
      throw new Error('A statement that always returns a row returned none.');
    }
    const { today, now, lastPhase, places, peers } = row;
    return {
      today,
      now,
      history: { lastPhase, places: byPlace(places, historyOf) },
      peers: byPlace(peers, spreadOf),
    };
  }
}

/**
 * Stands for a measure as a whole in place of a part's code. Unlike null, it equals itself in SQL; no part has this
 * code.
 */
const WHOLE = '';

/** Numbers as exact text. */
interface SpreadRow {
  readonly measure: string;
  readonly part: string | null;
  readonly median: string;
  readonly deviation: string;
  readonly least: string;
  readonly most: string;
}

interface PlaceRow extends SpreadRow {
  readonly phases: number;
  readonly last: string | null;
}

interface SurroundingsRow {
  readonly today: CalendarDate;
  readonly now: Date;
  readonly lastPhase: string | null;
  readonly places: readonly PlaceRow[];
  readonly peers: readonly SpreadRow[];
}

function byPlace<Row extends SpreadRow, T>(rows: readonly Row[], read: (row: Row) => T): Map<string, T> {
  return new Map(rows.map((row) => [placeKey(row.measure, row.part), read(row)]));
}

function spreadOf({ median, deviation, least, most }: SpreadRow): Spread {
  return {
    median: new Decimal(median),
    deviation: new Decimal(deviation),
    least: new Decimal(least),
    most: new Decimal(most),
  };
}

function historyOf({ phases, last, ...spread }: PlaceRow): PlaceHistory {
  return { ...spreadOf(spread), phases, last: last === null ? null : new Decimal(last) };
}

/**
 * The results of one version. OFFSET 0 makes the planner read these rows only; without it, it may read the whole table.
 */
const resultsOf = (version: string): string =>
  `CROSS JOIN LATERAL (SELECT * FROM results WHERE version_id = ${version} OFFSET 0) r
    JOIN wanted ON wanted.measure = r.measure AND wanted.version = r.measure_version
      AND wanted.part = coalesce(r.part, '${WHOLE}')
    WHERE r.state IN ('REPORTED', 'NIL') AND r.qualifier <> 'AT_MOST'`;

/**
 * earlier: the newest earlier phases of the same operation for which the force has a current version, with that
 * version.
 * peer: the accepted version of each other force in this phase; never one that is not accepted, and none while the
 * totals of the phase are held back, whoever asks. What it withholds is left out, whoever asks: the force reads the
 * warnings.
 * stated: what these versions report of each wanted measure and part. AT_MOST is left out: it says little of the
 * amount.
 * Medians use binary floating point, because they only decide on a warning. The lowest, highest and last values are
 * exact.
 */
const SURROUNDINGS = prepared(
  'return-surroundings',
  `
  WITH wanted AS (
    SELECT * FROM unnest($3::text[], $4::integer[], $5::text[]) AS wanted(measure, version, part)
  ), earlier AS (
    SELECT e.version_id, e.name, row_number() OVER (ORDER BY e.starts_on DESC, e.code DESC) AS ago
    FROM (
      SELECT version.id AS version_id, phase.name, phase.starts_on, phase.code
      FROM phases this
      JOIN phases phase ON phase.operation = this.operation
        AND (phase.starts_on, phase.code) < (this.starts_on, this.code)
      JOIN returns own ON own.phase = phase.code AND own.force = $2
      JOIN return_versions version ON version.phase = own.phase AND version.force = own.force
        AND version.version = own.standing
      WHERE this.code = $1
      ORDER BY phase.starts_on DESC, phase.code DESC LIMIT ${MOST_PHASES}
    ) e
  ), peer AS (
    SELECT s.version_id FROM phases this CROSS JOIN LATERAL counting_versions($1, 'ACCEPTED', 'infinity') s
    WHERE this.code = $1 AND NOT is_held_back(this.totals_held_back, this.held_back_until) AND s.force <> $2
  ), stated AS (
    SELECT true AS own, r.measure, wanted.part, r.value,
      e.ago = 1 AND r.state = 'REPORTED' AND r.qualifier = 'EXACT' AS is_last
    FROM earlier e ${resultsOf('e.version_id')}
    UNION ALL
    SELECT false, r.measure, wanted.part, r.value, false FROM peer ${resultsOf('peer.version_id')}
      AND (r.withheld_until IS NULL OR r.withheld_until <= instant_now())
  ), middle AS (
    SELECT own, measure, part, count(*) AS phases, min(value)::text AS least, max(value)::text AS most,
      (max(value) FILTER (WHERE is_last))::text AS last, percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median
    FROM stated GROUP BY own, measure, part HAVING own OR count(*) >= ${LEAST_PEERS}
  ), place AS (
    SELECT m.own, m.measure, nullif(m.part, '${WHOLE}') AS part, m.phases, m.least, m.most, m.last, m.median::text,
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(s.value::double precision - m.median)))::text AS deviation
    FROM middle m JOIN stated s ON s.own = m.own AND s.measure = m.measure AND s.part = m.part
    GROUP BY m.own, m.measure, m.part, m.phases, m.least, m.most, m.last, m.median
  )
  SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS today, instant_now() AS now,
    (SELECT name FROM earlier WHERE ago = 1) AS "lastPhase",
    (SELECT coalesce(json_agg(place), '[]') FROM place WHERE own) AS places,
    (SELECT coalesce(json_agg(place), '[]') FROM place WHERE NOT own) AS peers`,
);
