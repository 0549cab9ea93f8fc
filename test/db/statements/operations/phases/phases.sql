-- The statements of src/operations/phases/phases.repository.ts, written by npm run sql:write.

-- getPhaseWithLists
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

-- loadForUpdate
WITH locked AS (SELECT p.code, p.operation, p.name, p.starts_on, p.ends_on, p.dates_known_to, p.active_days, p.windows, p.focus, p.lead_force, p.note, p.status, p.returns_due_at, p.closes_at, p.final_at, p.closed_at, p.kept_open, p.totals_held_back, p.held_back_until FROM phases p WHERE p.code = $1 FOR NO KEY UPDATE)
SELECT json_build_object('code', locked.code, 'operation', locked.operation,
  'name', locked.name, 'startsOn', locked.starts_on, 'endsOn', locked.ends_on, 'datesKnownTo', locked.dates_known_to,
  'activeDays', locked.active_days, 'windows', locked.windows, 'focus', locked.focus,
  'leadForce', locked.lead_force, 'note', locked.note, 'status', phase_status(locked.status, locked.closes_at, locked.kept_open),
  'returnsDueAt', locked.returns_due_at, 'closesAt', locked.closes_at, 'finalAt', locked.final_at,
  'closedAt', CASE WHEN phase_status(locked.status, locked.closes_at, locked.kept_open) = 'CLOSED' THEN coalesce(locked.closed_at, locked.closes_at) END,
  'keptOpen', locked.kept_open, 'totalsHeldBack', is_held_back(locked.totals_held_back, locked.held_back_until)) AS phase, locked.status AS "givenStatus", clock_timestamp() AS now,
  locked.held_back_until AS "heldBackUntil" FROM locked;

-- lockCodes
SELECT pg_advisory_xact_lock(hashtext('codes of operations'));

-- findLike
SELECT code FROM phases WHERE operation = $1 AND ($2::text IS NULL OR code = $2)
  AND btrim(regexp_replace(normalize(name) COLLATE "und-x-icu", '\s+', ' ', 'g')) = $3 AND starts_on = $4 AND ends_on = $5 AND status <> 'DISCARDED' ORDER BY code LIMIT 1;

-- planContext
SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS today,
  (SELECT coalesce(json_agg(json_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM phases
   WHERE operation = $1 AND code <> $2 AND starts_on = $3 AND ends_on = $4 AND status <> 'DISCARDED') AS "sameDays",
  (SELECT coalesce(json_agg(code ORDER BY code), '[]') FROM phases
   WHERE operation = $1 AND code <> $2 AND lower(btrim(regexp_replace(normalize(name) COLLATE "und-x-icu", '\s+', ' ', 'g'))) = lower($5) AND status <> 'DISCARDED') AS "sameName";

-- nextCode
SELECT 1 + coalesce(max(substring(code FROM length($1) + 2)::numeric), 0) AS next
FROM phases WHERE starts_with(code, $1 || '-') AND substring(code FROM length($1) + 2) ~ '^[0-9]{1,9}$';

-- add
INSERT INTO phases (code, operation, status, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, returns_due_at, closes_at, final_at, totals_held_back)
SELECT $1, $2, 'PLANNED', name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, returns_due_at, closes_at, final_at, totals_held_back FROM jsonb_populate_record(NULL::phases, $3);

-- setUpParticipants
INSERT INTO participations (phase, force, participation)
SELECT p.code, m.force, m.participation
FROM phases p JOIN memberships m ON m.operation = p.operation
  AND p.starts_on BETWEEN m.from_day AND coalesce(m.until_day, 'infinity')
WHERE p.code = ANY ($1)
ON CONFLICT (phase, force) DO NOTHING RETURNING 1;

-- setUpAsks
INSERT INTO phase_asks (phase, measure, ask)
SELECT p.code, m.code, m.ask
FROM phases p JOIN LATERAL measures_in_force(p.starts_on) m ON m.ask <> 'VOLUNTARY'
WHERE p.code = ANY ($1)
ON CONFLICT (phase, measure) DO NOTHING RETURNING 1;

-- change, 1 of 2
UPDATE phases SET kept_open = $3,
  held_back_until = CASE WHEN plan.totals_held_back AND phases.held_back_until > instant_now()
    THEN phases.held_back_until END,
  name = plan.name, starts_on = plan.starts_on, ends_on = plan.ends_on, dates_known_to = plan.dates_known_to, active_days = plan.active_days, windows = plan.windows, focus = plan.focus, lead_force = plan.lead_force, note = plan.note, returns_due_at = plan.returns_due_at, closes_at = plan.closes_at, final_at = plan.final_at, totals_held_back = plan.totals_held_back
FROM jsonb_populate_record(NULL::phases, $2) plan WHERE phases.code = $1;

-- change, 2 of 2
UPDATE phases SET closing_reason = $2 WHERE code = $1;

-- open, closed by its date
UPDATE phases SET status = 'OPEN', closed_at = NULL, kept_open = false WHERE code = $1;

-- open, kept open
UPDATE phases SET status = 'OPEN', closed_at = NULL, kept_open = true, kept_open_reason = $2 WHERE code = $1;

-- close
UPDATE phases SET status = 'CLOSED', kept_open = false,
  closed_at = CASE WHEN NOT kept_open AND closes_at < $2 THEN closes_at ELSE $2 END
WHERE code = $1;

-- placed
SELECT json_build_object('participation', participation.participation,
  'force', json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into)) AS placed
FROM participations participation JOIN forces force ON force.code = participation.force
WHERE participation.phase = $1 ORDER BY force.code;

-- participationOf
SELECT participation FROM participations WHERE phase = $1 AND force = $2;

-- setParticipation
INSERT INTO participations (phase, force, participation, reason) VALUES ($1, $2, $3, $4)
ON CONFLICT (phase, force) DO UPDATE SET participation = excluded.participation, reason = $4;

-- askOf
SELECT ask FROM phase_asks WHERE phase = $1 AND measure = $2;

-- setAsk, asked
INSERT INTO phase_asks (phase, measure, ask) VALUES ($1, $2, $3)
ON CONFLICT (phase, measure) DO UPDATE SET ask = excluded.ask;

-- setAsk, no longer asked
DELETE FROM phase_asks WHERE phase = $1 AND measure = $2;

-- findException
SELECT id, until, reason FROM phase_exceptions WHERE phase = $1 AND force = $2 AND revoked_at IS NULL;

-- grant, 1 of 2
UPDATE phase_exceptions SET revoked_at = $3, revoked_by = actor_id()
WHERE phase = $1 AND force = $2 AND revoked_at IS NULL;

-- grant, 2 of 2
INSERT INTO phase_exceptions (phase, force, until, reason, granted_at, granted_by)
VALUES ($1, $2, $3, $4, $5, actor_id());

-- revoke
UPDATE phase_exceptions SET revoked_at = $3, revoked_by = actor_id()
WHERE phase = $1 AND force = $2 AND revoked_at IS NULL;
