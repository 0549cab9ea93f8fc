-- The statements of src/releases/publication/releases.repository.ts, written by npm run sql:write.

-- visible
SELECT phase, version, kind, note, published_at AS "publishedAt", as_at AS "asAt", embargo_until AS "embargoUntil",
  opens_at AS "opensAt", withdrawn_at AS "withdrawnAt", encode(content_hash, 'hex') AS "contentHash", instant_now() AS now,
  (SELECT p.final_at FROM phases p WHERE p.code = releases.phase) AS "finalAt",
  EXISTS (SELECT FROM release_readers r
  WHERE r.phase = releases.phase AND r.version = releases.version AND r.person = actor_id()) AS "isNamed" FROM unnest($1::text[]) wanted CROSS JOIN LATERAL (
  SELECT * FROM releases WHERE releases.phase = wanted ORDER BY version DESC LIMIT 200
) releases ORDER BY version DESC, phase;

-- visibleOf
SELECT phase, version, kind, note, published_at AS "publishedAt", as_at AS "asAt", embargo_until AS "embargoUntil",
  opens_at AS "opensAt", withdrawn_at AS "withdrawnAt", encode(content_hash, 'hex') AS "contentHash", instant_now() AS now,
  (SELECT p.final_at FROM phases p WHERE p.code = releases.phase) AS "finalAt",
  EXISTS (SELECT FROM release_readers r
  WHERE r.phase = releases.phase AND r.version = releases.version AND r.person = actor_id()) AS "isNamed" FROM unnest($1::text[]) wanted CROSS JOIN LATERAL (
  SELECT * FROM releases WHERE releases.phase = wanted ORDER BY version DESC LIMIT 200
) releases ORDER BY version DESC, phase;

-- contents
SELECT version, content FROM releases WHERE phase = $1 AND version = ANY ($2) ORDER BY version;

-- now
SELECT instant_now() AS now;

-- add
INSERT INTO releases (phase, version, kind, note, published_at, as_at, embargo_until, opens_at, content, content_hash)
VALUES ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz, $6::timestamptz, coalesce($6::timestamptz, $5), $7, sha256($7));

-- addReaders
INSERT INTO release_readers (phase, version, person) SELECT $1, $2, person FROM unnest($3::text[]) person;

-- addAcknowledgements
INSERT INTO release_acknowledgements (phase, version, code, reason)
SELECT DISTINCT ON (code) $1, $2::integer, code, reason FROM jsonb_to_recordset($3) AS given (code text, reason text);

-- addStep
INSERT INTO release_steps (phase, version, step, at, actor, reason, opens_at)
VALUES ($1, $2, $3, $4, actor_id(), $5, $6);

-- bringForward
UPDATE releases SET opens_at = greatest($2, published_at)
WHERE phase = $1 AND opens_at > $2 AND withdrawn_at IS NULL AND version < $3 RETURNING version;

-- withdraw
UPDATE releases SET withdrawn_at = $3 WHERE phase = $1 AND version = $2;

-- lastOpening
SELECT max(opens_at) AS last FROM releases WHERE phase = $1 AND withdrawn_at IS NULL AND opens_at > $2;

-- recordRead
INSERT INTO release_reads (phase, version, person, role) VALUES ($1, $2, actor_id(), actor_role());

-- preElectionPeriods
SELECT name, from_day::text AS "from", until_day::text AS "until" FROM pre_election_periods
WHERE ($1::timestamptz AT TIME ZONE 'Europe/London')::date BETWEEN from_day AND until_day ORDER BY from_day, name;
