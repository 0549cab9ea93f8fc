-- The statements of src/audit/verification/recorded-contents.repository.ts, written by npm run sql:write.

-- isFunctionIntact
SELECT count(*) = 1 AND bool_and(prosrc = $1) AS "isIntact" FROM pg_catalog.pg_proc
WHERE proname = 'content_digests' AND pronamespace = 'public'::regnamespace;

-- firstEntry
SELECT min(entry) AS first FROM public.audit_contents;

-- compare
WITH recorded AS MATERIALIZED (
  SELECT DISTINCT ON (c.key) c.key, c.entry, c.digest FROM public.audit_contents c
  WHERE c.table_name = $1 AND EXISTS (SELECT FROM public.audit_entries e WHERE e.id = c.entry)
  ORDER BY c.key, c.entry DESC
), present AS MATERIALIZED (
  SELECT key COLLATE "C" AS key, digest FROM public.content_digests($1)
), differing AS (
  SELECT coalesce(recorded.key, present.key) AS key,
    CASE WHEN recorded.entry IS NULL THEN 'ADDED' WHEN present.digest IS NULL THEN 'REMOVED'
      WHEN recorded.digest IS NULL THEN 'RESTORED' ELSE 'CHANGED' END AS kind, recorded.entry
  FROM recorded FULL JOIN present ON present.key = recorded.key
  WHERE recorded.digest IS DISTINCT FROM present.digest
)
SELECT (SELECT count(*) FROM present)::int AS compared, (SELECT count(*) FROM differing)::int AS different,
  coalesce((
    SELECT json_agg(one ORDER BY one.entry, one.key) FROM (
      SELECT d.key, d.kind, d.entry, e.action, e.phase, e.force
      FROM differing d LEFT JOIN public.audit_entries e ON e.id = d.entry
      ORDER BY d.entry, d.key LIMIT $2) one
  ), '[]') AS first;
