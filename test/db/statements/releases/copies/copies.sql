-- The statements of src/releases/copies/copies.repository.ts, written by npm run sql:write.

-- add
INSERT INTO headline_copies (person, phase, version, measure, part, force) VALUES (actor_id(), $1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING RETURNING id;

-- own
SELECT id, phase, version, measure, part AS breakdown, force, copied_at AS "copiedAt" FROM headline_copies
WHERE person = actor_id() AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $1;

-- ownOf
SELECT id, phase, version, measure, part AS breakdown, force, copied_at AS "copiedAt" FROM headline_copies
WHERE person = actor_id() AND phase = $1 AND version = $2 AND measure = $3
  AND part IS NOT DISTINCT FROM $4 AND force IS NOT DISTINCT FROM $5;

-- isOwn
SELECT FROM headline_copies WHERE person = actor_id() AND id = $1;
