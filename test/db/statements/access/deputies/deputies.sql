-- The statements of src/access/deputies/deputies.repository.ts, written by npm run sql:write.

-- list, oldest first
SELECT d.id, json_build_object('id', d.person, 'name', (SELECT person.name FROM people person WHERE person.id = d.person)) AS person, d.role, d.force, d.from_day::text AS from,
  d.until_day::text AS until, d.reason, CASE WHEN d.ended_at IS NOT NULL OR d.until_day < (now() AT TIME ZONE 'Europe/London')::date THEN 'PAST'
  WHEN d.from_day > (now() AT TIME ZONE 'Europe/London')::date THEN 'COMING' ELSE 'RUNNING' END AS status, json_build_object('id', d.appointed_by, 'name', (SELECT person.name FROM people person WHERE person.id = d.appointed_by)) AS "appointedBy",
  d.appointed_at AS "appointedAt", CASE WHEN d.ended_by IS NOT NULL THEN json_build_object('id', d.ended_by, 'name', (SELECT person.name FROM people person WHERE person.id = d.ended_by)) END AS "endedBy",
  d.ended_at AS "endedAt" FROM deputies d
WHERE ($1::text IS NULL OR d.force = $1) AND ($2::text IS NULL OR CASE WHEN d.ended_at IS NOT NULL OR d.until_day < (now() AT TIME ZONE 'Europe/London')::date THEN 'PAST'
  WHEN d.from_day > (now() AT TIME ZONE 'Europe/London')::date THEN 'COMING' ELSE 'RUNNING' END = $2)
  AND ($3::bigint IS NULL OR d.id > $3)
ORDER BY d.id ASC LIMIT $4;

-- list, newest first
SELECT d.id, json_build_object('id', d.person, 'name', (SELECT person.name FROM people person WHERE person.id = d.person)) AS person, d.role, d.force, d.from_day::text AS from,
  d.until_day::text AS until, d.reason, CASE WHEN d.ended_at IS NOT NULL OR d.until_day < (now() AT TIME ZONE 'Europe/London')::date THEN 'PAST'
  WHEN d.from_day > (now() AT TIME ZONE 'Europe/London')::date THEN 'COMING' ELSE 'RUNNING' END AS status, json_build_object('id', d.appointed_by, 'name', (SELECT person.name FROM people person WHERE person.id = d.appointed_by)) AS "appointedBy",
  d.appointed_at AS "appointedAt", CASE WHEN d.ended_by IS NOT NULL THEN json_build_object('id', d.ended_by, 'name', (SELECT person.name FROM people person WHERE person.id = d.ended_by)) END AS "endedBy",
  d.ended_at AS "endedAt" FROM deputies d
WHERE ($1::text IS NULL OR d.force = $1) AND ($2::text IS NULL OR CASE WHEN d.ended_at IS NOT NULL OR d.until_day < (now() AT TIME ZONE 'Europe/London')::date THEN 'PAST'
  WHEN d.from_day > (now() AT TIME ZONE 'Europe/London')::date THEN 'COMING' ELSE 'RUNNING' END = $2)
  AND ($3::bigint IS NULL OR d.id < $3)
ORDER BY d.id DESC LIMIT $4;

-- find
SELECT d.id, json_build_object('id', d.person, 'name', (SELECT person.name FROM people person WHERE person.id = d.person)) AS person, d.role, d.force, d.from_day::text AS from,
  d.until_day::text AS until, d.reason, CASE WHEN d.ended_at IS NOT NULL OR d.until_day < (now() AT TIME ZONE 'Europe/London')::date THEN 'PAST'
  WHEN d.from_day > (now() AT TIME ZONE 'Europe/London')::date THEN 'COMING' ELSE 'RUNNING' END AS status, json_build_object('id', d.appointed_by, 'name', (SELECT person.name FROM people person WHERE person.id = d.appointed_by)) AS "appointedBy",
  d.appointed_at AS "appointedAt", CASE WHEN d.ended_by IS NOT NULL THEN json_build_object('id', d.ended_by, 'name', (SELECT person.name FROM people person WHERE person.id = d.ended_by)) END AS "endedBy",
  d.ended_at AS "endedAt" FROM deputies d WHERE d.id = $1;

-- lock
SELECT pg_advisory_xact_lock(hashtext('deputy'), hashtext($1));

-- around
SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS today, (
  SELECT json_build_object('from', d.from_day, 'until', d.until_day) FROM deputies d
  WHERE d.person = $1 AND d.role = $2 AND d.force IS NOT DISTINCT FROM $3 AND d.ended_at IS NULL
    AND d.from_day <= $5 AND d.until_day >= $4
  ORDER BY d.from_day LIMIT 1
) AS overlap;

-- add
INSERT INTO deputies (person, role, force, from_day, until_day, reason, appointed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id;

-- end
UPDATE deputies SET ended_by = $2, ended_at = clock_timestamp()
WHERE id = $1 AND ended_at IS NULL AND until_day >= (now() AT TIME ZONE 'Europe/London')::date;
