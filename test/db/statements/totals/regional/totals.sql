-- The statements of src/totals/regional/totals.repository.ts, written by npm run sql:write.

-- ofPhase
/* prepared: totals */
WITH phase AS (
  SELECT p.code, p.operation, p.name, p.starts_on, p.ends_on, p.dates_known_to, p.active_days, p.windows, p.focus, p.lead_force, p.note, p.status, p.returns_due_at, p.closes_at, p.final_at, p.closed_at, p.kept_open, p.totals_held_back, p.held_back_until FROM phases p WHERE p.code = $1
), participant AS (
  SELECT DISTINCT ON (force) force, participation FROM participation_changes
  WHERE phase = $1 AND began_at <= $4 ORDER BY force, began_at DESC, id DESC
), standing AS (
  SELECT s.version_id, s.force, s.version, s.submitted_at, s.without_sign_off,
    CASE $3 WHEN 'ACCEPTED' THEN 'ACCEPTED' ELSE s.state END AS status
  FROM counting_versions($1, $3, $4) s
), result AS (
  SELECT r.*, coalesce(r.withheld_until > least($4, instant_now()), false) AS is_withheld
  FROM standing c JOIN results r ON r.version_id = c.version_id
  WHERE r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))
), stated AS (
  SELECT version_id, max(withheld_until) FILTER (WHERE NOT is_withheld) AS released_at FROM result GROUP BY version_id
), counting AS (
  SELECT standing.* FROM standing JOIN stated ON stated.version_id = standing.version_id
), at_final AS (
  SELECT one.force, one.version_id FROM phase CROSS JOIN LATERAL (
    SELECT DISTINCT ON (s.force) s.force, s.version_id FROM (
      SELECT c.force, c.version_id, 0 AS place FROM counting_versions($1, $3, phase.final_at) c
      UNION ALL
      SELECT v.force, v.version_id, v.id FROM version_states v
      WHERE v.phase = $1 AND v.step = 'ACCEPT' AND v.began_at > phase.final_at AND v.began_at <= $4
    ) s
    WHERE true AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))))
    ORDER BY s.force, s.place
  ) one
  WHERE phase.final_at < least($4, now())
), corrected AS MATERIALIZED (
    SELECT DISTINCT one.force, one.measure FROM (
    SELECT r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper
    FROM at_final JOIN result r ON r.force = at_final.force AND r.version_id <> at_final.version_id
    UNION ALL
    SELECT r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper
    FROM at_final JOIN results r ON r.version_id = at_final.version_id
    WHERE NOT EXISTS (SELECT FROM standing WHERE standing.version_id = at_final.version_id) AND (r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force())))
    ) one
    GROUP BY one.force, one.measure, one.part, one.state, one.value, one.qualifier, one.lower, one.upper
    HAVING count(*) = 1
), changed AS (
  SELECT changed_at FROM phase_changes WHERE phase = $1 AND $3 = 'PROVISIONAL'
  UNION ALL SELECT phase_set_up_at($1)
  UNION ALL SELECT released_at FROM stated
  UNION ALL SELECT s.began_at FROM version_states s
    WHERE s.phase = $1 AND $3 = 'ACCEPTED' AND s.step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
      AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))))
  UNION ALL SELECT began_at FROM participation_changes
    WHERE phase = $1 AND $3 = 'ACCEPTED' AND began_at <> '-infinity'
  UNION ALL SELECT began_at FROM phase_ask_changes
    WHERE phase = $1 AND $3 = 'ACCEPTED' AND began_at <> '-infinity'
), force AS (
  SELECT f.*, p.participation, p.participation IS NOT DISTINCT FROM 'TAKING_PART' AS expected
  FROM (SELECT force FROM participant UNION SELECT force FROM counting) named
  JOIN forces f ON f.code = named.force
  LEFT JOIN participant p ON p.force = f.code
), wanted AS (
  SELECT unnest($2::text[]) AS code
  UNION SELECT measure FROM (
    SELECT DISTINCT ON (measure) measure, ask FROM phase_ask_changes
    WHERE phase = $1 AND began_at <= $4 ORDER BY measure, began_at DESC, id DESC
  ) asked WHERE ask IS NOT NULL AND $2::text[] IS NULL
  UNION SELECT measure FROM result WHERE $2::text[] IS NULL
), measure AS (
  SELECT m.* FROM phase, measures_in_force(phase.starts_on) m JOIN wanted ON wanted.code = m.code
), cell AS (
  SELECT m.code AS measure, f.code AS force, f.expected, r.state, r.value, r.qualifier, r.lower, r.upper,
    r.approximate, coalesce(r.settles_parts, false) AS settles_parts, coalesce(r.is_withheld, false) AS is_withheld
  FROM measure m
  CROSS JOIN force f
  LEFT JOIN result r ON r.force = f.code AND r.measure = m.code AND r.part IS NULL
  WHERE f.expected OR r.state IS NOT NULL
), total AS (
  SELECT r.measure,
    json_build_object(
  'lower', coalesce(sum(r.lower), 0)::text,
  'upper', CASE WHEN bool_or(r.expected AND r.state IS NULL) OR bool_or(r.state IS NOT NULL AND r.upper IS NULL) THEN NULL
  ELSE coalesce(sum(r.upper), 0) END::text,
  'plain', coalesce(sum(r.value), 0)::text,
  'approximate', coalesce(bool_or(r.approximate), false),
  'quantified', coalesce(bool_or(r.state IN ('REPORTED', 'NIL')), false) OR false,
  'unquantified', coalesce(bool_or(r.state = 'UNQUANTIFIED'), false)) AS sum,
    json_agg(json_build_object('force', r.force, 'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier,
      'lower', coalesce(r.lower, 0)::text, 'upper', r.upper::text, 'withheld', r.is_withheld,
      'changedAfterFinal', EXISTS (SELECT FROM corrected WHERE corrected.force = r.force AND corrected.measure = r.measure)
      ) ORDER BY r.force) AS cells
  FROM cell r
  GROUP BY r.measure
), given_part AS (
  SELECT DISTINCT r.measure, r.breakdown, r.part
  FROM result r JOIN measure m ON m.code = r.measure
  WHERE r.part IS NOT NULL
), part_total AS (
  SELECT g.measure, g.breakdown, g.part,
    json_build_object(
  'lower', coalesce(sum(r.lower), 0)::text,
  'upper', CASE WHEN bool_or(r.state IS NULL AND NOT c.settles_parts) OR bool_or(r.state IS NOT NULL AND r.upper IS NULL) THEN NULL
  ELSE coalesce(sum(r.upper), 0) END::text,
  'plain', coalesce(sum(r.value), 0)::text,
  'approximate', coalesce(bool_or(r.approximate), false),
  'quantified', coalesce(bool_or(r.state IN ('REPORTED', 'NIL')), false) OR bool_or(c.settles_parts AND r.state IS NULL AND c.state <> 'NOT_APPLICABLE'),
  'unquantified', coalesce(bool_or(r.state = 'UNQUANTIFIED'), false)) AS sum, coalesce(nullif(count(*) FILTER (WHERE r.state = 'REPORTED'), 0),
      count(*) FILTER (WHERE r.state = 'UNQUANTIFIED'))::int AS given_by
  FROM given_part g
  JOIN cell c ON c.measure = g.measure
  LEFT JOIN result r ON r.force = c.force AND r.measure = g.measure AND r.part = g.part
  GROUP BY g.measure, g.breakdown, g.part
), part_list AS (
  SELECT t.measure,
    json_agg(json_build_object('sum', t.sum, 'givenBy', t.given_by, 'code', p.code, 'name', p.name, 'drugClass', c.drug_class)
      ORDER BY p.position) AS parts
  FROM part_total t CROSS JOIN phase
  JOIN parts p ON p.breakdown = t.breakdown AND p.code = t.part
  LEFT JOIN part_classes c ON c.breakdown = p.breakdown AND c.part = p.code
    AND phase.starts_on BETWEEN c.valid_from AND c.valid_until
  GROUP BY t.measure
)
SELECT
  json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase,
  $4 <> 'infinity' AND $4 > greatest(clock_timestamp(), (SELECT max(changed_at) FROM changed)) AS "isAhead",
  CASE WHEN $3 = 'PROVISIONAL' AND $4 = 'infinity'
    THEN (SELECT greatest(data_changed_at, (SELECT max(released_at) FROM stated)) FROM phase_data($1)) ELSE coalesce(
    (SELECT max(changed_at) FROM changed WHERE changed_at <= $4), $4) END AS "asOf",
  concat_ws(' ', phase_data_stamp(phase.code), phase_status(phase.status, phase.closes_at, phase.kept_open), is_held_back(phase.totals_held_back, phase.held_back_until),
  release_stamp(phase.code), phase.final_at <= now(),
  (SELECT stamp FROM reference_stamp)) AS stamp,
  (SELECT coalesce(json_agg(json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into, 'participation', force.participation)
     ORDER BY force.code), '[]') FROM force) AS forces,
  (SELECT coalesce(json_agg(json_build_object('force', force, 'version', version, 'submittedAt', submitted_at,
     'status', status, 'withoutSignOff', without_sign_off) ORDER BY force), '[]') FROM counting) AS "restsOn",
  (SELECT coalesce(json_agg(json_build_object('sum', coalesce(total.sum, '{"lower":"0","upper":"0","plain":"0","approximate":false,"quantified":false,"unquantified":false}'::json), 'measure', json_build_object('code', measure.code, 'version', measure.version,
  'position', measure.position, 'name', measure.name, 'alsoKnownAs', measure.also_known_as,
  'category', measure.category, 'unit', measure.unit, 'breakdown', measure.breakdown,
  'breakdownRule', measure.breakdown_rule, 'exhaustive', measure.exhaustive, 'ask', measure.ask,
  'acrossPhases', measure.across_phases, 'headline', measure.headline,
  'preferredDirection', measure.preferred_direction, 'definition', measure.definition,
  'validFrom', measure.valid_from),
     'cells', coalesce(total.cells, '[]'), 'parts', coalesce(part_list.parts, '[]'), 'changedAfterFinal', (
       SELECT coalesce(json_agg(corrected.force ORDER BY corrected.force), '[]')
       FROM corrected JOIN force ON force.code = corrected.force WHERE corrected.measure = measure.code))
     ORDER BY measure.position), '[]')
   FROM measure
   LEFT JOIN total ON total.measure = measure.code
   LEFT JOIN part_list ON part_list.measure = measure.code) AS totals FROM phase;

-- ofPhaseWithGroupings
/* prepared: totals-with-groupings */
WITH phase AS (
  SELECT p.code, p.operation, p.name, p.starts_on, p.ends_on, p.dates_known_to, p.active_days, p.windows, p.focus, p.lead_force, p.note, p.status, p.returns_due_at, p.closes_at, p.final_at, p.closed_at, p.kept_open, p.totals_held_back, p.held_back_until FROM phases p WHERE p.code = $1
), participant AS (
  SELECT DISTINCT ON (force) force, participation FROM participation_changes
  WHERE phase = $1 AND began_at <= $4 ORDER BY force, began_at DESC, id DESC
), standing AS (
  SELECT s.version_id, s.force, s.version, s.submitted_at, s.without_sign_off,
    CASE $3 WHEN 'ACCEPTED' THEN 'ACCEPTED' ELSE s.state END AS status
  FROM counting_versions($1, $3, $4) s
), result AS (
  SELECT r.*, coalesce(r.withheld_until > least($4, instant_now()), false) AS is_withheld
  FROM standing c JOIN results r ON r.version_id = c.version_id
  WHERE r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))
), stated AS (
  SELECT version_id, max(withheld_until) FILTER (WHERE NOT is_withheld) AS released_at FROM result GROUP BY version_id
), counting AS (
  SELECT standing.* FROM standing JOIN stated ON stated.version_id = standing.version_id
), at_final AS (
  SELECT one.force, one.version_id FROM phase CROSS JOIN LATERAL (
    SELECT DISTINCT ON (s.force) s.force, s.version_id FROM (
      SELECT c.force, c.version_id, 0 AS place FROM counting_versions($1, $3, phase.final_at) c
      UNION ALL
      SELECT v.force, v.version_id, v.id FROM version_states v
      WHERE v.phase = $1 AND v.step = 'ACCEPT' AND v.began_at > phase.final_at AND v.began_at <= $4
    ) s
    WHERE true AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))))
    ORDER BY s.force, s.place
  ) one
  WHERE phase.final_at < least($4, now())
), corrected AS MATERIALIZED (
    SELECT DISTINCT one.force, one.measure FROM (
    SELECT r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper
    FROM at_final JOIN result r ON r.force = at_final.force AND r.version_id <> at_final.version_id
    UNION ALL
    SELECT r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper
    FROM at_final JOIN results r ON r.version_id = at_final.version_id
    WHERE NOT EXISTS (SELECT FROM standing WHERE standing.version_id = at_final.version_id) AND (r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force())))
    ) one
    GROUP BY one.force, one.measure, one.part, one.state, one.value, one.qualifier, one.lower, one.upper
    HAVING count(*) = 1
), changed AS (
  SELECT changed_at FROM phase_changes WHERE phase = $1 AND $3 = 'PROVISIONAL'
  UNION ALL SELECT phase_set_up_at($1)
  UNION ALL SELECT released_at FROM stated
  UNION ALL SELECT s.began_at FROM version_states s
    WHERE s.phase = $1 AND $3 = 'ACCEPTED' AND s.step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
      AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (r.withheld_until IS NULL OR r.withheld_until <= least($4, instant_now())
    OR NOT $5 AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR r.force = (SELECT actor_force()))))
  UNION ALL SELECT began_at FROM participation_changes
    WHERE phase = $1 AND $3 = 'ACCEPTED' AND began_at <> '-infinity'
  UNION ALL SELECT began_at FROM phase_ask_changes
    WHERE phase = $1 AND $3 = 'ACCEPTED' AND began_at <> '-infinity'
), force AS (
  SELECT f.*, p.participation, p.participation IS NOT DISTINCT FROM 'TAKING_PART' AS expected
  FROM (SELECT force FROM participant UNION SELECT force FROM counting) named
  JOIN forces f ON f.code = named.force
  LEFT JOIN participant p ON p.force = f.code
), wanted AS (
  SELECT unnest($2::text[]) AS code
  UNION SELECT measure FROM (
    SELECT DISTINCT ON (measure) measure, ask FROM phase_ask_changes
    WHERE phase = $1 AND began_at <= $4 ORDER BY measure, began_at DESC, id DESC
  ) asked WHERE ask IS NOT NULL AND $2::text[] IS NULL
  UNION SELECT measure FROM result WHERE $2::text[] IS NULL
), measure AS (
  SELECT m.* FROM phase, measures_in_force(phase.starts_on) m JOIN wanted ON wanted.code = m.code
), cell AS (
  SELECT m.code AS measure, f.code AS force, f.expected, r.state, r.value, r.qualifier, r.lower, r.upper,
    r.approximate, coalesce(r.settles_parts, false) AS settles_parts, coalesce(r.is_withheld, false) AS is_withheld
  FROM measure m
  CROSS JOIN force f
  LEFT JOIN result r ON r.force = f.code AND r.measure = m.code AND r.part IS NULL
  WHERE f.expected OR r.state IS NOT NULL
), total AS (
  SELECT r.measure,
    json_build_object(
  'lower', coalesce(sum(r.lower), 0)::text,
  'upper', CASE WHEN bool_or(r.expected AND r.state IS NULL) OR bool_or(r.state IS NOT NULL AND r.upper IS NULL) THEN NULL
  ELSE coalesce(sum(r.upper), 0) END::text,
  'plain', coalesce(sum(r.value), 0)::text,
  'approximate', coalesce(bool_or(r.approximate), false),
  'quantified', coalesce(bool_or(r.state IN ('REPORTED', 'NIL')), false) OR false,
  'unquantified', coalesce(bool_or(r.state = 'UNQUANTIFIED'), false)) AS sum,
    json_agg(json_build_object('force', r.force, 'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier,
      'lower', coalesce(r.lower, 0)::text, 'upper', r.upper::text, 'withheld', r.is_withheld,
      'changedAfterFinal', EXISTS (SELECT FROM corrected WHERE corrected.force = r.force AND corrected.measure = r.measure)
      ) ORDER BY r.force) AS cells
  FROM cell r
  GROUP BY r.measure
), given_part AS (
  SELECT DISTINCT r.measure, r.breakdown, r.part
  FROM result r JOIN measure m ON m.code = r.measure
  WHERE r.part IS NOT NULL
), part_total AS (
  SELECT g.measure, g.breakdown, g.part,
    json_build_object(
  'lower', coalesce(sum(r.lower), 0)::text,
  'upper', CASE WHEN bool_or(r.state IS NULL AND NOT c.settles_parts) OR bool_or(r.state IS NOT NULL AND r.upper IS NULL) THEN NULL
  ELSE coalesce(sum(r.upper), 0) END::text,
  'plain', coalesce(sum(r.value), 0)::text,
  'approximate', coalesce(bool_or(r.approximate), false),
  'quantified', coalesce(bool_or(r.state IN ('REPORTED', 'NIL')), false) OR bool_or(c.settles_parts AND r.state IS NULL AND c.state <> 'NOT_APPLICABLE'),
  'unquantified', coalesce(bool_or(r.state = 'UNQUANTIFIED'), false)) AS sum, coalesce(nullif(count(*) FILTER (WHERE r.state = 'REPORTED'), 0),
      count(*) FILTER (WHERE r.state = 'UNQUANTIFIED'))::int AS given_by
  FROM given_part g
  JOIN cell c ON c.measure = g.measure
  LEFT JOIN result r ON r.force = c.force AND r.measure = g.measure AND r.part = g.part
  GROUP BY g.measure, g.breakdown, g.part
), part_list AS (
  SELECT t.measure,
    json_agg(json_build_object('sum', t.sum, 'givenBy', t.given_by, 'code', p.code, 'name', p.name, 'drugClass', c.drug_class)
      ORDER BY p.position) AS parts
  FROM part_total t CROSS JOIN phase
  JOIN parts p ON p.breakdown = t.breakdown AND p.code = t.part
  LEFT JOIN part_classes c ON c.breakdown = p.breakdown AND c.part = p.code
    AND phase.starts_on BETWEEN c.valid_from AND c.valid_until
  GROUP BY t.measure
)
SELECT
  json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase,
  $4 <> 'infinity' AND $4 > greatest(clock_timestamp(), (SELECT max(changed_at) FROM changed)) AS "isAhead",
  CASE WHEN $3 = 'PROVISIONAL' AND $4 = 'infinity'
    THEN (SELECT greatest(data_changed_at, (SELECT max(released_at) FROM stated)) FROM phase_data($1)) ELSE coalesce(
    (SELECT max(changed_at) FROM changed WHERE changed_at <= $4), $4) END AS "asOf",
  concat_ws(' ', phase_data_stamp(phase.code), phase_status(phase.status, phase.closes_at, phase.kept_open), is_held_back(phase.totals_held_back, phase.held_back_until),
  release_stamp(phase.code), phase.final_at <= now(),
  (SELECT stamp FROM reference_stamp)) AS stamp,
  (SELECT coalesce(json_agg(json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into, 'participation', force.participation)
     ORDER BY force.code), '[]') FROM force) AS forces,
  (SELECT coalesce(json_agg(json_build_object('force', force, 'version', version, 'submittedAt', submitted_at,
     'status', status, 'withoutSignOff', without_sign_off) ORDER BY force), '[]') FROM counting) AS "restsOn",
  (SELECT coalesce(json_agg(json_build_object('sum', coalesce(total.sum, '{"lower":"0","upper":"0","plain":"0","approximate":false,"quantified":false,"unquantified":false}'::json), 'measure', json_build_object('code', measure.code, 'version', measure.version,
  'position', measure.position, 'name', measure.name, 'alsoKnownAs', measure.also_known_as,
  'category', measure.category, 'unit', measure.unit, 'breakdown', measure.breakdown,
  'breakdownRule', measure.breakdown_rule, 'exhaustive', measure.exhaustive, 'ask', measure.ask,
  'acrossPhases', measure.across_phases, 'headline', measure.headline,
  'preferredDirection', measure.preferred_direction, 'definition', measure.definition,
  'validFrom', measure.valid_from),
     'cells', coalesce(total.cells, '[]'), 'parts', coalesce(part_list.parts, '[]'), 'changedAfterFinal', (
       SELECT coalesce(json_agg(corrected.force ORDER BY corrected.force), '[]')
       FROM corrected JOIN force ON force.code = corrected.force WHERE corrected.measure = measure.code))
     ORDER BY measure.position), '[]')
   FROM measure
   LEFT JOIN total ON total.measure = measure.code
   LEFT JOIN part_list ON part_list.measure = measure.code) AS totals, 
  (SELECT coalesce(json_agg(json_build_object('measure', r.measure, 'force', r.force, 'part', r.part,
     'state', r.state, 'value', r.value::text, 'qualifier', r.qualifier, 'lower', r.lower::text,
     'upper', r.upper::text, 'approximate', r.approximate, 'settlesParts', r.settles_parts)), '[]')
   FROM result r JOIN measure ON measure.code = r.measure
   WHERE measure.breakdown IS NOT NULL) AS results,
  (SELECT coalesce(json_agg(json_build_object('breakdown', p.breakdown, 'part', p.code,
     'drugClass', c.drug_class, 'group', p.group_code) ORDER BY p.breakdown, p.position), '[]')
   FROM parts p
   LEFT JOIN part_classes c ON c.breakdown = p.breakdown AND c.part = p.code
     AND phase.starts_on BETWEEN c.valid_from AND c.valid_until
   WHERE p.breakdown IN (SELECT breakdown FROM measure)) AS members FROM phase;
