-- The statements of src/returns/lifecycle/lifecycle.repository.ts, written by npm run sql:write.

-- lock
SELECT FROM returns WHERE phase = $1 AND force = $2 FOR UPDATE;

-- versions
SELECT version_id AS id, version, submitted_at AS "submittedAt",
  json_agg(json_build_object('step', step, 'person', actor) ORDER BY id) AS steps
FROM version_states WHERE phase = $1 AND force = $2
GROUP BY version_id, version, submitted_at ORDER BY version;

-- addStep, 1 of 2
INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at,
  accepted, was_accepted, without_sign_off)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id;

-- addStep, 2 of 2
INSERT INTO step_reasons (step_id, phase, force, reason) VALUES ($1, $2, $3, $4);

-- newlyWithheldUnderEmbargo
SELECT p.held_back_until AS until, array_agg(DISTINCT m.name) AS measures
FROM phases p
JOIN results r ON r.version_id = $3 AND r.withheld_until > instant_now()
JOIN measures_in_force(p.starts_on) m ON m.code = r.measure
WHERE p.code = $1 AND is_held_back(p.totals_held_back, p.held_back_until) AND p.held_back_until IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM counting_versions($1, 'ACCEPTED', 'infinity') c
    JOIN results o ON o.version_id = c.version_id AND o.measure = r.measure AND o.withheld_until > instant_now()
    WHERE c.force = $2)
GROUP BY p.held_back_until;

-- setCurrentVersion
UPDATE returns SET standing = $3 WHERE phase = $1 AND force = $2;

-- addAcknowledgements
INSERT INTO "acknowledgements"("id", "version_id", "phase", "force", "code", "measure", "part", "reason") VALUES (DEFAULT, $1, $2, $3, $4, $5, $6, $7) RETURNING "id";

-- addQuestion
INSERT INTO "questions"("id", "version_id", "phase", "force", "question", "asked_by", "asked_at", "asked_as") VALUES (DEFAULT, $1, $2, $3, $4, $5, $6, DEFAULT) RETURNING "id";

-- isAsked
SELECT FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
WHERE q.version_id = $1 AND q.question = $2 AND q.asked_by = $3 AND coalesce(q.asked_as, 'REGIONAL_COORDINATOR') = $4
  AND e.question IS NULL LIMIT 1;

-- overtakenAt
SELECT q.question, coalesce(q.asked_as, 'REGIONAL_COORDINATOR') AS "askedAs", v.version
FROM question_endings e JOIN questions q ON q.id = e.question JOIN return_versions v ON v.id = q.version_id
WHERE e.phase = $1 AND e.force = $2 AND e.ending = 'OVERTAKEN' AND e.ended_at = $3 ORDER BY q.id;

-- findQuestion
SELECT q.id, q.version_id AS "versionId", v.version, q.phase, q.force, q.asked_by AS "askedBy",
  coalesce(q.asked_as, 'REGIONAL_COORDINATOR') AS "askedAs", e.ending
FROM questions q JOIN return_versions v ON v.id = q.version_id
LEFT JOIN LATERAL question_ending(q.id) e ON true
WHERE q.id = $1;

-- endQuestions
INSERT INTO question_endings (question, phase, force, ending, answer, ended_by, ended_at)
SELECT q.id, q.phase, q.force, $3, $4, $5, $6 FROM questions q
LEFT JOIN LATERAL question_ending(q.id) e ON true
WHERE q.version_id = $1 AND ($2::bigint IS NULL OR q.id = $2) AND e.question IS NULL
ORDER BY q.id;

-- reopenQuestions
INSERT INTO question_endings (question, phase, force, ending, ended_by, ended_at)
SELECT q.id, q.phase, q.force, 'REOPENED', $2, $3 FROM questions q
LEFT JOIN LATERAL question_ending(q.id) e ON true
WHERE q.version_id = $1 AND e.ending = 'OVERTAKEN' AND e.ended_at = (
  SELECT max(s.began_at) FROM version_states s WHERE s.version_id = $1 AND s.step = 'OVERTAKE')
ORDER BY q.id;

-- problemsOf
SELECT problems FROM return_versions WHERE id = $1;
