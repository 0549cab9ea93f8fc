-- The statements of src/returns/board/comparison.repository.ts, written by npm run sql:write.

-- currentReturns
/* prepared: current-returns */
WITH current AS (
  SELECT own.phase, own.force, version.id, version.problems
  FROM returns own
  JOIN return_versions version ON version.phase = own.phase AND version.force = own.force
    AND version.version = own.standing
  WHERE own.phase = ANY ($1)
)
SELECT current.phase, current.force,
  (SELECT coalesce(json_agg(json_build_object('measure', r.measure, 'part', r.part, 'state', r.state,
  'value', r.value::text, 'qualifier', r.qualifier, 'lower', r.lower::text, 'upper', r.upper::text, 'approximate', r.approximate, 'settlesParts', r.settles_parts, 'unit', m.unit) ORDER BY m.position, r.id), '[]')
   FROM (SELECT * FROM results WHERE version_id = current.id OFFSET 0) r
   JOIN measures m ON m.code = r.measure) AS results,
  ARRAY(SELECT DISTINCT found ->> 'measure' FROM jsonb_array_elements(current.problems) found
    WHERE found ->> 'code' = 'UNUSUAL_VALUE' AND found ->> 'measure' IS NOT NULL) AS unusual
FROM current ORDER BY current.phase, current.force;
