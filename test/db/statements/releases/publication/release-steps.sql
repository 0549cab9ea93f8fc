-- The statements of src/releases/publication/release-steps.repository.ts, written by npm run sql:write.

-- list
SELECT s.id, s.version, s.step, s.at, json_build_object('id', s.actor, 'name', (SELECT person.name FROM people person WHERE person.id = s.actor)) AS person, s.reason, s.opens_at AS "opensAt",
  CASE WHEN s.step = 'PUBLISH' THEN (
    SELECT coalesce(json_agg(json_build_object('code', a.code, 'reason', a.reason) ORDER BY a.code), '[]')
    FROM release_acknowledgements a WHERE a.phase = s.phase AND a.version = s.version
  ) ELSE '[]' END AS acknowledgements
FROM release_steps s
WHERE s.phase = $1 AND ($2::bigint IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3;

-- isStep
SELECT FROM release_steps WHERE phase = $1 AND id = $2;
