-- The statements of src/dictionary/dictionary.repository.ts, written by npm run sql:write.

-- forces
SELECT json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into) AS force FROM forces force
WHERE $1::text IS NULL OR force.code > $1 ORDER BY force.code LIMIT $2;

-- findForce
SELECT "ForceEntity"."code" AS "ForceEntity_code", "ForceEntity"."name" AS "ForceEntity_name", "ForceEntity"."kind" AS "ForceEntity_kind", "ForceEntity"."ons_code" AS "ForceEntity_ons_code", "ForceEntity"."region" AS "ForceEntity_region", "ForceEntity"."also_known_as" AS "ForceEntity_also_known_as", "ForceEntity"."valid_until" AS "ForceEntity_valid_until", "ForceEntity"."merged_into" AS "ForceEntity_merged_into" FROM "forces" "ForceEntity" WHERE (("ForceEntity"."code" = $1)) LIMIT 1;

-- findForceLike
SELECT json_build_object('code', force.code, 'name', force.name, 'kind', force.kind,
  'onsCode', force.ons_code, 'region', force.region, 'alsoKnownAs', force.also_known_as,
  'validUntil', force.valid_until, 'mergedInto', force.merged_into) AS force FROM forces force
WHERE force.code = $1 OR force.ons_code = $2 ORDER BY force.code = $1 DESC LIMIT 1;

-- addForce
INSERT INTO forces (code, name, kind, ons_code, region, valid_until, merged_into) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, ons_code = excluded.ons_code,
  region = excluded.region, valid_until = excluded.valid_until, merged_into = excluded.merged_into;

-- endForces
UPDATE forces SET merged_into = $2, valid_until = $3 WHERE code = ANY ($1);

-- mergedForces
SELECT "ForceEntity"."code" AS "ForceEntity_code", "ForceEntity"."name" AS "ForceEntity_name", "ForceEntity"."kind" AS "ForceEntity_kind", "ForceEntity"."ons_code" AS "ForceEntity_ons_code", "ForceEntity"."region" AS "ForceEntity_region", "ForceEntity"."also_known_as" AS "ForceEntity_also_known_as", "ForceEntity"."valid_until" AS "ForceEntity_valid_until", "ForceEntity"."merged_into" AS "ForceEntity_merged_into" FROM "forces" "ForceEntity" WHERE (("ForceEntity"."merged_into" = $1)) ORDER BY "ForceEntity"."code" ASC;

-- undoMerger, 1 of 2
UPDATE forces SET ons_code = NULL, valid_until = (SELECT max(f.valid_until) FROM forces f WHERE f.merged_into = $1)
WHERE code = $1;

-- undoMerger, 2 of 2
UPDATE forces SET merged_into = NULL, valid_until = NULL WHERE merged_into = $1;

-- measuresInForce
SELECT code, version, "position", name, also_known_as AS "alsoKnownAs", category, unit, breakdown,
  breakdown_rule AS "breakdownRule", exhaustive, ask, across_phases AS "acrossPhases", headline,
  preferred_direction AS "preferredDirection", definition, valid_from AS "validFrom" FROM measures_in_force($1) ORDER BY "position";

-- findMeasure
SELECT code, version, "position", name, also_known_as AS "alsoKnownAs", category, unit, breakdown,
  breakdown_rule AS "breakdownRule", exhaustive, ask, across_phases AS "acrossPhases", headline,
  preferred_direction AS "preferredDirection", definition, valid_from AS "validFrom" FROM measures_in_force($1) WHERE code = $2;

-- versionsOf
SELECT code, version, "position", name, also_known_as AS "alsoKnownAs", category, unit, breakdown,
  breakdown_rule AS "breakdownRule", exhaustive, ask, across_phases AS "acrossPhases", headline,
  preferred_direction AS "preferredDirection", definition, valid_from AS "validFrom" FROM (
  SELECT m.code, m.position, m.unit, v.* FROM measures m JOIN measure_versions v ON v.measure = m.code
) AS measure WHERE code = $1 ORDER BY version;

-- isBreakdown
SELECT 1 AS "row_exists" FROM (SELECT 1 AS dummy_column) "dummy_table" WHERE EXISTS (SELECT 1 FROM "breakdowns" "BreakdownEntity" WHERE (("BreakdownEntity"."code" = $1))) LIMIT 1;

-- breakdowns
SELECT p.breakdown, json_agg(json_build_object('code', p.code, 'name', p.name, 'group', p.group_code,
  'classes', coalesce(c.classes, '[]')) ORDER BY p.position) AS parts
FROM parts p
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('drugClass', drug_class,
    'validFrom', nullif(valid_from, '-infinity'), 'validUntil', nullif(valid_until, 'infinity'))
    ORDER BY valid_from) AS classes
  FROM part_classes WHERE breakdown = p.breakdown AND part = p.code
) c ON true
WHERE ($1::text[] IS NULL OR p.breakdown = ANY ($1)) AND ($2::text IS NULL OR p.breakdown > $2)
GROUP BY p.breakdown ORDER BY p.breakdown LIMIT $3;

-- wholes
SELECT "MeasureWholeEntity"."part" AS "MeasureWholeEntity_part", "MeasureWholeEntity"."whole" AS "MeasureWholeEntity_whole" FROM "measure_wholes" "MeasureWholeEntity" ORDER BY "MeasureWholeEntity"."part" ASC, "MeasureWholeEntity"."whole" ASC;

-- implications
SELECT "MeasureImplicationEntity"."measure" AS "MeasureImplicationEntity_measure", "MeasureImplicationEntity"."implied" AS "MeasureImplicationEntity_implied" FROM "measure_implications" "MeasureImplicationEntity" ORDER BY "MeasureImplicationEntity"."measure" ASC, "MeasureImplicationEntity"."implied" ASC;

-- singleHauls
SELECT "SingleHaulMeasureEntity"."measure" AS "SingleHaulMeasureEntity_measure" FROM "single_haul_measures" "SingleHaulMeasureEntity";

-- lockDefinitions
SELECT pg_advisory_xact_lock(hashtext('measure definitions'));

-- lockDefinitionsForShare
SELECT hold_definitions() AS stamp;

-- addVersion, 1 of 2
INSERT INTO "measures"("code", "position", "unit", "breakdown") VALUES ($1, DEFAULT, $2, $3) RETURNING "position";

-- addVersion, 2 of 2
INSERT INTO "measure_versions"("measure", "version", "name", "also_known_as", "category", "breakdown", "breakdown_rule", "exhaustive", "ask", "across_phases", "headline", "preferred_direction", "definition", "valid_from") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- addMissing, 1 of 11
INSERT INTO forces (code, name, kind, ons_code, region, also_known_as) SELECT code, name, kind, ons_code, region, also_known_as FROM jsonb_populate_recordset(NULL::forces, $1)
ON CONFLICT (code) DO NOTHING RETURNING 1;

-- addMissing, 2 of 11
INSERT INTO breakdowns (code) SELECT code FROM jsonb_populate_recordset(NULL::breakdowns, $1)
ON CONFLICT (code) DO NOTHING RETURNING 1;

-- addMissing, 3 of 11
WITH shipped AS (SELECT * FROM jsonb_populate_recordset(NULL::parts, $1))
UPDATE parts known SET position = behind.place
FROM (
  SELECT breakdown, code, (SELECT max(position) FROM shipped)
    + row_number() OVER (ORDER BY position, breakdown, code) AS place
  FROM parts other
  WHERE position < 10001 AND NOT EXISTS (SELECT FROM shipped WHERE shipped.breakdown = other.breakdown AND shipped.code = other.code)
) behind
WHERE behind.breakdown = known.breakdown AND behind.code = known.code AND known.position <> behind.place;

-- addMissing, 4 of 11
INSERT INTO parts (breakdown, code, name, group_code, position) SELECT breakdown, code, name, group_code, position FROM jsonb_populate_recordset(NULL::parts, $1)
ON CONFLICT (breakdown, code) DO UPDATE SET position = excluded.position WHERE parts.position <> excluded.position RETURNING 1;

-- addMissing, 5 of 11
INSERT INTO part_classes (breakdown, part, valid_from, drug_class, valid_until) SELECT breakdown, part, valid_from, drug_class, valid_until FROM jsonb_populate_recordset(NULL::part_classes, $1)
ON CONFLICT (breakdown, part, valid_from) DO UPDATE SET valid_until = excluded.valid_until WHERE part_classes.valid_until <> excluded.valid_until RETURNING 1;

-- addMissing, 6 of 11
WITH shipped AS (SELECT * FROM jsonb_populate_recordset(NULL::measures, $1))
UPDATE measures known SET position = behind.place
FROM (
  SELECT code, (SELECT max(position) FROM shipped)
    + row_number() OVER (ORDER BY position, code) AS place
  FROM measures other
  WHERE position < 10001 AND NOT EXISTS (SELECT FROM shipped WHERE shipped.code = other.code)
) behind
WHERE behind.code = known.code AND known.position <> behind.place;

-- addMissing, 7 of 11
INSERT INTO measures (code, unit, breakdown, position) SELECT code, unit, breakdown, position FROM jsonb_populate_recordset(NULL::measures, $1)
ON CONFLICT (code) DO UPDATE SET position = excluded.position WHERE measures.position <> excluded.position RETURNING 1;

-- addMissing, 8 of 11
INSERT INTO measure_versions (measure, version, name, also_known_as, category, breakdown, breakdown_rule, exhaustive, ask, across_phases, headline, preferred_direction, definition) SELECT measure, version, name, also_known_as, category, breakdown, breakdown_rule, exhaustive, ask, across_phases, headline, preferred_direction, definition FROM jsonb_populate_recordset(NULL::measure_versions, $1)
ON CONFLICT (measure, version) DO NOTHING RETURNING 1;

-- addMissing, 9 of 11
INSERT INTO measure_wholes (part, whole) SELECT part, whole FROM jsonb_populate_recordset(NULL::measure_wholes, $1)
ON CONFLICT (part, whole) DO NOTHING RETURNING 1;

-- addMissing, 10 of 11
INSERT INTO measure_implications (measure, implied) SELECT measure, implied FROM jsonb_populate_recordset(NULL::measure_implications, $1)
ON CONFLICT (measure, implied) DO NOTHING RETURNING 1;

-- addMissing, 11 of 11
INSERT INTO single_haul_measures (measure) SELECT measure FROM jsonb_populate_recordset(NULL::single_haul_measures, $1)
ON CONFLICT (measure) DO NOTHING RETURNING 1;
