-- The statements of src/operations/reading/operations.repository.ts, written by npm run sql:write.

-- operations
SELECT code, name FROM operations WHERE $1::text IS NULL OR code > $1 ORDER BY code LIMIT $2;

-- findOperation
SELECT "OperationEntity"."code" AS "OperationEntity_code", "OperationEntity"."name" AS "OperationEntity_name" FROM "operations" "OperationEntity" WHERE (("OperationEntity"."code" = $1)) LIMIT 1;

-- phases, oldest first
SELECT json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase FROM phases phase
WHERE ($1::text IS NULL OR phase.operation = $1)
  AND CASE WHEN $2::text IS NULL THEN phase.status <> 'DISCARDED' ELSE phase_status(phase.status, phase.closes_at, phase.kept_open) = $2 END
  AND ($3::date IS NULL OR phase.starts_on >= $3) AND ($4::date IS NULL OR phase.starts_on <= $4)
  AND NOT EXISTS (SELECT FROM unnest($5::text[]) word
  WHERE strpos(regexp_replace(regexp_replace(lower(normalize(concat_ws(' ', phase.code, phase.name, phase.focus), NFKD) COLLATE "und-x-icu"),
  '[\u0300-\u036f]', '', 'g'), '[\u2010-\u2015\u2212]', '-', 'g'), regexp_replace(regexp_replace(lower(normalize(word, NFKD) COLLATE "und-x-icu"),
  '[\u0300-\u036f]', '', 'g'), '[\u2010-\u2015\u2212]', '-', 'g')) = 0)
  AND ($6::text IS NULL
    OR (phase.starts_on, phase.code) > (SELECT a.starts_on, a.code FROM phases a WHERE a.code = $6))
ORDER BY phase.starts_on ASC, phase.code ASC LIMIT $7;

-- phases, newest first
SELECT json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase FROM phases phase
WHERE ($1::text IS NULL OR phase.operation = $1)
  AND CASE WHEN $2::text IS NULL THEN phase.status <> 'DISCARDED' ELSE phase_status(phase.status, phase.closes_at, phase.kept_open) = $2 END
  AND ($3::date IS NULL OR phase.starts_on >= $3) AND ($4::date IS NULL OR phase.starts_on <= $4)
  AND NOT EXISTS (SELECT FROM unnest($5::text[]) word
  WHERE strpos(regexp_replace(regexp_replace(lower(normalize(concat_ws(' ', phase.code, phase.name, phase.focus), NFKD) COLLATE "und-x-icu"),
  '[\u0300-\u036f]', '', 'g'), '[\u2010-\u2015\u2212]', '-', 'g'), regexp_replace(regexp_replace(lower(normalize(word, NFKD) COLLATE "und-x-icu"),
  '[\u0300-\u036f]', '', 'g'), '[\u2010-\u2015\u2212]', '-', 'g')) = 0)
  AND ($6::text IS NULL
    OR (phase.starts_on, phase.code) < (SELECT a.starts_on, a.code FROM phases a WHERE a.code = $6))
ORDER BY phase.starts_on DESC, phase.code DESC LIMIT $7;

-- findPhase
SELECT json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase FROM phases phase WHERE phase.code = $1;

-- findPhaseWithLists
SELECT json_build_object('code', phase.code, 'operation', phase.operation,
  'name', phase.name, 'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase_status(phase.status, phase.closes_at, phase.kept_open),
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN phase_status(phase.status, phase.closes_at, phase.kept_open) = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open, 'totalsHeldBack', is_held_back(phase.totals_held_back, phase.held_back_until)) AS phase,
  (SELECT coalesce(json_agg(json_build_object('participation', participation.participation,
  'reason', participation_reason(participation.phase, participation.force),
  'force', json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into)) ORDER BY force.code), '[]')
   FROM participations participation JOIN forces force ON force.code = participation.force
   WHERE participation.phase = phase.code) AS participants,
  (SELECT coalesce(json_agg(json_build_object('ask', asked.ask, 'measure', json_build_object('code', measure.code, 'version', measure.version,
  'position', measure.position, 'name', measure.name, 'alsoKnownAs', measure.also_known_as,
  'category', measure.category, 'unit', measure.unit, 'breakdown', measure.breakdown,
  'breakdownRule', measure.breakdown_rule, 'exhaustive', measure.exhaustive, 'ask', measure.ask,
  'acrossPhases', measure.across_phases, 'headline', measure.headline,
  'preferredDirection', measure.preferred_direction, 'definition', measure.definition,
  'validFrom', measure.valid_from)) ORDER BY measure.position), '[]')
   FROM phase_asks asked JOIN measures_in_force(phase.starts_on) measure ON measure.code = asked.measure
   WHERE asked.phase = phase.code) AS asks,
  (SELECT coalesce(json_agg(json_build_object('until', granted.until, 'reason', granted.reason, 'grantedAt', granted.granted_at,
  'force', json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into)) ORDER BY force.code), '[]')
   FROM phase_exceptions granted JOIN forces force ON force.code = granted.force
   WHERE granted.phase = phase.code AND granted.revoked_at IS NULL) AS exceptions
FROM phases phase WHERE phase.code = ANY ($1) ORDER BY phase.code;

-- dataStamps
SELECT phase.code AS phase, concat_ws(' ', phase_data_stamp(phase.code), phase_status(phase.status, phase.closes_at, phase.kept_open), is_held_back(phase.totals_held_back, phase.held_back_until),
  release_stamp(phase.code), phase.final_at <= now(),
  (SELECT stamp FROM reference_stamp)) AS stamp FROM phases phase WHERE phase.code = ANY ($1);

-- participants
SELECT "ParticipationEntity"."phase" AS "ParticipationEntity_phase", "ParticipationEntity"."force" AS "ParticipationEntity_force", "ParticipationEntity"."participation" AS "ParticipationEntity_participation" FROM "participations" "ParticipationEntity" WHERE (("ParticipationEntity"."phase" = $1)) ORDER BY "ParticipationEntity"."force" ASC;

-- asks
SELECT a.measure, a.ask FROM phase_asks a JOIN measures m ON m.code = a.measure WHERE a.phase = $1 ORDER BY m.position;

-- participantsOf
SELECT json_build_object('phase', participation.phase, 'participation', participation.participation,
  'reason', participation_reason(participation.phase, participation.force),
  'force', json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into)) AS object
FROM participations participation JOIN forces force ON force.code = participation.force
WHERE participation.phase = ANY ($1) ORDER BY participation.phase, force.code;

-- asksOf
SELECT json_build_object('phase', asked.phase, 'ask', asked.ask, 'measure', json_build_object('code', measure.code, 'version', measure.version,
  'position', measure.position, 'name', measure.name, 'alsoKnownAs', measure.also_known_as,
  'category', measure.category, 'unit', measure.unit, 'breakdown', measure.breakdown,
  'breakdownRule', measure.breakdown_rule, 'exhaustive', measure.exhaustive, 'ask', measure.ask,
  'acrossPhases', measure.across_phases, 'headline', measure.headline,
  'preferredDirection', measure.preferred_direction, 'definition', measure.definition,
  'validFrom', measure.valid_from)) AS object
FROM phases p JOIN phase_asks asked ON asked.phase = p.code
JOIN LATERAL measures_in_force(p.starts_on) measure ON measure.code = asked.measure
WHERE p.code = ANY ($1) ORDER BY asked.phase, measure.position;

-- exceptionsOf
SELECT json_build_object('phase', granted.phase, 'until', granted.until, 'reason', granted.reason, 'grantedAt', granted.granted_at,
  'force', json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into)) AS object
FROM phase_exceptions granted JOIN forces force ON force.code = granted.force
WHERE granted.phase = ANY ($1) AND granted.revoked_at IS NULL ORDER BY granted.phase, force.code;

-- membersOf
SELECT json_build_object('operation', m.operation, 'participation', m.participation,
  'from', nullif(m.from_day, '-infinity'), 'until', m.until_day,
  'force', json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into)) AS object
FROM memberships m JOIN forces force ON force.code = m.force
WHERE m.operation = ANY ($1) ORDER BY m.operation, m.force, m.from_day;

-- exceptionUntil
SELECT until FROM phase_exceptions WHERE phase = $1 AND force = $2 AND revoked_at IS NULL AND until >= now();

-- unknown
SELECT
  ARRAY(SELECT c FROM unnest($1::text[]) c WHERE NOT EXISTS (SELECT FROM phases WHERE code = c)) AS phases,
  ARRAY(SELECT c FROM unnest($2::text[]) c WHERE NOT EXISTS (SELECT FROM forces WHERE code = c)) AS forces,
  ARRAY(SELECT c FROM unnest($3::text[]) c WHERE NOT EXISTS (SELECT FROM measures WHERE code = c)) AS measures,
  ARRAY(SELECT c FROM unnest($4::text[]) c WHERE NOT EXISTS (SELECT FROM operations WHERE code = c)) AS operations,
  ARRAY(SELECT c FROM unnest($5::text[]) c WHERE NOT EXISTS (SELECT FROM measures WHERE code = c)) AS measure;

-- latestCounted
SELECT latest_day_counted() AS day;

-- moveDataVersionOn
SELECT move_data_version_on($1) AS at;
