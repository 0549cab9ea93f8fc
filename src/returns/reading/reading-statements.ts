import { personJson } from '../../access/index.js';
import { prepared } from '../../database/index.js';
import { askedAs } from '../shared/asked-as.js';

/** SQL of a person as JSON; null if there is none. */
const whoJson = (id: string): string => `CASE WHEN ${id} IS NOT NULL THEN ${personJson(id)} END`;

/**
 * A version without its contents, as JSON. The parameters are conditions in SQL.
 *
 * @param texts whether to include notes, reasons, questions and answers
 * @param steps whether to include every step; if not, the last of each kind, which decide the state of the version
 * @param questions whether to include every question; if not, the open ones
 */
const HEAD = (
  texts: string,
  steps: string,
  questions: string,
): string => `json_build_object('id', v.id::text, 'version', v.version,
    'onBehalf', v.on_behalf, 'receivedFrom', v.received_from, 'receivedAt', v.received_at, 'receivedBy', v.received_by,
    'windowFrom', v.window_from, 'windowTo', v.window_to, 'asAt', v.as_at,
    'stepCount', (SELECT count(*)::int FROM version_states s WHERE s.version_id = v.id),
    'note', CASE WHEN ${texts} THEN v.note END, 'reason', CASE WHEN ${texts} THEN v.reason END,
    'steps', (
      SELECT json_agg(json_build_object('step', s.step, 'state', s.state, 'at', s.began_at,
        'person', ${whoJson('s.actor')}, 'asDeputy', s.as_deputy,
        'reason', CASE WHEN ${texts} THEN (SELECT reason FROM step_reasons WHERE step_id = s.id) END) ORDER BY s.id)
      FROM version_states s WHERE s.version_id = v.id AND (${steps} OR s.id IN (
        SELECT max(k.id) FROM version_states k WHERE k.version_id = v.id GROUP BY k.step))),
    'questions', (
      SELECT coalesce(json_agg(json_build_object('id', q.id::text,
        'question', CASE WHEN ${texts} THEN q.question ELSE '' END, 'askedAt', q.asked_at,
        'askedBy', ${personJson('q.asked_by')}, 'askedAs', ${askedAs('q')}, 'ending', e.ending, 'answer', CASE WHEN ${texts} THEN e.answer END,
        'endedAt', e.ended_at, 'endedBy', ${whoJson('e.ended_by')}) ORDER BY q.id), '[]')
      FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
      WHERE q.version_id = v.id AND (${questions} OR e.question IS NULL)))`;

/** The version that a return is shown in. Of the other two, only what decides their state is read. */
const SHOWN = 'v.version = coalesce($3, known.current, known.newest)';

/** Reads at most three versions: the one shown, the current and the accepted one. */
export const HEADS = prepared(
  'return-heads',
  `
  WITH sent AS (
    SELECT max(s.version) AS version, coalesce(min(s.began_at), 'infinity') AS at
    FROM version_states s WHERE s.version_id = $5
  ), known AS (
    SELECT coalesce((SELECT version FROM sent),
        (SELECT max(v.version) FROM return_versions v WHERE v.phase = $1 AND v.force = $2)) AS newest,
      coalesce((SELECT version FROM sent),
        (SELECT r.standing FROM returns r WHERE r.phase = $1 AND r.force = $2)) AS current,
      (SELECT max(s.version) FROM sent CROSS JOIN LATERAL newest_steps($1, sent.at) s
       WHERE s.force = $2 AND s.accepted AND s.version <= coalesce(sent.version, s.version)) AS accepted
  )
  SELECT reference_stamp_now() AS stamp,
    (SELECT until FROM phase_exceptions e WHERE e.phase = $1 AND e.force = $2 AND e.revoked_at IS NULL
       AND e.until >= now()) AS "exceptionUntil",
    EXISTS (SELECT FROM drafts d WHERE d.phase = $1 AND d.force = $2 AND d.entry IS NOT NULL) AS "hasDraft",
    known.newest, known.current, known.accepted, (
      SELECT coalesce(json_agg(${HEAD(`($4 AND ${SHOWN})`, `($6 AND ${SHOWN} OR $5 IS NOT NULL)`, `($7 AND ${SHOWN} OR $5 IS NOT NULL)`)} ORDER BY v.version), '[]') FROM return_versions v
      WHERE v.phase = $1 AND v.force = $2
        AND v.version IN (coalesce($3, known.current, known.newest), known.current, known.accepted)
    ) AS versions
  FROM known`,
);

const AMOUNT = (row: string): string => `'measure', ${row}.measure, 'part', ${row}.part, 'state', ${row}.state,
  'value', ${row}.value::text, 'qualifier', ${row}.qualifier, 'lower', ${row}.lower::text, 'upper', ${row}.upper::text`;

/**
 * SQL: the fields of a result for a JSON object.
 *
 * @param row the alias of a row of `results`
 */
export const resultFields = (row: string): string =>
  `${AMOUNT(row)}, 'approximate', ${row}.approximate, 'settlesParts', ${row}.settles_parts`;

/** SQL of acknowledgements and problems; nothing is read unless the condition is true. */
const ACKNOWLEDGEMENTS = (wanted: string): string => `(SELECT coalesce(json_agg(json_build_object('code', a.code,
    'measure', a.measure, 'part', a.part, 'reason', a.reason) ORDER BY a.id), '[]')
     FROM acknowledgements a WHERE a.version_id = v.id AND ${wanted})`;
const PROBLEMS = (wanted: string): string => `CASE WHEN ${wanted} THEN v.problems ELSE '[]' END`;

export const CONTENTS = prepared(
  'version-contents',
  `
  SELECT v.id, ${PROBLEMS(`'problems' = ANY ($2::text[])`)} AS problems,
    (SELECT coalesce(json_agg(json_build_object(${AMOUNT('f')}, 'note', CASE WHEN 'notes' = ANY ($2::text[]) THEN f.note END,
       'withheldUntil', f.withheld_until) ORDER BY f.id), '[]')
     FROM figures f WHERE f.version_id = v.id AND 'figures' = ANY ($2::text[])) AS figures,
    ${ACKNOWLEDGEMENTS(`'acknowledgements' = ANY ($2::text[])`)} AS acknowledgements,
    v.window_from AS "windowFrom", v.window_to AS "windowTo", v.as_at AS "asAt",
    CASE WHEN 'notes' = ANY ($2::text[]) THEN v.note END AS note
  FROM return_versions v WHERE v.id = $1`,
);

/** The most results read at once: enough for a page of 100 versions with 500 figures each. */
export const MOST_RESULTS = 50_000;

/**
 * Versions by number, each with the version that was current before it, in one statement. MATERIALIZED stops the
 * planner from counting the results again for each version.
 */
export const PAGE = prepared(
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
  ), sized AS MATERIALIZED (
    SELECT count(*) AS results FROM needed JOIN results r ON r.version_id = needed.id WHERE $7
  )
  SELECT ${HEAD('$4', '$9', '$10')} AS head, page.id IS NOT NULL AS "inPage", page.before_version AS before,
    sized.results > ${MOST_RESULTS} AS "isTooMuch",
    ${PROBLEMS('$5 AND page.id IS NOT NULL')} AS problems,
    ${ACKNOWLEDGEMENTS('$6 AND page.id IS NOT NULL')} AS acknowledgements,
    (SELECT coalesce(json_agg(json_build_object(${resultFields('r')}, 'withheldUntil', r.withheld_until) ORDER BY r.id), '[]')
     FROM results r WHERE r.version_id = v.id AND $7 AND sized.results <= ${MOST_RESULTS}) AS results
  FROM needed
  JOIN return_versions v ON v.id = needed.id
  LEFT JOIN page ON page.id = needed.id
  CROSS JOIN sized
  ORDER BY v.version`,
);
