-- The statements of src/releases/copies/copies.repository.ts, written by npm run sql:write.

-- add
INSERT INTO headline_copies (person, phase, version, measure, part, force) VALUES (actor_id(), $1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING RETURNING id;

-- own
SELECT phase, version, measure, part AS breakdown, force, copied_at AS "copiedAt" FROM headline_copies
WHERE person = actor_id() AND ($2::jsonb IS NULL OR (phase, version, measure, part, force) IS NOT DISTINCT FROM
  ($2->>'phase', ($2->>'version')::integer, $2->>'measure', $2->>'breakdown', $2->>'force'))
ORDER BY id DESC LIMIT $1;
