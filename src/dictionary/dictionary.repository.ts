import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../common/dates.js';
import type { Page } from '../common/page.js';
import { addMissingRows, type ReferenceTable } from '../database/index.js';
import type { Breakdown, Force, Measure, Part } from './domain/index.js';
import { BreakdownEntity } from './entities/breakdown.entity.js';
import { ForceEntity } from './entities/force.entity.js';
import {
  MeasureEntity,
  MeasureImplicationEntity,
  MeasureVersionEntity,
  MeasureWholeEntity,
  SingleHaulMeasureEntity,
} from './entities/measure.entity.js';
import type { DictionaryData } from './reference-data.js';

/** PostgreSQL's value for a day later than every other: of the newest definitions. */
export const END_OF_TIME = 'infinity';

/** SQL: the columns of a measure, with the names of the domain. */
const MEASURE_COLUMNS = `code, version, "position", name, also_known_as AS "alsoKnownAs", category, unit, breakdown,
  breakdown_rule AS "breakdownRule", exhaustive, ask, across_phases AS "acrossPhases", headline,
  preferred_direction AS "preferredDirection", definition, valid_from AS "validFrom"`;

/**
 * SQL: a measure as JSON, with the names of the domain.
 *
 * @param row the alias of a row of `measures_in_force`
 */
export const measureJson = (row: string): string => `json_build_object('code', ${row}.code, 'version', ${row}.version,
  'position', ${row}.position, 'name', ${row}.name, 'alsoKnownAs', ${row}.also_known_as,
  'category', ${row}.category, 'unit', ${row}.unit, 'breakdown', ${row}.breakdown,
  'breakdownRule', ${row}.breakdown_rule, 'exhaustive', ${row}.exhaustive, 'ask', ${row}.ask,
  'acrossPhases', ${row}.across_phases, 'headline', ${row}.headline,
  'preferredDirection', ${row}.preferred_direction, 'definition', ${row}.definition,
  'validFrom', ${row}.valid_from)`;

/**
 * SQL: the fields of a force for a JSON object, with the names of the domain.
 *
 * @param row the alias of a row of `forces`
 */
export const forceFields = (row: string): string => `'code', ${row}.code, 'name', ${row}.name, 'kind', ${row}.kind,
  'onsCode', ${row}.ons_code, 'region', ${row}.region, 'alsoKnownAs', ${row}.also_known_as,
  'validUntil', ${row}.valid_until, 'mergedInto', ${row}.merged_into`;

/** The SQL of forces, breakdowns and measures. */
@Injectable()
export class DictionaryRepository {
  /** Sorted by code. */
  async forces(tx: EntityManager, page: Page): Promise<Force[]> {
    const rows = await tx.query<{ force: Force }[]>(
      `SELECT json_build_object(${forceFields('force')}) AS force FROM forces force
       WHERE $1::text IS NULL OR force.code > $1 ORDER BY force.code LIMIT $2`,
      [page.after ?? null, page.first],
    );
    return rows.map(({ force }) => force);
  }

  async findForce(tx: EntityManager, code: string): Promise<Force | null> {
    return tx.findOneBy(ForceEntity, { code });
  }

  /** The force with this code or this ONS code (null: not compared); null if none has. */
  async findForceLike(tx: EntityManager, code: string, onsCode: string | null): Promise<Force | null> {
    const [row] = await tx.query<{ force: Force }[]>(
      `SELECT json_build_object(${forceFields('force')}) AS force FROM forces force
       WHERE force.code = $1 OR force.ons_code = $2 ORDER BY force.code = $1 DESC LIMIT 1`,
      [code, onsCode],
    );
    return row?.force ?? null;
  }

  /** Adds a force without other names, or replaces the one with its code, which keeps its own. */
  async addForce(tx: EntityManager, force: Omit<Force, 'alsoKnownAs'>): Promise<void> {
    const { code, name, kind, onsCode, region, validUntil, mergedInto } = force;
    await tx.query(
      `INSERT INTO forces (code, name, kind, ons_code, region, valid_until, merged_into) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, ons_code = excluded.ons_code,
         region = excluded.region, valid_until = excluded.valid_until, merged_into = excluded.merged_into`,
      [code, name, kind, onsCode, region, validUntil, mergedInto],
    );
  }

  /** Ends forces with a last day, after which they are part of another. */
  async endForces(tx: EntityManager, codes: readonly string[], into: string, lastDay: CalendarDate): Promise<void> {
    await tx.query('UPDATE forces SET merged_into = $2, valid_until = $3 WHERE code = ANY ($1)', [
      codes,
      into,
      lastDay,
    ]);
  }

  /** The forces that became part of this one, by code. */
  async mergedForces(tx: EntityManager, into: string): Promise<Force[]> {
    return tx.find(ForceEntity, { where: { mergedInto: into }, order: { code: 'ASC' } });
  }

  /**
   * Undoes a merger: its forces have no last day again. The force that it made keeps that day as a sign that it does not
   * exist, and gives its ONS code back.
   */
  async undoMerger(tx: EntityManager, into: string): Promise<void> {
    await tx.query(
      `UPDATE forces SET ons_code = NULL, valid_until = (SELECT max(f.valid_until) FROM forces f WHERE f.merged_into = $1)
       WHERE code = $1`,
      [into],
    );
    await tx.query('UPDATE forces SET merged_into = NULL, valid_until = NULL WHERE merged_into = $1', [into]);
  }

  /** Every measure with the definition that applies on a day, in the dictionary's order. */
  async measuresInForce(tx: EntityManager, day: string): Promise<Measure[]> {
    return tx.query<Measure[]>(`SELECT ${MEASURE_COLUMNS} FROM measures_in_force($1) ORDER BY "position"`, [day]);
  }

  /** One of these measures; null if there is none with this code. */
  async findMeasure(tx: EntityManager, day: string, code: string): Promise<Measure | null> {
    const [measure] = await tx.query<Measure[]>(
      `SELECT ${MEASURE_COLUMNS} FROM measures_in_force($1) WHERE code = $2`,
      [day, code],
    );
    return measure ?? null;
  }

  /** All versions of a measure, oldest first; empty if there is no such measure. */
  async versionsOf(tx: EntityManager, code: string): Promise<Measure[]> {
    return tx.query<Measure[]>(
      `SELECT ${MEASURE_COLUMNS} FROM (
         SELECT m.code, m.position, m.unit, v.* FROM measures m JOIN measure_versions v ON v.measure = m.code
       ) AS measure WHERE code = $1 ORDER BY version`,
      [code],
    );
  }

  async isBreakdown(tx: EntityManager, code: string): Promise<boolean> {
    return tx.existsBy(BreakdownEntity, { code });
  }

  /** Breakdowns by code, each with its parts in the dictionary's order; `codes` null: all of them. */
  async breakdowns(
    tx: EntityManager,
    codes: readonly string[] | null = null,
    page: Page | null = null,
  ): Promise<Breakdown[]> {
    const rows = await tx.query<{ breakdown: string; parts: Part[] }[]>(
      `SELECT p.breakdown, json_agg(json_build_object('code', p.code, 'name', p.name, 'group', p.group_code,
         'classes', coalesce(c.classes, '[]')) ORDER BY p.position) AS parts
       FROM parts p
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('drugClass', drug_class,
           'validFrom', nullif(valid_from, '-infinity'), 'validUntil', nullif(valid_until, 'infinity'))
           ORDER BY valid_from) AS classes
         FROM part_classes WHERE breakdown = p.breakdown AND part = p.code
       ) c ON true
       WHERE ($1::text[] IS NULL OR p.breakdown = ANY ($1)) AND ($2::text IS NULL OR p.breakdown > $2)
       GROUP BY p.breakdown ORDER BY p.breakdown LIMIT $3`,
      [codes, page?.after ?? null, page?.first ?? null],
    );
    return rows.map(({ breakdown, parts }) => ({ code: breakdown, parts }));
  }

  /** Which measures are part of which others. */
  async wholes(tx: EntityManager): Promise<MeasureWholeEntity[]> {
    return tx.find(MeasureWholeEntity, { order: { part: 'ASC', whole: 'ASC' } });
  }

  /** Which measures imply which others. */
  async implications(tx: EntityManager): Promise<MeasureImplicationEntity[]> {
    return tx.find(MeasureImplicationEntity, { order: { measure: 'ASC', implied: 'ASC' } });
  }

  /** The codes of measures that a single large seizure may dominate. */
  async singleHauls(tx: EntityManager): Promise<string[]> {
    return (await tx.find(SingleHaulMeasureEntity)).map(({ measure }) => measure);
  }

  /** Locks the definitions until the transaction ends: nobody else can change or hold them. */
  async lockDefinitions(tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('measure definitions'))`);
  }

  /**
   * Holds the definitions until the transaction ends: nobody can change them, and any number can hold them.
   *
   * @returns the stamp of all reference data
   */
  async lockDefinitionsForShare(tx: EntityManager): Promise<string> {
    const [row] = await tx.query<{ stamp: string }[]>('SELECT hold_definitions() AS stamp');
    return row?.stamp ?? '';
  }

  /** Adds a version of a measure; with version 1 also the measure itself. */
  async addVersion(tx: EntityManager, measure: Omit<Measure, 'position'>): Promise<void> {
    const { code, unit, ...version } = measure;
    if (version.version === 1) {
      await tx.insert(MeasureEntity, { code, unit, breakdown: version.breakdown });
    }
    await tx.insert(MeasureVersionEntity, { ...version, measure: code, alsoKnownAs: [...version.alsoKnownAs] });
  }

  /**
   * Adds missing rows. Existing ones are not changed, because they may have been changed on purpose.
   *
   * @returns how many rows were written to each table; tables without any are left out
   */
  async addMissing(tx: EntityManager, data: DictionaryData): Promise<Record<string, number>> {
    const { forces, breakdowns, measures, wholes, implications, singleHauls } = data;
    const written: Record<string, number> = {};
    const add = async (table: ReferenceTable, rows: readonly object[]): Promise<void> => {
      const count = await addMissingRows(tx, table, rows);
      if (count > 0) written[table.name] = count;
    };
    await add(TABLES.forces, forces);
    const kinds = unique(breakdowns, 'breakdown').map(({ breakdown: code }) => ({ code }));
    await add(TABLES.breakdowns, kinds);
    const parts = breakdowns.map((row, index) => ({ ...row, position: index + 1, group_code: row.group }));
    await add(TABLES.parts, unique(parts, 'breakdown', 'code'));
    await add(TABLES.partClasses, breakdowns.flatMap(classOf));
    const positioned = measures.map((row, index) => ({ ...row, position: index + 1 }));
    await add(TABLES.measures, positioned);
    const versions = measures.map((row) => ({ ...row, measure: row.code, version: 1 }));
    await add(TABLES.measureVersions, versions);
    await add(TABLES.wholes, wholes);
    await add(TABLES.implications, implications);
    await add(TABLES.singleHauls, singleHauls);
    return written;
  }
}

/** The reference tables. The dictionary's order is that of its files, also for existing rows. */
const TABLES = {
  forces: { name: 'forces', key: ['code'], columns: ['name', 'kind', 'ons_code', 'region', 'also_known_as'] },
  breakdowns: { name: 'breakdowns', key: ['code'] },
  parts: {
    name: 'parts',
    key: ['breakdown', 'code'],
    columns: ['name', 'group_code'],
    follows: 'position',
    ordered: true,
  },
  partClasses: {
    name: 'part_classes',
    key: ['breakdown', 'part', 'valid_from'],
    columns: ['drug_class'],
    // A later release may add a class to a drug, so that the class before it ends.
    follows: 'valid_until',
  },
  measures: { name: 'measures', key: ['code'], columns: ['unit', 'breakdown'], follows: 'position', ordered: true },
  measureVersions: {
    name: 'measure_versions',
    key: ['measure', 'version'],
    columns: [
      'name',
      'also_known_as',
      'category',
      'breakdown',
      'breakdown_rule',
      'exhaustive',
      'ask',
      'across_phases',
      'headline',
      'preferred_direction',
      'definition',
    ],
  },
  wholes: { name: 'measure_wholes', key: ['part', 'whole'] },
  implications: { name: 'measure_implications', key: ['measure', 'implied'] },
  singleHauls: { name: 'single_haul_measures', key: ['measure'] },
} as const satisfies Record<string, ReferenceTable>;

/** The first row of each key. A drug with several classes has several rows, but is one part. */
function unique<T extends object>(rows: readonly T[], ...key: (keyof T)[]): T[] {
  return [
    ...new Map(rows.toReversed().map((row) => [JSON.stringify(key.map((name) => row[name])), row])).values(),
  ].toReversed();
}

function classOf(row: DictionaryData['breakdowns'][number]): object[] {
  if (row.drug_class === null) {
    return [];
  }
  const { breakdown, code: part, drug_class, class_from, class_until } = row;
  return [
    { breakdown, part, drug_class, valid_from: class_from ?? '-infinity', valid_until: class_until ?? 'infinity' },
  ];
}
