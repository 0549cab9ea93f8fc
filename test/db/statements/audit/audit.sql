-- The statements of src/audit/audit.repository.ts, written by npm run sql:write.

-- append
SELECT append_audit_entry('demo-coordinator', 'PHASE_CLOSED', 'scorpion-1', NULL, '{}', decode(NULL, 'hex')); COMMIT;

-- entries, oldest first
SELECT entry.id, entry.at, json_build_object('id', entry.actor, 'name', (SELECT person.name FROM people person WHERE person.id = entry.actor)) AS person, entry.actor_role AS role,
  entry.actor_force AS "actorForce", entry.action, entry.phase, entry.force, entry.details,
  encode(entry.hash, 'hex') AS hash
FROM audit_record entry
WHERE ($1::text IS NULL OR entry.actor = $1) AND ($2::text IS NULL OR entry.action = $2)
  AND ($3::text IS NULL OR entry.phase = $3) AND ($4::text IS NULL OR entry.force = $4)
  AND ($5::timestamptz IS NULL
  OR entry.id >= (SELECT id FROM audit_record WHERE at >= $5 ORDER BY at, id LIMIT 1))
  AND ($6::timestamptz IS NULL
  OR entry.id <= (SELECT id FROM audit_record WHERE at <= $6 ORDER BY at DESC, id DESC LIMIT 1)) AND ($7::bigint IS NULL OR entry.id > $7)
ORDER BY entry.id ASC LIMIT $8;

-- entries, newest first
SELECT entry.id, entry.at, json_build_object('id', entry.actor, 'name', (SELECT person.name FROM people person WHERE person.id = entry.actor)) AS person, entry.actor_role AS role,
  entry.actor_force AS "actorForce", entry.action, entry.phase, entry.force, entry.details,
  encode(entry.hash, 'hex') AS hash
FROM audit_record entry
WHERE ($1::text IS NULL OR entry.actor = $1) AND ($2::text IS NULL OR entry.action = $2)
  AND ($3::text IS NULL OR entry.phase = $3) AND ($4::text IS NULL OR entry.force = $4)
  AND ($5::timestamptz IS NULL
  OR entry.id >= (SELECT id FROM audit_record WHERE at >= $5 ORDER BY at, id LIMIT 1))
  AND ($6::timestamptz IS NULL
  OR entry.id <= (SELECT id FROM audit_record WHERE at <= $6 ORDER BY at DESC, id DESC LIMIT 1)) AND ($7::bigint IS NULL OR entry.id < $7)
ORDER BY entry.id DESC LIMIT $8;

-- isEntry
SELECT FROM audit_record WHERE id = $1;
