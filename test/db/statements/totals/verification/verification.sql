-- The statements of src/totals/verification/verification.repository.ts, written by npm run sql:write.

-- unreadable
SELECT c.relname AS name FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
  AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*'))
ORDER BY c.relname COLLATE "C";

-- phases
SELECT code FROM phases ORDER BY starts_on, code;

-- stateOf, 1 of 3
SELECT data_version AS "dataVersion", data_changed_at AS "dataChangedAt",
  (SELECT final_at FROM phases WHERE code = $1 AND final_at < now()) AS "finalAt",
  ARRAY(SELECT changed_at FROM phase_changes WHERE phase = $1 ORDER BY changed_at) AS changes
FROM phase_data($1);

-- stateOf, 2 of 3
SELECT force, participation, nullif(began_at, '-infinity') AS "beganAt" FROM participation_changes WHERE phase = $1 ORDER BY began_at, id;

-- stateOf, 3 of 3
SELECT measure, ask, nullif(began_at, '-infinity') AS "beganAt" FROM phase_ask_changes WHERE phase = $1 ORDER BY began_at, id;

-- returnsOf, 1 of 3
SELECT force, versions AS count, standing AS current FROM returns WHERE phase = $1 ORDER BY force;

-- returnsOf, 2 of 3
SELECT v.id, v.force, v.version, json_build_object(
  'askedAs', coalesce(json_agg(coalesce(q.asked_as, 'REGIONAL_COORDINATOR') ORDER BY q.id) FILTER (WHERE q.id IS NOT NULL), '[]'),
  'answered', count(*) FILTER (WHERE e.ending = 'ANSWERED'),
  'takenBack', count(*) FILTER (WHERE e.ending = 'TAKEN_BACK'),
  'overtaken', count(*) FILTER (WHERE e.ending = 'OVERTAKEN')) AS questions
FROM return_versions v
LEFT JOIN questions q ON q.version_id = v.id
LEFT JOIN LATERAL question_ending(q.id) e ON true
WHERE v.phase = $1 GROUP BY v.id ORDER BY v.force, v.version;

-- returnsOf, 3 of 3
SELECT version_id AS "versionId", (row_number() OVER (ORDER BY id))::int AS serial, step, actor AS person,
  state, began_at AS "beganAt", submitted_at AS "submittedAt", accepted, was_accepted AS "wasAccepted",
  without_sign_off AS "withoutSignOff"
FROM version_states WHERE phase = $1 ORDER BY id;

-- contentsOf, 1 of 2
SELECT version_id AS "versionId", measure, part, state, value, qualifier, lower, upper,
  withheld_until AS "withheldUntil", note FROM figures WHERE version_id = ANY ($1) ORDER BY id;

-- contentsOf, 2 of 2
SELECT version_id AS "versionId", measure, part, state, value, qualifier, lower, upper,
  withheld_until AS "withheldUntil", measure_version AS "measureVersion", approximate, settles_parts AS "settlesParts"
FROM results WHERE version_id = ANY ($1) ORDER BY id;

-- identities
SELECT id FROM identities ORDER BY id;

-- brokenKeys
SELECT k.phase, k.force, k.key, k.version_id AS "versionId", v.submitted_by AS "submittedBy"
FROM idempotency_keys k
LEFT JOIN return_versions v ON v.id = k.version_id AND v.phase = k.phase AND v.force = k.force
WHERE v.submitted_by IS DISTINCT FROM k.person AND ($1::text[] IS NULL OR k.phase = ANY ($1))
ORDER BY k.phase, k.force, k.key;
