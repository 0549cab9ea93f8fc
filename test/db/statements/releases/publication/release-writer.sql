-- The statements of src/releases/publication/release-writer.repository.ts, written by npm run sql:write.

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
WHERE phase = $1 AND opens_at > $2 AND withdrawn_at IS NULL AND version < $3
RETURNING version, opens_at AS "opensAt";

-- withdraw
UPDATE releases SET withdrawn_at = $3 WHERE phase = $1 AND version = $2;

-- lastOpening
SELECT max(opens_at) AS last FROM releases WHERE phase = $1 AND withdrawn_at IS NULL AND opens_at > $2;
