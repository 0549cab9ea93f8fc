-- The statements of src/returns/drafts/drafts.repository.ts, written by npm run sql:write.

-- find
SELECT revision, saved_at AS "savedAt", json_build_object('id', saved_by, 'name', (SELECT person.name FROM people person WHERE person.id = saved_by)) AS "savedBy", entry FROM drafts WHERE phase = $1 AND force = $2 AND entry IS NOT NULL;

-- lock, 1 of 2
SELECT pg_advisory_xact_lock(hashtext('draft'), hashtext($1 || ' ' || $2));

-- lock, 2 of 2
SELECT revision, saved_at AS "savedAt", json_build_object('id', saved_by, 'name', (SELECT person.name FROM people person WHERE person.id = saved_by)) AS "savedBy", entry FROM drafts WHERE phase = $1 AND force = $2 AND entry IS NOT NULL FOR UPDATE;

-- save
INSERT INTO drafts (phase, force, revision, entry, saved_by, saved_at)
VALUES ($1, $2, 1, $3, $4, clock_timestamp())
ON CONFLICT (phase, force) DO UPDATE SET revision = drafts.revision + 1, entry = excluded.entry,
  saved_by = excluded.saved_by, saved_at = excluded.saved_at
RETURNING revision, saved_at AS "savedAt", json_build_object('id', saved_by, 'name', (SELECT person.name FROM people person WHERE person.id = saved_by)) AS "savedBy", entry;

-- discard
UPDATE drafts SET entry = NULL, saved_by = $3, saved_at = clock_timestamp() WHERE phase = $1 AND force = $2;
