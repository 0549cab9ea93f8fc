import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personJson, type Person } from '../access/index.js';
import type { CalendarDate } from '../common/dates.js';
import { Decimal } from '../common/decimal.js';
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

/** All versions of a return, by number, with what happened to them. */
export interface HeadsRow {
  /** Of all reference data. */
  readonly stamp: string;
  /** Until when a closed phase takes the force's first return; null: it does not. */
  readonly exceptionUntil: Date | null;
  /** Whether there is a draft that the caller may know of. */
  readonly hasDraft: boolean;
  readonly versions: readonly HeadRow[];
}

/** What a version states and comes to. */
export interface Contents {
  readonly figures: readonly Figure[];
  readonly results: readonly StoredResult[];
  readonly problems: readonly Problem[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** Null where nobody is told. */
const whoJson = (id: string): string => `CASE WHEN ${id} IS NOT NULL THEN ${personJson(id)} END`;

const HEADS = prepared(
  'return-heads',
  `
  WITH steps AS (
    SELECT s.version_id, json_agg(json_build_object('step', s.step, 'state', s.state, 'at', s.began_at,
      'person', ${whoJson('s.actor')}, 'asDeputy', s.as_deputy,
      'reason', (SELECT reason FROM step_reasons WHERE step_id = s.id)) ORDER BY s.id) AS steps
    FROM version_states s WHERE s.phase = $1 AND s.force = $2 GROUP BY s.version_id
  ), asked AS (
    SELECT q.version_id, json_agg(json_build_object('id', q.id::text, 'question', q.question, 'askedAt', q.asked_at,
      'askedBy', ${personJson('q.asked_by')}, 'ending', e.ending, 'answer', e.answer, 'endedAt', e.ended_at,
      'endedBy', ${whoJson('e.ended_by')}) ORDER BY q.id) AS questions
    FROM questions q ${LAST_ENDING}
    WHERE q.phase = $1 AND q.force = $2 GROUP BY q.version_id
  )
  SELECT reference_stamp_now() AS stamp,
    (SELECT until FROM phase_exceptions e WHERE e.phase = $1 AND e.force = $2 AND e.revoked_at IS NULL
       AND e.until >= now()) AS "exceptionUntil",
    EXISTS (SELECT FROM drafts d WHERE d.phase = $1 AND d.force = $2 AND d.entry IS NOT NULL) AS "hasDraft", (
    SELECT coalesce(json_agg(json_build_object('id', v.id::text, 'version', v.version, 'onBehalf', v.on_behalf,
      'receivedFrom', v.received_from, 'receivedAt', v.received_at, 'receivedBy', v.received_by,
      'windowFrom', v.window_from, 'windowTo', v.window_to, 'asAt', v.as_at, 'note', v.note, 'reason', v.reason,
      'steps', steps.steps, 'questions', coalesce(asked.questions, '[]')) ORDER BY v.version), '[]')
    FROM return_versions v
    JOIN steps ON steps.version_id = v.id
    LEFT JOIN asked ON asked.version_id = v.id
    WHERE v.phase = $1 AND v.force = $2
  ) AS versions`,
);

const AMOUNT = (row: string): string => `'measure', ${row}.measure, 'part', ${row}.part, 'state', ${row}.state,
  'value', ${row}.value::text, 'qualifier', ${row}.qualifier, 'lower', ${row}.lower::text, 'upper', ${row}.upper::text`;

/** What a result `r` comes to, as fields of a JSON object. */
export const RESULT_FIELDS = `${AMOUNT('r')}, 'approximate', r.approximate, 'settlesParts', r.settles_parts`;

const CONTENTS = prepared(
  'version-contents',
  `
  SELECT v.id, v.problems,
    (SELECT coalesce(json_agg(json_build_object(${AMOUNT('f')}, 'note', f.note) ORDER BY f.id), '[]')
     FROM figures f WHERE f.version_id = v.id) AS figures,
    (SELECT coalesce(json_agg(json_build_object(${RESULT_FIELDS}) ORDER BY r.id), '[]')
     FROM results r WHERE r.version_id = v.id) AS results,
    (SELECT coalesce(json_agg(json_build_object('code', a.code, 'measure', a.measure, 'part', a.part,
       'reason', a.reason) ORDER BY a.id), '[]')
     FROM acknowledgements a WHERE a.version_id = v.id) AS acknowledgements
  FROM return_versions v WHERE v.id = ANY ($1)`,
);

/** Decimals as PostgreSQL prints them: exact text. */
export type AmountRow<Row> = Omit<Row, 'value' | 'lower' | 'upper'> & {
  readonly value: string | null;
  readonly lower: string;
  readonly upper: string | null;
};

interface ContentsRow {
  readonly id: string;
  readonly problems: readonly Problem[];
  readonly figures: readonly AmountRow<Omit<Figure, 'approximate'>>[];
  readonly results: readonly AmountRow<StoredResult>[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** The SQL that reads a return with its past. */
@Injectable()
export class ReadingRepository {
  /** All versions of a return and what happened to them, as the caller may know of it, in one statement. */
  async heads(tx: EntityManager, { phase, force }: ReturnKey): Promise<HeadsRow> {
    const [row] = await tx.query<HeadsRow[]>(HEADS, [phase, force]);
    return row ?? { stamp: '', exceptionUntil: null, hasDraft: false, versions: [] };
  }

  /** What versions state and come to, by their ids, in one statement. */
  async contents(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Contents>> {
    const rows = ids.length === 0 ? [] : await tx.query<ContentsRow[]>(CONTENTS, [ids]);
    return new Map(
      rows.map(({ id, figures, results, ...row }) => [
        id,
        {
          ...row,
          figures: figures.map((one) => ({ ...exact(one), approximate: one.qualifier === 'APPROXIMATE' })),
          results: results.map(exact),
        },
      ]),
    );
  }
}

/** A row with its decimals. */
export function exact<Row extends AmountRow<object>>({ value, lower, upper, ...row }: Row) {
  return {
    ...row,
    value: value === null ? null : new Decimal(value),
    lower: new Decimal(lower),
    upper: upper === null ? null : new Decimal(upper),
  };
}
