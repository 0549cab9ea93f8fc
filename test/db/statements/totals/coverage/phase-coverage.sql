-- The statements of src/totals/coverage/phase-coverage.repository.ts, written by npm run sql:write.

-- newest
WITH page AS (
  SELECT code, name, starts_on, ends_on, dates_known_to, totals_held_back, held_back_until FROM phases WHERE status <> 'DISCARDED'
  ORDER BY starts_on DESC, code DESC LIMIT $1 OFFSET $2
)
SELECT json_build_object('code', page.code, 'name', page.name, 'startsOn', page.starts_on, 'endsOn', page.ends_on,
    'datesKnownTo', page.dates_known_to, 'totalsHeldBack', is_held_back(page.totals_held_back, page.held_back_until)) AS phase,
  (SELECT coalesce(json_agg(json_build_object('force', f.code, 'name', f.name,
     'participation', t.participation, 'hasReported', EXISTS (
       SELECT FROM counting_versions(t.phase, 'ACCEPTED', 'infinity') s
       WHERE s.force = t.force AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id)))
     ORDER BY f.code), '[]')
   FROM participations t JOIN forces f ON f.code = t.force
   WHERE t.phase = page.code) AS participants
FROM page ORDER BY page.starts_on DESC, page.code DESC;
