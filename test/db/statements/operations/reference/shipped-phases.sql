-- The statements of src/operations/reference/shipped-phases.repository.ts, written by npm run sql:write.

-- addMissing, 1 of 8
SELECT code FROM unnest($1::text[]) code WHERE NOT EXISTS (SELECT FROM phases WHERE phases.code = code.code);

-- addMissing, 2 of 8
INSERT INTO operations (code, name) SELECT code, name FROM jsonb_populate_recordset(NULL::operations, $1)
ON CONFLICT (code) DO NOTHING RETURNING 1;

-- addMissing, 3 of 8
INSERT INTO memberships (operation, force, from_day, participation) SELECT operation, force, from_day, participation FROM jsonb_populate_recordset(NULL::memberships, $1)
ON CONFLICT (operation, force, from_day) DO NOTHING RETURNING 1;

-- addMissing, 4 of 8
INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status, kept_open, kept_open_reason, returns_due_at, closes_at, final_at) SELECT code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status, kept_open, kept_open_reason, returns_due_at, closes_at, final_at FROM jsonb_populate_recordset(NULL::phases, $1)
ON CONFLICT (code) DO NOTHING RETURNING 1;

-- addMissing, 5 of 8
SELECT code, ends_on AS "lastDay" FROM phases
WHERE dates_known_to = 'DAY' AND returns_due_at IS NULL AND closes_at IS NULL AND final_at IS NULL ORDER BY code;

-- addMissing, 6 of 8
UPDATE phases SET returns_due_at = usual."returnsDueAt", closes_at = usual."closesAt", final_at = usual."finalAt"
FROM jsonb_to_recordset($1) usual (code text, "returnsDueAt" timestamptz, "closesAt" timestamptz,
  "finalAt" timestamptz)
WHERE usual.code = phases.code;

-- addMissing, 7 of 8
INSERT INTO participations (phase, force, participation)
SELECT p.code, m.force, m.participation
FROM phases p JOIN memberships m ON m.operation = p.operation
  AND p.starts_on BETWEEN m.from_day AND coalesce(m.until_day, 'infinity')
WHERE p.code = ANY ($1)
ON CONFLICT (phase, force) DO NOTHING RETURNING 1;

-- addMissing, 8 of 8
INSERT INTO phase_asks (phase, measure, ask)
SELECT p.code, m.code, m.ask
FROM phases p JOIN LATERAL measures_in_force(p.starts_on) m ON m.ask <> 'VOLUNTARY'
WHERE p.code = ANY ($1)
ON CONFLICT (phase, measure) DO NOTHING RETURNING 1;
