-- The statements of src/releases/preparation/drafts.repository.ts, written by npm run sql:write.

-- find
SELECT content, prepared_at AS "preparedAt" FROM release_drafts
WHERE phase = $1 AND NOT was_withheld_since(phase, prepared_at);

-- save, 1 of 3
INSERT INTO release_drafts (phase, content, prepared_at, prepared_by) VALUES ($1, $2, clock_timestamp(), actor_id())
ON CONFLICT (phase) DO UPDATE SET content = excluded.content, prepared_at = excluded.prepared_at,
  prepared_by = excluded.prepared_by
RETURNING prepared_at AS "preparedAt";

-- save, 2 of 3
DELETE FROM release_draft_readers WHERE phase = $1 AND person <> ALL ($2);

-- save, 3 of 3
INSERT INTO release_draft_readers (phase, person) SELECT DISTINCT $1, person FROM unnest($2::text[]) person
ON CONFLICT DO NOTHING;

-- discard
DELETE FROM release_drafts WHERE phase = $1;

-- recordRead
INSERT INTO release_reads (phase, person, role) VALUES ($1, actor_id(), actor_role());
