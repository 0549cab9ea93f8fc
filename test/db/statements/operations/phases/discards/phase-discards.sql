-- The statements of src/operations/phases/discards/phase-discards.repository.ts, written by npm run sql:write.

-- discard, 1 of 2
UPDATE phases SET status = 'DISCARDED' WHERE code = $1;

-- discard, 2 of 2
INSERT INTO phase_discards (phase, reason, discarded_at, discarded_by) VALUES ($1, $2, $3, actor_id());

-- restore, 1 of 2
UPDATE phases SET status = 'PLANNED', kept_open = false, closed_at = NULL WHERE code = $1;

-- restore, 2 of 2
UPDATE phase_discards SET restored_at = $2, restored_by = actor_id() WHERE phase = $1 AND restored_at IS NULL;

-- reasons
SELECT phase, reason FROM phase_discards WHERE phase = ANY ($1) AND restored_at IS NULL;
