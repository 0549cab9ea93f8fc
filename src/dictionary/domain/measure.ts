import type { Part } from './breakdown.js';
import type { MeasureUnit } from './unit.js';

/** How a measure's parts stand to its total (design: Breakdowns). */
export const BREAKDOWN_RULES = ['PARTITION', 'SUBSET', 'OVERLAP'] as const;
export type BreakdownRule = (typeof BREAKDOWN_RULES)[number];

/** What a phase asks for: CORE and ASKED measures; VOLUNTARY ones may come too. */
export const ASKS = ['CORE', 'ASKED', 'VOLUNTARY'] as const;
export type Ask = (typeof ASKS)[number];

/** Groups of measures for reading; measures of a category are never added to each other. */
export const CATEGORIES = [
  'ARRESTS',
  'SEARCHES',
  'SEIZURES',
  'SAFEGUARDING',
  'DISRUPTION',
  'ENGAGEMENT',
  'TESTING',
  'RESOURCES',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Whether a measure may be added over phases; NONE: never (the same officers again in another phase). */
export const ACROSS_PHASES = ['SUM', 'NONE'] as const;
export type AcrossPhases = (typeof ACROSS_PHASES)[number];

/** What a headline may be made of: the total, only its parts (weights of different drugs), or nothing. */
export const HEADLINES = ['TOTAL', 'PARTS', 'NONE'] as const;
export type Headline = (typeof HEADLINES)[number];

/** Which way is better for people; NONE: neither (more arrests is not better or worse). */
export const PREFERRED_DIRECTIONS = ['UP', 'DOWN', 'NONE'] as const;
export type PreferredDirection = (typeof PREFERRED_DIRECTIONS)[number];

/** One version of a measure's definition. Its unit and breakdown are those of the measure and never change. */
export interface Measure {
  readonly code: string;
  /** Counts from 1; a later version is in force from `validFrom` on. */
  readonly version: number;
  /** The place in the dictionary's order, the same for all versions. */
  readonly position: number;
  readonly name: string;
  readonly alsoKnownAs: readonly string[];
  readonly category: Category;
  readonly unit: MeasureUnit;
  /** The code of its breakdown, or null where it has none. */
  readonly breakdown: string | null;
  /** Null exactly where `breakdown` is. */
  readonly breakdownRule: BreakdownRule | null;
  /** True where the parts, when every one is given, make the whole. */
  readonly exhaustive: boolean;
  /** What a new phase asks for. */
  readonly ask: Ask;
  readonly acrossPhases: AcrossPhases;
  readonly headline: Headline;
  readonly preferredDirection: PreferredDirection;
  readonly definition: string;
  /** The first calendar day it is in force; null: from the beginning. */
  readonly validFrom: string | null;
}

/** A measure as it is in force for a phase, with the parts of its breakdown in the dictionary's order. */
export interface MeasureInForce extends Measure {
  readonly parts: readonly Part[];
}
