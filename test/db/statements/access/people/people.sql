-- The statements of src/access/people/people.repository.ts, written by npm run sql:write.

-- isKnown
SELECT EXISTS (SELECT FROM identities WHERE id = $1) AS known;

-- erase
UPDATE people SET name = NULL, erased_at = clock_timestamp() WHERE id = $1 AND name IS NOT NULL;

-- addMissing
INSERT INTO people (id, name) SELECT id, name FROM jsonb_populate_recordset(NULL::people, $1)
ON CONFLICT (id) DO NOTHING;
