-- The statements of src/totals/by-force/force-totals.repository.ts, written by npm run sql:write.

-- ofForce, oldest first
WITH phase AS MATERIALIZED (
SELECT p.code, p.operation, p.name, p.starts_on, p.ends_on, p.dates_known_to, p.active_days, p.windows, p.focus, p.lead_force, p.note, p.status, p.returns_due_at, p.closes_at, p.final_at, p.closed_at, p.kept_open, p.totals_held_back, p.held_back_until, t.participation, row_number() OVER (ORDER BY p.starts_on ASC, p.code ASC) AS place
FROM phases p JOIN participations t ON t.phase = p.code AND t.force = $1
WHERE p.status <> 'DISCARDED' AND ($2::text IS NULL OR p.operation = $2)
  AND ($3::date IS NULL OR p.starts_on >= $3) AND ($4::date IS NULL OR p.starts_on <= $4)
  AND ($5::text IS NULL OR (p.starts_on, p.code) > (SELECT a.starts_on, a.code FROM phases a WHERE a.code = $5))
ORDER BY p.starts_on ASC, p.code ASC LIMIT $6
), standing AS (
  SELECT s.phase, s.version_id, s.version, s.submitted_at, s.without_sign_off
  FROM phase CROSS JOIN LATERAL counting_versions(phase.code, $8, 'infinity') s
  WHERE s.force = $1
), result AS (
  SELECT own.* FROM standing c CROSS JOIN LATERAL (
    SELECT r.*, coalesce(r.withheld_until > instant_now(), false) AS is_withheld
    FROM results r WHERE r.version_id = c.version_id AND r.part IS NULL OFFSET 0
  ) own
), counting AS (
  SELECT s.* FROM standing s WHERE s.version_id IN (SELECT version_id FROM result)
), after_final AS (
  SELECT phase.code AS phase, c.version_id, f.version_id AS before
  FROM phase
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (s.force) s.force, s.version_id FROM (
      SELECT c.force, c.version_id, 0 AS place FROM counting_versions(phase.code, $8, phase.final_at) c
      UNION ALL
      SELECT v.force, v.version_id, v.id FROM version_states v
      WHERE v.phase = phase.code AND v.step = 'ACCEPT' AND v.began_at > phase.final_at AND v.began_at <= 'infinity'
    ) s
    WHERE s.force = $1 AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (true))
    ORDER BY s.force, s.place
  ) f
  LEFT JOIN standing c ON c.phase = phase.code
  WHERE phase.final_at < now() AND c.version_id IS DISTINCT FROM f.version_id
), corrected AS MATERIALIZED (
  SELECT a.phase, r.measure FROM after_final a CROSS JOIN LATERAL (
    SELECT DISTINCT one.force, one.measure FROM (
      SELECT * FROM results r WHERE r.version_id = a.version_id
      UNION ALL SELECT * FROM results r WHERE r.version_id = a.before
    ) one
    GROUP BY one.force, one.measure, one.part, one.state, one.value, one.qualifier, one.lower, one.upper
    HAVING count(*) = 1
    OFFSET 0
  ) r
), wanted AS (
  SELECT phase.code AS phase, unnest($7::text[]) AS measure FROM phase
  UNION SELECT asked.* FROM phase CROSS JOIN LATERAL (
    SELECT a.phase, a.measure FROM phase_asks a WHERE a.phase = phase.code OFFSET 0
  ) asked WHERE $7::text[] IS NULL
  UNION SELECT phase, measure FROM result WHERE $7::text[] IS NULL
), line AS (
  SELECT phase.code AS phase, json_agg(json_build_object('measure', json_build_object('code', measure.code, 'version', measure.version,
  'position', measure.position, 'name', measure.name, 'alsoKnownAs', measure.also_known_as,
  'category', measure.category, 'unit', measure.unit, 'breakdown', measure.breakdown,
  'breakdownRule', measure.breakdown_rule, 'exhaustive', measure.exhaustive, 'ask', measure.ask,
  'acrossPhases', measure.across_phases, 'headline', measure.headline,
  'preferredDirection', measure.preferred_direction, 'definition', measure.definition,
  'validFrom', measure.valid_from),
    'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier,
    'lower', coalesce(r.lower, 0)::text, 'upper', r.upper::text,
    'withheld', coalesce(r.is_withheld, false), 'changedAfterFinal', EXISTS (
      SELECT FROM corrected WHERE corrected.phase = phase.code AND corrected.measure = measure.code)) ORDER BY measure.position) AS cells
  FROM phase CROSS JOIN LATERAL measures_in_force(phase.starts_on) measure
  JOIN wanted w ON w.phase = phase.code AND w.measure = measure.code
  LEFT JOIN result r ON r.phase = phase.code AND r.measure = measure.code
  WHERE phase.participation = 'TAKING_PART' OR r.state IS NOT NULL
  GROUP BY phase.code
)
SELECT json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase, phase.participation, c.version, c.submitted_at AS "submittedAt",
  coalesce(c.without_sign_off, false) AS "withoutSignOff",
  coalesce(line.cells, '[]') AS cells
FROM phase
LEFT JOIN counting c ON c.phase = phase.code
LEFT JOIN line ON line.phase = phase.code
ORDER BY phase.place;

-- ofForce, newest first
WITH phase AS MATERIALIZED (
SELECT p.code, p.operation, p.name, p.starts_on, p.ends_on, p.dates_known_to, p.active_days, p.windows, p.focus, p.lead_force, p.note, p.status, p.returns_due_at, p.closes_at, p.final_at, p.closed_at, p.kept_open, p.totals_held_back, p.held_back_until, t.participation, row_number() OVER (ORDER BY p.starts_on DESC, p.code DESC) AS place
FROM phases p JOIN participations t ON t.phase = p.code AND t.force = $1
WHERE p.status <> 'DISCARDED' AND ($2::text IS NULL OR p.operation = $2)
  AND ($3::date IS NULL OR p.starts_on >= $3) AND ($4::date IS NULL OR p.starts_on <= $4)
  AND ($5::text IS NULL OR (p.starts_on, p.code) < (SELECT a.starts_on, a.code FROM phases a WHERE a.code = $5))
ORDER BY p.starts_on DESC, p.code DESC LIMIT $6
), standing AS (
  SELECT s.phase, s.version_id, s.version, s.submitted_at, s.without_sign_off
  FROM phase CROSS JOIN LATERAL counting_versions(phase.code, $8, 'infinity') s
  WHERE s.force = $1
), result AS (
  SELECT own.* FROM standing c CROSS JOIN LATERAL (
    SELECT r.*, coalesce(r.withheld_until > instant_now(), false) AS is_withheld
    FROM results r WHERE r.version_id = c.version_id AND r.part IS NULL OFFSET 0
  ) own
), counting AS (
  SELECT s.* FROM standing s WHERE s.version_id IN (SELECT version_id FROM result)
), after_final AS (
  SELECT phase.code AS phase, c.version_id, f.version_id AS before
  FROM phase
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (s.force) s.force, s.version_id FROM (
      SELECT c.force, c.version_id, 0 AS place FROM counting_versions(phase.code, $8, phase.final_at) c
      UNION ALL
      SELECT v.force, v.version_id, v.id FROM version_states v
      WHERE v.phase = phase.code AND v.step = 'ACCEPT' AND v.began_at > phase.final_at AND v.began_at <= 'infinity'
    ) s
    WHERE s.force = $1 AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (true))
    ORDER BY s.force, s.place
  ) f
  LEFT JOIN standing c ON c.phase = phase.code
  WHERE phase.final_at < now() AND c.version_id IS DISTINCT FROM f.version_id
), corrected AS MATERIALIZED (
  SELECT a.phase, r.measure FROM after_final a CROSS JOIN LATERAL (
    SELECT DISTINCT one.force, one.measure FROM (
      SELECT * FROM results r WHERE r.version_id = a.version_id
      UNION ALL SELECT * FROM results r WHERE r.version_id = a.before
    ) one
    GROUP BY one.force, one.measure, one.part, one.state, one.value, one.qualifier, one.lower, one.upper
    HAVING count(*) = 1
    OFFSET 0
  ) r
), wanted AS (
  SELECT phase.code AS phase, unnest($7::text[]) AS measure FROM phase
  UNION SELECT asked.* FROM phase CROSS JOIN LATERAL (
    SELECT a.phase, a.measure FROM phase_asks a WHERE a.phase = phase.code OFFSET 0
  ) asked WHERE $7::text[] IS NULL
  UNION SELECT phase, measure FROM result WHERE $7::text[] IS NULL
), line AS (
  SELECT phase.code AS phase, json_agg(json_build_object('measure', json_build_object('code', measure.code, 'version', measure.version,
  'position', measure.position, 'name', measure.name, 'alsoKnownAs', measure.also_known_as,
  'category', measure.category, 'unit', measure.unit, 'breakdown', measure.breakdown,
  'breakdownRule', measure.breakdown_rule, 'exhaustive', measure.exhaustive, 'ask', measure.ask,
  'acrossPhases', measure.across_phases, 'headline', measure.headline,
  'preferredDirection', measure.preferred_direction, 'definition', measure.definition,
  'validFrom', measure.valid_from),
    'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier,
    'lower', coalesce(r.lower, 0)::text, 'upper', r.upper::text,
    'withheld', coalesce(r.is_withheld, false), 'changedAfterFinal', EXISTS (
      SELECT FROM corrected WHERE corrected.phase = phase.code AND corrected.measure = measure.code)) ORDER BY measure.position) AS cells
  FROM phase CROSS JOIN LATERAL measures_in_force(phase.starts_on) measure
  JOIN wanted w ON w.phase = phase.code AND w.measure = measure.code
  LEFT JOIN result r ON r.phase = phase.code AND r.measure = measure.code
  WHERE phase.participation = 'TAKING_PART' OR r.state IS NOT NULL
  GROUP BY phase.code
)
SELECT json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase, phase.participation, c.version, c.submitted_at AS "submittedAt",
  coalesce(c.without_sign_off, false) AS "withoutSignOff",
  coalesce(line.cells, '[]') AS cells
FROM phase
LEFT JOIN counting c ON c.phase = phase.code
LEFT JOIN line ON line.phase = phase.code
ORDER BY phase.place;
