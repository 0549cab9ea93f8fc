-- The statements of src/operations/phases/held-back/held-back-totals.repository.ts, written by npm run sql:write.

-- show
UPDATE phases SET totals_held_back = false, held_back_until = NULL WHERE code = $1 AND totals_held_back;

-- showAt
UPDATE phases SET held_back_until = $2
WHERE code = $1 AND is_held_back(totals_held_back, held_back_until) AND held_back_until IS DISTINCT FROM $2;
