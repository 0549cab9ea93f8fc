import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import {
  ACROSS_PHASES,
  ASKS,
  BREAKDOWN_RULES,
  CATEGORIES,
  DRUG_CLASSES,
  FORCE_KINDS,
  HEADLINES,
  MEASURE_UNITS,
  PREFERRED_DIRECTIONS,
} from './domain/index.js';

/** A cell that may be blank. */
export const optional = z.string().transform((cell) => (cell === '' ? null : cell));

/** A cell with several entries, separated by `|`. */
const list = z.string().transform((cell) => (cell === '' ? [] : cell.split('|')));

const blankAsNull = (cell: unknown): unknown => (cell === '' ? null : cell);

const forceRow = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(FORCE_KINDS),
  ons_code: optional,
  region: optional,
  also_known_as: list,
});

const breakdownRow = z.object({
  breakdown: z.string(),
  code: z.string(),
  name: z.string(),
  drug_class: z.preprocess(blankAsNull, z.enum(DRUG_CLASSES).nullable()),
  class_from: optional,
  class_until: optional,
  group: optional,
});

const measureRow = z.object({
  code: z.string(),
  name: z.string(),
  also_known_as: list,
  category: z.enum(CATEGORIES),
  unit: z.enum(MEASURE_UNITS),
  breakdown: optional,
  breakdown_rule: z.preprocess(blankAsNull, z.enum(BREAKDOWN_RULES).nullable()),
  exhaustive: z.enum(['yes', '']).transform((cell) => cell === 'yes'),
  ask: z.enum(ASKS),
  across_phases: z.enum(ACROSS_PHASES),
  headline: z.enum(HEADLINES),
  preferred_direction: z.enum(PREFERRED_DIRECTIONS),
  definition: z.string(),
});

const wholeRow = z.object({ part: z.string(), whole: z.string() });

const implicationRow = z.object({ measure: z.string(), implied: z.string() });

const singleHaulRow = z.object({ measure: z.string() });

/** The dictionary that is shipped with the service. Later additions by ADMIN are in the database only. */
export interface DictionaryData {
  readonly forces: readonly z.infer<typeof forceRow>[];
  readonly breakdowns: readonly z.infer<typeof breakdownRow>[];
  readonly measures: readonly z.infer<typeof measureRow>[];
  readonly wholes: readonly z.infer<typeof wholeRow>[];
  readonly implications: readonly z.infer<typeof implicationRow>[];
  readonly singleHauls: readonly z.infer<typeof singleHaulRow>[];
}

/** Reads the shipped dictionary. @throws Error for an invalid row, so that the service does not start */
export function readDictionaryData(): DictionaryData {
  return {
    forces: readCsv(new URL('./data/forces.csv', import.meta.url), forceRow),
    breakdowns: readCsv(new URL('./data/breakdowns.csv', import.meta.url), breakdownRow),
    measures: readCsv(new URL('./data/measures.csv', import.meta.url), measureRow),
    wholes: readCsv(new URL('./data/wholes.csv', import.meta.url), wholeRow),
    implications: readCsv(new URL('./data/implications.csv', import.meta.url), implicationRow),
    singleHauls: readCsv(new URL('./data/single-hauls.csv', import.meta.url), singleHaulRow),
  };
}

/** Reads and checks the rows of a shipped CSV file. */
export function readCsv<T>(file: URL, row: z.ZodType<T>): T[] {
  return z.array(row).parse(parse(readFileSync(file), { columns: true, bom: true }));
}
