-- The statements of src/releases/preparation/withheld-figures.repository.ts, written by npm run sql:write.

-- ofPhase
SELECT json_build_object('code', f.code, 'name', f.name, 'kind', f.kind,
  'onsCode', f.ons_code, 'region', f.region, 'alsoKnownAs', f.also_known_as,
  'validUntil', f.valid_until, 'mergedInto', f.merged_into) AS force, r.measure, r.withheld_until AS until
FROM counting_versions($1, 'ACCEPTED', 'infinity') c
JOIN results r ON r.version_id = c.version_id AND r.part IS NULL
JOIN forces f ON f.code = r.force
WHERE r.withheld_until > instant_now() ORDER BY f.code, r.measure;
