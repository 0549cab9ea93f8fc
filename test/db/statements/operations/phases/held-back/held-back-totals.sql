-- The statements of src/operations/phases/held-back/held-back-totals.repository.ts, written by npm run sql:write.

-- show
UPDATE phases SET totals_held_back = false, held_back_until = NULL WHERE code = $1;

-- showAt
UPDATE phases SET held_back_until = $2 WHERE code = $1;
