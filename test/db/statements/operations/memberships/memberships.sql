-- The statements of src/operations/memberships/memberships.repository.ts, written by npm run sql:write.

-- addOperation
INSERT INTO "operations"("code", "name") VALUES ($1, $2);

-- of
SELECT operation, force, participation, nullif(from_day, '-infinity') AS "from", until_day AS until
FROM memberships WHERE ($1::text IS NULL OR operation = $1) AND force = ANY ($2)
ORDER BY operation, force, from_day;

-- add
INSERT INTO memberships (operation, force, participation, from_day, until_day)
VALUES ($1, $2, $3, coalesce($4::date, '-infinity'), $5);

-- end
UPDATE memberships SET until_day = $4, until_before_merger = NULL
WHERE operation = $1 AND force = $2 AND from_day = coalesce($3::date, '-infinity');

-- endByMerger
UPDATE memberships SET until_day = $4, until_before_merger = coalesce(until_day, 'infinity')
WHERE operation = $1 AND force = $2 AND from_day = coalesce($3::date, '-infinity');

-- restoreEnds
WITH restored AS (
  UPDATE memberships m
  SET until_day = nullif(coalesce(m.until_before_merger, theirs.until_day, 'infinity'), 'infinity'),
    until_before_merger = NULL
  FROM forces f LEFT JOIN memberships theirs ON theirs.force = $2 AND theirs.from_day = f.valid_until + 1
  WHERE f.code = ANY ($1) AND m.force = f.code AND m.until_day = f.valid_until
    AND (m.until_before_merger IS NOT NULL OR theirs.operation = m.operation AND NOT EXISTS (
      SELECT FROM memberships kept WHERE kept.force = ANY ($1) AND kept.until_before_merger IS NOT NULL))
  RETURNING m.*
)
SELECT operation, force, participation, nullif(from_day, '-infinity') AS "from", until_day AS until
FROM restored ORDER BY operation, force;

-- remove
DELETE FROM memberships WHERE force = $1;

-- lockFrom
SELECT FROM phases WHERE starts_on >= $1 ORDER BY code FOR NO KEY UPDATE;

-- placesFrom
SELECT t.force, array_agg(p.code ORDER BY p.starts_on, p.code) AS phases
FROM participations t JOIN phases p ON p.code = t.phase
WHERE t.force = ANY ($1) AND t.participation <> 'NOT_TAKING_PART' AND p.starts_on >= $2
  AND p.status NOT IN ('PLANNED', 'DISCARDED')
GROUP BY t.force ORDER BY t.force;

-- partsBeforeLeaving
SELECT t.phase, t.force, before.participation
FROM participations t JOIN phases p ON p.code = t.phase
CROSS JOIN LATERAL (
  SELECT c.participation FROM participation_changes c
  WHERE c.phase = t.phase AND c.force = t.force ORDER BY c.began_at DESC, c.id DESC OFFSET 1 LIMIT 1
) before
WHERE ($1::text IS NULL OR p.operation = $1) AND p.status IN ('PLANNED', 'DISCARDED') AND t.force = ANY ($2)
  AND starts_with(participation_reason(t.phase, t.force), $3)
ORDER BY t.phase, t.force;

-- lockPlanned
SELECT code FROM phases WHERE ($1::text[] IS NULL OR operation = ANY ($1))
  AND (status = 'PLANNED' OR $4 AND status = 'DISCARDED')
  AND ($2::date IS NULL OR starts_on > $2) AND ($3::date IS NULL OR starts_on <= $3)
ORDER BY code FOR NO KEY UPDATE;
