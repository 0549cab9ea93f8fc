-- The statements of src/returns/reading/reading.repository.ts, written by npm run sql:write.

-- heads
/* prepared: return-heads */
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
    SELECT coalesce(json_agg(json_build_object('id', v.id::text, 'version', v.version,
  'onBehalf', v.on_behalf, 'receivedFrom', v.received_from, 'receivedAt', v.received_at, 'receivedBy', v.received_by,
  'windowFrom', v.window_from, 'windowTo', v.window_to, 'asAt', v.as_at,
  'stepCount', (SELECT count(*)::int FROM version_states s WHERE s.version_id = v.id),
  'note', CASE WHEN ($4 AND v.version = coalesce($3, known.current, known.newest)) THEN v.note END, 'reason', CASE WHEN ($4 AND v.version = coalesce($3, known.current, known.newest)) THEN v.reason END,
  'steps', (
    SELECT json_agg(json_build_object('step', s.step, 'state', s.state, 'at', s.began_at,
      'person', CASE WHEN s.actor IS NOT NULL THEN json_build_object('id', s.actor, 'name', (SELECT person.name FROM people person WHERE person.id = s.actor)) END, 'asDeputy', s.as_deputy,
      'reason', CASE WHEN ($4 AND v.version = coalesce($3, known.current, known.newest)) THEN (SELECT reason FROM step_reasons WHERE step_id = s.id) END) ORDER BY s.id)
    FROM version_states s WHERE s.version_id = v.id AND (($6 AND v.version = coalesce($3, known.current, known.newest) OR $5 IS NOT NULL) OR s.id IN (
      SELECT max(k.id) FROM version_states k WHERE k.version_id = v.id GROUP BY k.step))),
  'questions', (
    SELECT coalesce(json_agg(json_build_object('id', q.id::text,
      'question', CASE WHEN ($4 AND v.version = coalesce($3, known.current, known.newest)) THEN q.question ELSE '' END, 'askedAt', q.asked_at,
      'askedBy', json_build_object('id', q.asked_by, 'name', (SELECT person.name FROM people person WHERE person.id = q.asked_by)), 'askedAs', coalesce(q.asked_as, 'REGIONAL_COORDINATOR'), 'ending', e.ending, 'answer', CASE WHEN ($4 AND v.version = coalesce($3, known.current, known.newest)) THEN e.answer END,
      'endedAt', e.ended_at, 'endedBy', CASE WHEN e.ended_by IS NOT NULL THEN json_build_object('id', e.ended_by, 'name', (SELECT person.name FROM people person WHERE person.id = e.ended_by)) END) ORDER BY q.id), '[]')
    FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
    WHERE q.version_id = v.id AND (($7 AND v.version = coalesce($3, known.current, known.newest) OR $5 IS NOT NULL) OR e.question IS NULL))) ORDER BY v.version), '[]') FROM return_versions v
    WHERE v.phase = $1 AND v.force = $2
      AND v.version IN (coalesce($3, known.current, known.newest), known.current, known.accepted)
  ) AS versions
FROM known;

-- contents
/* prepared: version-contents */
SELECT v.id, CASE WHEN 'problems' = ANY ($2::text[]) THEN v.problems ELSE '[]' END AS problems,
  (SELECT coalesce(json_agg(json_build_object('measure', f.measure, 'part', f.part, 'state', f.state,
  'value', f.value::text, 'qualifier', f.qualifier, 'lower', f.lower::text, 'upper', f.upper::text, 'note', CASE WHEN 'notes' = ANY ($2::text[]) THEN f.note END,
     'withheldUntil', f.withheld_until) ORDER BY f.id), '[]')
   FROM figures f WHERE f.version_id = v.id AND 'figures' = ANY ($2::text[])) AS figures,
  (SELECT coalesce(json_agg(json_build_object('code', a.code,
  'measure', a.measure, 'part', a.part, 'reason', a.reason) ORDER BY a.id), '[]')
   FROM acknowledgements a WHERE a.version_id = v.id AND 'acknowledgements' = ANY ($2::text[])) AS acknowledgements,
  v.window_from AS "windowFrom", v.window_to AS "windowTo", v.as_at AS "asAt",
  CASE WHEN 'notes' = ANY ($2::text[]) THEN v.note END AS note
FROM return_versions v WHERE v.id = $1;

-- versions
/* prepared: return-versions */
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
SELECT json_build_object('id', v.id::text, 'version', v.version,
  'onBehalf', v.on_behalf, 'receivedFrom', v.received_from, 'receivedAt', v.received_at, 'receivedBy', v.received_by,
  'windowFrom', v.window_from, 'windowTo', v.window_to, 'asAt', v.as_at,
  'stepCount', (SELECT count(*)::int FROM version_states s WHERE s.version_id = v.id),
  'note', CASE WHEN $4 THEN v.note END, 'reason', CASE WHEN $4 THEN v.reason END,
  'steps', (
    SELECT json_agg(json_build_object('step', s.step, 'state', s.state, 'at', s.began_at,
      'person', CASE WHEN s.actor IS NOT NULL THEN json_build_object('id', s.actor, 'name', (SELECT person.name FROM people person WHERE person.id = s.actor)) END, 'asDeputy', s.as_deputy,
      'reason', CASE WHEN $4 THEN (SELECT reason FROM step_reasons WHERE step_id = s.id) END) ORDER BY s.id)
    FROM version_states s WHERE s.version_id = v.id AND ($9 OR s.id IN (
      SELECT max(k.id) FROM version_states k WHERE k.version_id = v.id GROUP BY k.step))),
  'questions', (
    SELECT coalesce(json_agg(json_build_object('id', q.id::text,
      'question', CASE WHEN $4 THEN q.question ELSE '' END, 'askedAt', q.asked_at,
      'askedBy', json_build_object('id', q.asked_by, 'name', (SELECT person.name FROM people person WHERE person.id = q.asked_by)), 'askedAs', coalesce(q.asked_as, 'REGIONAL_COORDINATOR'), 'ending', e.ending, 'answer', CASE WHEN $4 THEN e.answer END,
      'endedAt', e.ended_at, 'endedBy', CASE WHEN e.ended_by IS NOT NULL THEN json_build_object('id', e.ended_by, 'name', (SELECT person.name FROM people person WHERE person.id = e.ended_by)) END) ORDER BY q.id), '[]')
    FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
    WHERE q.version_id = v.id AND ($10 OR e.question IS NULL))) AS head, page.id IS NOT NULL AS "inPage", page.before_version AS before,
  sized.results > 50000 AS "isTooMuch",
  CASE WHEN $5 AND page.id IS NOT NULL THEN v.problems ELSE '[]' END AS problems,
  (SELECT coalesce(json_agg(json_build_object('code', a.code,
  'measure', a.measure, 'part', a.part, 'reason', a.reason) ORDER BY a.id), '[]')
   FROM acknowledgements a WHERE a.version_id = v.id AND $6 AND page.id IS NOT NULL) AS acknowledgements,
  (SELECT coalesce(json_agg(json_build_object('measure', r.measure, 'part', r.part, 'state', r.state,
  'value', r.value::text, 'qualifier', r.qualifier, 'lower', r.lower::text, 'upper', r.upper::text, 'approximate', r.approximate, 'settlesParts', r.settles_parts, 'withheldUntil', r.withheld_until) ORDER BY r.id), '[]')
   FROM results r WHERE r.version_id = v.id AND $7 AND sized.results <= 50000) AS results
FROM needed
JOIN return_versions v ON v.id = needed.id
LEFT JOIN page ON page.id = needed.id
CROSS JOIN sized
ORDER BY v.version;
