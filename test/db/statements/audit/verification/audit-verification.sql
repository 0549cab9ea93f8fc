-- The statements of src/audit/verification/audit-verification.repository.ts, written by npm run sql:write.

-- begin, 1 of 3
SELECT pg_catalog.set_config('search_path', 'pg_catalog', true);

-- begin, 2 of 3
DECLARE audit_chain NO SCROLL CURSOR FOR
SELECT id, (pg_catalog.jsonb_build_array(id,
  CASE WHEN pg_catalog.isfinite(at) THEN (extract(epoch FROM at) * 1000)::pg_catalog.int8 END,
  actor, actor_role, actor_force, action, phase, force, details, pg_catalog.encode(previous_hash, 'hex'))
  || CASE WHEN seal IS NULL THEN '[]'::pg_catalog.jsonb
  ELSE pg_catalog.jsonb_build_array(pg_catalog.encode(seal, 'hex')) END
  || CASE WHEN contents IS NULL THEN '[]'::pg_catalog.jsonb
  ELSE pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('contents', contents)) END)::pg_catalog.text AS text, encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash
FROM (SELECT e.*, (
  SELECT encode(sha256(convert_to(string_agg(line, E'\n' ORDER BY line COLLATE "C"), 'UTF8')), 'hex') FROM (
  SELECT jsonb_build_array(table_name, key, encode(digest, 'hex'))::text AS line
  FROM public.audit_contents WHERE entry = e.id) lines) AS contents FROM public.audit_entries e) entries ORDER BY id;

-- begin, 3 of 3
SELECT count, encode(hash, 'hex') AS hash FROM public.audit_head;

-- next
FETCH 1000 FROM audit_chain;

-- numberOf
SELECT id FROM public.audit_entries WHERE hash = decode($1, 'hex') ORDER BY id LIMIT 1;

-- count
SELECT count(*) AS count FROM public.audit_entries;
