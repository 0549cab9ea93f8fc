-- The statements of src/returns/board/board.repository.ts, written by npm run sql:write.

-- seats
WITH newest AS (
  SELECT s.* FROM phases p CROSS JOIN LATERAL newest_steps(p.code, 'infinity') s WHERE p.code = ANY ($1)
), life AS (
  SELECT phase, force, min(submitted_at) FILTER (WHERE state <> 'WITHDRAWN') AS first_at,
    max(version) FILTER (WHERE accepted AND EXISTS (
      SELECT FROM results r WHERE r.version_id = newest.version_id)) AS accepted
  FROM newest GROUP BY phase, force
)
SELECT t.phase, t.participation, phase.returns_due_at AS "returnsDueAt", phase.final_at AS "finalAt", now() AS now,
  json_build_object('code', f.code, 'name', f.name, 'kind', f.kind,
  'onsCode', f.ons_code, 'region', f.region, 'alsoKnownAs', f.also_known_as,
  'validUntil', f.valid_until, 'mergedInto', f.merged_into) AS force,
  reported.force IS NOT NULL AS "hasReported", coalesce(r.versions, 0) > 0 AS "hasVersions",
  EXISTS (SELECT FROM drafts d WHERE d.phase = t.phase AND d.force = t.force AND d.entry IS NOT NULL) AS "hasDraft",
  shown.version, shown.state, shown.submitted_at AS "submittedAt", life.first_at AS "firstAt",
  (SELECT count(*)::int FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
   WHERE q.version_id = shown.version_id AND e.question IS NULL) AS "openQueries",
  life.accepted AS "acceptedVersion"
FROM participations t
JOIN phases phase ON phase.code = t.phase
JOIN forces f ON f.code = t.force
LEFT JOIN forces_reported($1) reported ON reported.phase = t.phase AND reported.force = t.force
LEFT JOIN returns r ON r.phase = t.phase AND r.force = t.force
LEFT JOIN newest shown ON shown.phase = t.phase AND shown.force = t.force
  AND shown.version = coalesce(r.standing, r.versions)
LEFT JOIN life ON life.phase = t.phase AND life.force = t.force
WHERE t.phase = ANY ($1)
ORDER BY t.phase, t.force;
