-- The statements of src/releases/preparation/readers.repository.ts, written by npm run sql:write.

-- ofOperation
SELECT json_build_object('id', named.person, 'name', (SELECT person.name FROM people person WHERE person.id = named.person)) AS person FROM operation_release_readers named
  WHERE named.operation = $1 ORDER BY named.person;

-- setOfOperation, 1 of 3
SELECT pg_advisory_xact_lock(hashtext('release readers'), hashtext($1));

-- setOfOperation, 2 of 3
DELETE FROM operation_release_readers WHERE operation = $1 AND person <> ALL ($2);

-- setOfOperation, 3 of 3
INSERT INTO operation_release_readers (operation, person) SELECT DISTINCT $1, person FROM unnest($2::text[]) person
ON CONFLICT DO NOTHING;

-- reads
SELECT r.id, r.version, json_build_object('id', r.person, 'name', (SELECT person.name FROM people person WHERE person.id = r.person)) AS person, r.at FROM release_reads r
WHERE r.phase = $1 AND ($2::bigint IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3;

-- isRead
SELECT FROM release_reads WHERE phase = $1 AND id = $2;
