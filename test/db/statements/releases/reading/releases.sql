-- The statements of src/releases/reading/releases.repository.ts, written by npm run sql:write.

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
SELECT encode(content_hash, 'hex') AS "contentHash", content FROM releases
WHERE (phase, version) IN (SELECT phase, version FROM unnest($1::text[], $2::integer[]) wanted (phase, version));

-- now
SELECT instant_now() AS now;

-- recordReads
INSERT INTO release_reads (phase, version, person, role)
SELECT phase, version, actor_id(), actor_role() FROM unnest($1::text[], $2::integer[]) read (phase, version);
