-- The statements of src/returns/shared/returns.repository.ts, written by npm run sql:write.

-- lock
INSERT INTO returns (phase, force) VALUES ($1, $2)
ON CONFLICT (phase, force) DO UPDATE SET versions = returns.versions;

-- counts
SELECT "ReturnEntity"."phase" AS "ReturnEntity_phase", "ReturnEntity"."force" AS "ReturnEntity_force", "ReturnEntity"."versions" AS "ReturnEntity_versions", "ReturnEntity"."standing" AS "ReturnEntity_standing" FROM "returns" "ReturnEntity" WHERE (((("ReturnEntity"."phase" = $1) AND ("ReturnEntity"."force" = $2))));

-- waiting
SELECT r.phase, r.force, r.standing AS version
FROM jsonb_to_recordset($1) AS key(phase text, force text)
JOIN returns r ON r.phase = key.phase AND r.force = key.force
WHERE r.standing IS NOT NULL AND NOT EXISTS (
  SELECT FROM version_states s WHERE s.phase = r.phase AND s.force = r.force AND s.version = r.standing
    AND s.step NOT IN ('SUBMIT', 'SIGN_OFF'));

-- forcesWithReturns
SELECT force FROM returns WHERE phase = $1 AND standing IS NOT NULL ORDER BY force;

-- versionsNotAccepted
SELECT r.force, s.version, s.state AS status FROM returns r
JOIN newest_steps($1, 'infinity') s ON s.force = r.force AND s.version = r.standing
WHERE r.phase = $1 AND NOT s.accepted ORDER BY r.force;

-- add, 1 of 2
/* prepared: add-version */
WITH counted AS (
  UPDATE returns SET versions = $3, standing = $3 WHERE phase = $1 AND force = $2
), version AS (
  INSERT INTO return_versions (phase, force, version, submitted_by, window_from, window_to, as_at, note, reason,
    problems, on_behalf, received_from, received_at, received_by, content_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $13, $14, $15, $16)
  RETURNING id
), state AS (
  INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
    was_accepted, without_sign_off)
  SELECT id, $1, $2, $3, 'SUBMIT', 'SUBMITTED', $11, $4, $11, false, false, false FROM version
  RETURNING as_deputy
), draft AS (
  UPDATE drafts SET entry = NULL WHERE phase = $1 AND force = $2 AND saved_by = $4 AND entry IS NOT NULL
  RETURNING revision
)
SELECT version.id, state.as_deputy AS "asDeputy", phase_status(phase.status, phase.closes_at, phase.kept_open) AS status,
  (SELECT revision FROM draft) AS "draftRevision",
  (SELECT participation FROM participations WHERE phase = $1 AND force = $2) AS participation
FROM version, state, phases phase WHERE phase.code = $1;

-- add, 2 of 2
/* prepared: add-rows */
WITH figure AS (
  INSERT INTO figures (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
    withheld_until, note)
  SELECT $1, $2, $3, row.* FROM jsonb_to_recordset($4) AS row(measure text, breakdown text, part text, state text, value numeric, qualifier text, lower numeric, upper numeric, withheld_until timestamptz, note text)
)
INSERT INTO results (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
  withheld_until, measure_version, approximate, settles_parts)
SELECT $1, $2, $3, row.*
FROM jsonb_to_recordset($5) AS row(measure text, breakdown text, part text, state text, value numeric, qualifier text, lower numeric, upper numeric, withheld_until timestamptz, measure_version integer, approximate boolean, settles_parts boolean);

-- textBytes
/* prepared: return-text-bytes */
SELECT coalesce(sum(bytes), 0)::int AS bytes FROM (
  SELECT coalesce(octet_length(v.note), 0) + coalesce(octet_length(v.reason), 0)
    + coalesce(octet_length(v.received_from), 0) + coalesce((
      SELECT sum(octet_length(f.note)) FROM figures f WHERE f.version_id = v.id), 0) + coalesce((
      SELECT sum(octet_length(a.reason)) FROM acknowledgements a WHERE a.version_id = v.id), 0) AS bytes
  FROM return_versions v WHERE v.phase = $1 AND v.force = $2
  UNION ALL SELECT octet_length(r.reason) FROM step_reasons r WHERE r.phase = $1 AND r.force = $2
  UNION ALL SELECT octet_length(q.question) FROM questions q WHERE q.phase = $1 AND q.force = $2
  UNION ALL SELECT octet_length(e.answer) FROM questions q JOIN question_endings e ON e.question = q.id
    WHERE q.phase = $1 AND q.force = $2
) texts;

-- findKey
SELECT person, phase, force, key, input_hash AS "inputHash", version_id AS "versionId", used_at AS "usedAt"
FROM idempotency_keys WHERE person = $1 AND phase = $2 AND force = $3 AND key = $4
  AND used_at > now() - interval '7 days';

-- keep, 1 of 2
DELETE FROM idempotency_keys WHERE person = $1 AND used_at <= now() - interval '7 days';

-- keep, 2 of 2
INSERT INTO "idempotency_keys"("person", "phase", "force", "key", "input_hash", "version_id", "used_at") VALUES ($1, $2, $3, $4, $5, $6, $7);
