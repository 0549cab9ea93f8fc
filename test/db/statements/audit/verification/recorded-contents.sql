-- The statements of src/audit/verification/recorded-contents.repository.ts, written by npm run sql:write.

-- begin
SELECT pg_catalog.set_config('search_path', 'pg_catalog', true);

-- isFunctionIntact
SELECT count(*) = 1 AND bool_and(prosrc = $1 AND proconfig = $2::text[] AND prosecdef AND provolatile = 's'
  AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')) AS "isIntact"
FROM pg_proc WHERE proname = 'content_digests' AND pronamespace = 'public'::regnamespace;

-- replaced
SELECT name FROM unnest($1::text[]) name WHERE NOT EXISTS (
  SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = name AND c.relkind = 'r'
    AND NOT c.relhasrules AND NOT c.relhassubclass)
ORDER BY name;

-- recordings
SELECT id, details ->> 'migration' AS migration FROM public.audit_entries
WHERE action = 'CONTENTS_RECORDED' ORDER BY id LIMIT 100;

-- firstEntry
SELECT min(entry) AS first FROM public.audit_contents;

-- compare
WITH recorded AS MATERIALIZED (
  SELECT DISTINCT ON (c.table_name, c.key) c.table_name, c.key, c.entry, c.digest FROM public.audit_contents c
  WHERE c.table_name = ANY ($1) AND EXISTS (SELECT FROM public.audit_entries e WHERE e.id = c.entry)
  ORDER BY c.table_name, c.key, c.entry DESC
), present AS MATERIALIZED (
  SELECT one.table_name COLLATE "C" AS table_name, digests.key COLLATE "C" AS key, digests.digest
  FROM unnest($1::text[]) one (table_name), public.content_digests(one.table_name) digests
), differing AS (
  SELECT coalesce(recorded.table_name, present.table_name) AS "table", coalesce(recorded.key, present.key)::jsonb AS key,
    CASE WHEN recorded.entry IS NULL THEN 'ADDED' WHEN present.digest IS NULL THEN 'REMOVED'
      WHEN recorded.digest IS NULL THEN 'RESTORED' ELSE 'CHANGED' END AS kind, recorded.entry
  FROM recorded FULL JOIN present ON present.table_name = recorded.table_name AND present.key = recorded.key
  WHERE recorded.digest IS DISTINCT FROM present.digest
  UNION ALL
  SELECT again.table_name, again.key::jsonb, 'RECORDED_AGAIN', again.entry
  FROM (
    SELECT c.*, lag(c.digest, 1, c.digest) OVER (PARTITION BY c.table_name, c.key ORDER BY c.entry) AS before
    FROM public.audit_contents c WHERE c.table_name = ANY ($2)
  ) again
  WHERE again.digest IS DISTINCT FROM again.before
)
SELECT (SELECT count(*) FROM present)::int AS compared, (SELECT count(*) FROM differing)::int AS different,
  coalesce((
    SELECT json_agg(one ORDER BY one.entry, one."table", one.key) FROM (
      SELECT d.*, e.action, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor,
        e.phase, e.force, e.details ->> 'version' AS version
      FROM differing d LEFT JOIN public.audit_entries e ON e.id = d.entry
      ORDER BY d.entry, d."table", d.key LIMIT $3) one
  ), '[]') AS first;
