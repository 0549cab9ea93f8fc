import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personJson, type Person } from '../access/index.js';
import type { CalendarDate } from '../common/dates.js';
import { Decimal } from '../common/decimal.js';
import { CodedError } from '../common/errors.js';
import type { Problem } from '../common/problem.js';
import { prepared } from '../database/index.js';
import type {
  Acknowledgement,
  Channel,
  Figure,
  QuestionEnding,
  ReturnState,
  Step,
  StoredResult,
} from './domain/index.js';
import { LAST_ENDING } from './last-ending.js';
import type { ReturnKey } from './return-setting.js';

/** Instants as ISO 8601. */
export interface StepRow {
  readonly step: Step;
  readonly state: ReturnState;
  readonly at: string;
  /** Null: the service itself. */
  readonly person: Person | null;
  readonly asDeputy: boolean;
  readonly reason: string | null;
}

export interface QuestionRow {
  readonly id: string;
  readonly question: string;
  readonly askedAt: string;
  readonly askedBy: Person;
  /** Null, with the next three: it is open. */
  readonly ending: QuestionEnding | null;
  readonly answer: string | null;
  readonly endedAt: string | null;
  readonly endedBy: Person | null;
}

/** A version without what it states. */
export interface HeadRow {
  readonly id: string;
  readonly version: number;
  readonly onBehalf: boolean;
  readonly receivedFrom: string | null;
  readonly receivedAt: string | null;
  readonly receivedBy: Channel | null;
  readonly windowFrom: CalendarDate | null;
  readonly windowTo: CalendarDate | null;
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly reason: string | null;
  /** In the order in which they were taken. */
  readonly steps: readonly StepRow[];
  /** In the order in which they were asked. */
  readonly questions: readonly QuestionRow[];
}

/** What decides where a return stands, and what of it is told. */
export interface HeadsRow {
  /** Of all reference data. */
  readonly stamp: string;
  /** Until when a closed phase takes the force's first return; null: it does not. */
  readonly exceptionUntil: Date | null;
  /** Whether there is a draft that the caller may know of. */
  readonly hasDraft: boolean;
  /** The newest version, which is as many as there are; null: there is none that the caller may know of. */
  readonly newest: number | null;
  /** The newest version that was not withdrawn; null: none. */
  readonly standing: number | null;
  /** The version that the region counts; null: none. */
  readonly accepted: number | null;
  /** The version that is wanted, the one that stands and the accepted one, each once, by number. */
  readonly versions: readonly HeadRow[];
}

/** Which versions are read for a return. */
export interface HeadsWanted {
  /** Null: the one that stands, else the newest. */
  readonly version: number | null;
  /** False: notes, reasons, questions and answers are null. */
  readonly texts: boolean;
  /** The id of a version: the return as it was when that was sent; null: as it is. */
  readonly whenSent?: string | null;
}

/** What of a version's contents is read. */
export type ContentsPart = 'figures' | 'notes' | 'problems' | 'acknowledgements';

/** What is read of versions in a history. */
export interface PageWanted {
  /** Their numbers. */
  readonly versions: readonly number[];
  readonly texts: boolean;
  readonly problems: boolean;
  readonly acknowledgements: boolean;
  readonly results: boolean;
  /** True: the version that stood before each is read too. */
  readonly before: boolean;
}

/** A version in a history, with what is wanted of it; what is not is empty. */
export interface PageRow extends HeadRow, Omit<Contents, 'figures'> {
  readonly results: readonly StoredResult[];
  /** True: it is one of those asked for, and not only the one before. */
  readonly inPage: boolean;
  /** The version that stood when this one came; null: none did, or it was not asked for. */
  readonly before: number | null;
}

/** What a version states, and what was found of that. */
export interface Contents {
  readonly figures: readonly Figure[];
  readonly problems: readonly Problem[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** Null where nobody is told. */
const whoJson = (id: string): string => `CASE WHEN ${id} IS NOT NULL THEN ${personJson(id)} END`;

/** A version without what it states, as JSON; texts only where `texts` is true. */
const HEAD = (texts: string): string => `json_build_object('id', v.id::text, 'version', v.version,
    'onBehalf', v.on_behalf, 'receivedFrom', v.received_from, 'receivedAt', v.received_at, 'receivedBy', v.received_by,
    'windowFrom', v.window_from, 'windowTo', v.window_to, 'asAt', v.as_at,
    'note', CASE WHEN ${texts} THEN v.note END, 'reason', CASE WHEN ${texts} THEN v.reason END,
    'steps', (
      SELECT json_agg(json_build_object('step', s.step, 'state', s.state, 'at', s.began_at,
        'person', ${whoJson('s.actor')}, 'asDeputy', s.as_deputy,
        'reason', CASE WHEN ${texts} THEN (SELECT reason FROM step_reasons WHERE step_id = s.id) END) ORDER BY s.id)
      FROM version_states s WHERE s.version_id = v.id),
    'questions', (
      SELECT coalesce(json_agg(json_build_object('id', q.id::text,
        'question', CASE WHEN ${texts} THEN q.question ELSE '' END, 'askedAt', q.asked_at,
        'askedBy', ${personJson('q.asked_by')}, 'ending', e.ending, 'answer', CASE WHEN ${texts} THEN e.answer END,
        'endedAt', e.ended_at, 'endedBy', ${whoJson('e.ended_by')}) ORDER BY q.id), '[]')
      FROM questions q ${LAST_ENDING} WHERE q.version_id = v.id))`;

/** Three versions are read at most, however many there are. */
const HEADS = prepared(
  'return-heads',
  `
  WITH sent AS (
    SELECT s.version, min(s.began_at) AS at FROM version_states s WHERE s.version_id = $5 GROUP BY s.version
  ), known AS (
    SELECT coalesce((SELECT version FROM sent),
        (SELECT max(v.version) FROM return_versions v WHERE v.phase = $1 AND v.force = $2)) AS newest,
      coalesce((SELECT version FROM sent),
        (SELECT r.standing FROM returns r WHERE r.phase = $1 AND r.force = $2)) AS standing,
      (SELECT max(s.version) FROM version_states s
       WHERE s.phase = $1 AND s.force = $2 AND s.accepted AND s.began_at <= coalesce((SELECT at FROM sent), 'infinity')
         AND s.version <= coalesce((SELECT version FROM sent), s.version) AND NOT EXISTS (
           SELECT FROM version_states later WHERE later.version_id = s.version_id AND later.id > s.id
             AND later.began_at <= coalesce((SELECT at FROM sent), 'infinity'))) AS accepted
  )
  SELECT reference_stamp_now() AS stamp,
    (SELECT until FROM phase_exceptions e WHERE e.phase = $1 AND e.force = $2 AND e.revoked_at IS NULL
       AND e.until >= now()) AS "exceptionUntil",
    EXISTS (SELECT FROM drafts d WHERE d.phase = $1 AND d.force = $2 AND d.entry IS NOT NULL) AS "hasDraft",
    known.newest, known.standing, known.accepted, (
      SELECT coalesce(json_agg(${HEAD('$4')} ORDER BY v.version), '[]') FROM return_versions v
      WHERE v.phase = $1 AND v.force = $2
        AND v.version IN (coalesce($3, known.standing, known.newest), known.standing, known.accepted)
    ) AS versions
  FROM known`,
);

const AMOUNT = (row: string): string => `'measure', ${row}.measure, 'part', ${row}.part, 'state', ${row}.state,
  'value', ${row}.value::text, 'qualifier', ${row}.qualifier, 'lower', ${row}.lower::text, 'upper', ${row}.upper::text`;

/** What a result `r` comes to, as fields of a JSON object. */
export const RESULT_FIELDS = `${AMOUNT('r')}, 'approximate', r.approximate, 'settlesParts', r.settles_parts`;

/** Where a condition does not hold, nothing is read. */
const ACKNOWLEDGEMENTS = (wanted: string): string => `(SELECT coalesce(json_agg(json_build_object('code', a.code,
    'measure', a.measure, 'part', a.part, 'reason', a.reason) ORDER BY a.id), '[]')
  FROM acknowledgements a WHERE a.version_id = v.id AND ${wanted})`;
const PROBLEMS = (wanted: string): string => `CASE WHEN ${wanted} THEN v.problems ELSE '[]' END`;

const CONTENTS = prepared(
  'version-contents',
  `
  SELECT v.id, ${PROBLEMS(`'problems' = ANY ($2::text[])`)} AS problems,
    (SELECT coalesce(json_agg(json_build_object(${AMOUNT('f')}, 'note', CASE WHEN 'notes' = ANY ($2::text[]) THEN f.note END) ORDER BY f.id), '[]')
     FROM figures f WHERE f.version_id = v.id AND 'figures' = ANY ($2::text[])) AS figures,
    ${ACKNOWLEDGEMENTS(`'acknowledgements' = ANY ($2::text[])`)} AS acknowledgements
  FROM return_versions v WHERE v.id = $1`,
);

/** So many rows of results are read at once: those of all that a page of 100 versions rests on, of 500 figures each. */
const MOST_RESULTS = 50_000;

/** Versions by number, and those that stood before them, whatever their number in one statement. */
const PAGE = prepared(
  'return-versions',
  `
  WITH page AS (
    SELECT v.id, before.id AS before, before.version AS before_version
    FROM return_versions v
    LEFT JOIN LATERAL (
      SELECT b.id, b.version FROM return_versions b
      WHERE $8 AND b.phase = v.phase AND b.force = v.force AND b.version < v.version AND NOT EXISTS (
        SELECT FROM version_states w WHERE w.version_id = b.id AND w.step = 'WITHDRAW'
          AND w.began_at < (SELECT min(s.began_at) FROM version_states s WHERE s.version_id = v.id))
      ORDER BY b.version DESC LIMIT 1
    ) before ON true
    WHERE v.phase = $1 AND v.force = $2 AND v.version = ANY ($3)
  ), needed AS (
    SELECT id FROM page UNION SELECT before FROM page WHERE before IS NOT NULL
  ), sized AS (
    SELECT count(*) AS results FROM needed JOIN results r ON r.version_id = needed.id WHERE $7
  )
  SELECT ${HEAD('$4')} AS head, page.id IS NOT NULL AS "inPage", page.before_version AS before,
    sized.results > ${MOST_RESULTS} AS "isTooMuch",
    ${PROBLEMS('$5 AND page.id IS NOT NULL')} AS problems,
    ${ACKNOWLEDGEMENTS('$6 AND page.id IS NOT NULL')} AS acknowledgements,
    (SELECT coalesce(json_agg(json_build_object(${RESULT_FIELDS}) ORDER BY r.id), '[]')
     FROM results r WHERE r.version_id = v.id AND $7 AND sized.results <= ${MOST_RESULTS}) AS results
  FROM needed
  JOIN return_versions v ON v.id = needed.id
  LEFT JOIN page ON page.id = needed.id
  CROSS JOIN sized
  ORDER BY v.version`,
);

/** Decimals as PostgreSQL prints them: exact text. */
export type AmountRow<Row> = Omit<Row, 'value' | 'lower' | 'upper'> & {
  readonly value: string | null;
  readonly lower: string;
  readonly upper: string | null;
};

interface ContentsRow extends Omit<Contents, 'figures'> {
  readonly figures: readonly AmountRow<Omit<Figure, 'approximate'>>[];
}

type StoredPageRow = Pick<PageRow, 'inPage' | 'before' | 'problems' | 'acknowledgements'> & {
  readonly head: HeadRow;
  readonly isTooMuch: boolean;
  readonly results: readonly AmountRow<StoredResult>[];
};

/** The SQL that reads a return with its past. */
@Injectable()
export class ReadingRepository {
  /** Where a return stands, and the versions that say so, as the caller may know of it, in one statement. */
  async heads(tx: EntityManager, { phase, force }: ReturnKey, wanted: HeadsWanted): Promise<HeadsRow> {
    const { version, texts, whenSent = null } = wanted;
    const [row] = await tx.query<HeadsRow[]>(HEADS, [phase, force, version, texts, whenSent]);
    if (row === undefined) {
      throw new Error('A statement that always gives a row gave none.');
    }
    return row;
  }

  /** What a version states, and what was found of that, by its id; what is not wanted is empty, or null. */
  async contents(tx: EntityManager, id: string, wanted: readonly ContentsPart[]): Promise<Contents> {
    const [row] = await tx.query<ContentsRow[]>(CONTENTS, [id, wanted]);
    if (row === undefined) {
      throw new Error('A version that was read before is not there.');
    }
    const { problems, acknowledgements, figures } = row;
    return {
      ...{ problems, acknowledgements },
      figures: figures.map((one) => ({ ...exact(one), approximate: one.qualifier === 'APPROXIMATE' })),
    };
  }

  /**
   * Versions in a history, by number, in one statement.
   *
   * @throws CodedError QUERY_TOO_COMPLEX where they come to too many results to be read at once
   */
  async versions(tx: EntityManager, { phase, force }: ReturnKey, wanted: PageWanted): Promise<PageRow[]> {
    const { versions, texts, problems, acknowledgements, results, before } = wanted;
    const parameters = [phase, force, versions, texts, problems, acknowledgements, results, before];
    const rows = await tx.query<StoredPageRow[]>(PAGE, parameters);
    if (rows[0]?.isTooMuch === true) {
      throw new CodedError(
        'QUERY_TOO_COMPLEX',
        `These ${versions.length} versions come to more than ${MOST_RESULTS} results. Ask for fewer versions at once.`,
      );
    }
    return rows.map(({ head, isTooMuch: _, results: stored, ...row }) => ({
      ...{ ...head, ...row, results: stored.map(exact) },
    }));
  }
}

/** A row with its decimals. A bound is most often the value itself: no second Decimal is made for it. */
export function exact<Row extends AmountRow<object>>({ value: given, lower, upper, ...row }: Row) {
  const value = given === null ? null : new Decimal(given);
  const bound = (text: string): Decimal => (value !== null && text === given ? value : new Decimal(text));
  return { ...row, value, lower: bound(lower), upper: upper === null ? null : bound(upper) };
}
