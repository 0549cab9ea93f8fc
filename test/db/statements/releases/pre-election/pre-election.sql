-- The statements of src/releases/pre-election/pre-election.repository.ts, written by npm run sql:write.

-- all
SELECT name, from_day::text AS "from", until_day::text AS "until" FROM pre_election_periods ORDER BY from_day, name;

-- including
SELECT name, from_day::text AS "from", until_day::text AS "until" FROM pre_election_periods
WHERE ($1::timestamptz AT TIME ZONE 'Europe/London')::date BETWEEN from_day AND until_day ORDER BY from_day, name;

-- replace, 1 of 3
SELECT pg_advisory_xact_lock(hashtext('pre-election periods'));

-- replace, 2 of 3
DELETE FROM pre_election_periods;

-- replace, 3 of 3
INSERT INTO pre_election_periods (name, from_day, until_day)
SELECT name, "from", until FROM jsonb_to_recordset($1) AS period (name text, "from" date, until date);
