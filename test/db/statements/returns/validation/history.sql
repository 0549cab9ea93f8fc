-- The statements of src/returns/validation/history.repository.ts, written by npm run sql:write.

-- surroundings
/* prepared: return-surroundings */
WITH wanted AS (
  SELECT * FROM unnest($3::text[], $4::integer[], $5::text[]) AS wanted(measure, version, part)
), earlier AS (
  SELECT e.version_id, e.name, row_number() OVER (ORDER BY e.starts_on DESC, e.code DESC) AS ago
  FROM (
    SELECT version.id AS version_id, phase.name, phase.starts_on, phase.code
    FROM phases this
    JOIN phases phase ON phase.operation = this.operation
      AND (phase.starts_on, phase.code) < (this.starts_on, this.code)
    JOIN returns own ON own.phase = phase.code AND own.force = $2
    JOIN return_versions version ON version.phase = own.phase AND version.force = own.force
      AND version.version = own.standing
    WHERE this.code = $1
    ORDER BY phase.starts_on DESC, phase.code DESC LIMIT 12
  ) e
), peer AS (
  SELECT s.version_id FROM phases this CROSS JOIN LATERAL counting_versions($1, 'ACCEPTED', 'infinity') s
  WHERE this.code = $1 AND NOT is_held_back(this.totals_held_back, this.held_back_until) AND s.force <> $2
), stated AS (
  SELECT true AS own, r.measure, wanted.part, r.value,
    e.ago = 1 AND r.state = 'REPORTED' AND r.qualifier = 'EXACT' AS is_last
  FROM earlier e CROSS JOIN LATERAL (SELECT * FROM results WHERE version_id = e.version_id OFFSET 0) r
  JOIN wanted ON wanted.measure = r.measure AND wanted.version = r.measure_version
    AND wanted.part = coalesce(r.part, '')
  WHERE r.state IN ('REPORTED', 'NIL') AND r.qualifier <> 'AT_MOST'
  UNION ALL
  SELECT false, r.measure, wanted.part, r.value, false FROM peer CROSS JOIN LATERAL (SELECT * FROM results WHERE version_id = peer.version_id OFFSET 0) r
  JOIN wanted ON wanted.measure = r.measure AND wanted.version = r.measure_version
    AND wanted.part = coalesce(r.part, '')
  WHERE r.state IN ('REPORTED', 'NIL') AND r.qualifier <> 'AT_MOST'
    AND (r.withheld_until IS NULL OR r.withheld_until <= instant_now())
), middle AS (
  SELECT own, measure, part, count(*) AS phases, min(value)::text AS least, max(value)::text AS most,
    (max(value) FILTER (WHERE is_last))::text AS last, percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median
  FROM stated GROUP BY own, measure, part HAVING own OR count(*) >= 4
), place AS (
  SELECT m.own, m.measure, nullif(m.part, '') AS part, m.phases, m.least, m.most, m.last, m.median::text,
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(s.value::double precision - m.median)))::text AS deviation
  FROM middle m JOIN stated s ON s.own = m.own AND s.measure = m.measure AND s.part = m.part
  GROUP BY m.own, m.measure, m.part, m.phases, m.least, m.most, m.last, m.median
)
SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS today, instant_now() AS now,
  (SELECT name FROM earlier WHERE ago = 1) AS "lastPhase",
  (SELECT coalesce(json_agg(place), '[]') FROM place WHERE own) AS places,
  (SELECT coalesce(json_agg(place), '[]') FROM place WHERE NOT own) AS peers;
