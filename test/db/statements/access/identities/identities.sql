-- The statements of src/access/identities/identities.repository.ts, written by npm run sql:write.

-- byTokenHash
SELECT id, role, force, encode(token_hash, 'hex') AS "tokenHash", (
  SELECT coalesce(json_agg(json_build_object('role', d.role, 'force', d.force) ORDER BY d.role COLLATE "C", d.force), '[]')
  FROM deputies d WHERE d.person = identities.id AND d.ended_at IS NULL AND (now() AT TIME ZONE 'Europe/London')::date BETWEEN d.from_day AND d.until_day
) AS deputising
FROM identities
WHERE token_hash = ANY (SELECT decode(hash, 'hex') FROM unnest($1::text[]) hash) AND (expires_at IS NULL OR expires_at > now());

-- all
SELECT identity.id, person.name FROM identities identity LEFT JOIN people person ON person.id = identity.id
WHERE identity.expires_at IS NULL OR identity.expires_at > now()
ORDER BY identity.id LIMIT $1;

-- inRoles
SELECT json_build_object('id', identity.id, 'name', (SELECT person.name FROM people person WHERE person.id = identity.id)) AS person, identity.role, identity.force FROM identities identity
WHERE (identity.expires_at IS NULL OR identity.expires_at > now()) AND identity.role = ANY ($1)
  AND ($2::text IS NULL OR identity.force = $2) AND identity.id <> $3 AND ($4::text IS NULL OR identity.id > $4) ORDER BY identity.id LIMIT $5;

-- isInRoles
SELECT EXISTS (SELECT FROM identities identity WHERE (identity.expires_at IS NULL OR identity.expires_at > now()) AND identity.role = ANY ($1)
  AND ($2::text IS NULL OR identity.force = $2) AND identity.id <> $3 AND identity.id = $4) AS found;

-- find
SELECT id, role, force FROM identities WHERE id = $1 AND (expires_at IS NULL OR expires_at > now());

-- activeAmong
SELECT id, role, force FROM identities WHERE id = ANY ($1) AND (expires_at IS NULL OR expires_at > now());

-- addMissing
INSERT INTO identities (id, role, force, token_hash, expires_at)
SELECT id, role, force, decode("tokenHash", 'hex'), "expiresAt"
FROM jsonb_to_recordset($1) AS row(id text, role text, force text, "tokenHash" text, "expiresAt" timestamptz)
ON CONFLICT DO NOTHING RETURNING id;
