import type { Breakdown, Part } from './breakdown.js';
import type { MeasureUnit } from './unit.js';

/** How a measure's parts relate to its total. */
export const BREAKDOWN_RULES = ['PARTITION', 'SUBSET', 'OVERLAP'] as const;
export type BreakdownRule = (typeof BREAKDOWN_RULES)[number];

/** Whether a phase asks for a measure: CORE and ASKED ones it does; VOLUNTARY ones may be reported too. */
export const ASKS = ['CORE', 'ASKED', 'VOLUNTARY'] as const;
export type Ask = (typeof ASKS)[number];

/** Groups of measures that are shown together; the measures of a category are never added to each other. */
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

/** Whether totals may be added across phases. NONE: never, such as officers, who may be the same in another phase. */
export const ACROSS_PHASES = ['SUM', 'NONE'] as const;
export type AcrossPhases = (typeof ACROSS_PHASES)[number];

/** Which totals may be used in a headline: the total, only those of parts (weights of drugs), or none. */
export const HEADLINES = ['TOTAL', 'PARTS', 'NONE'] as const;
export type Headline = (typeof HEADLINES)[number];

/** Whether a rise or a fall is an improvement; NONE: neither (more arrests are not better or worse). */
export const PREFERRED_DIRECTIONS = ['UP', 'DOWN', 'NONE'] as const;
export type PreferredDirection = (typeof PREFERRED_DIRECTIONS)[number];

/** One version of a measure's definition. The unit and the breakdown are the same in all versions. */
export interface Measure {
  readonly code: string;
  /** Counts from 1; a later version applies from `validFrom` on. */
  readonly version: number;
  /** The place in the dictionary's order, the same for all versions. */
  readonly position: number;
  readonly name: string;
  readonly alsoKnownAs: readonly string[];
  readonly category: Category;
  readonly unit: MeasureUnit;
  /** The code of its breakdown; null if it has none. */
  readonly breakdown: string | null;
  /** Null if and only if `breakdown` is null. */
  readonly breakdownRule: BreakdownRule | null;
  /** True if the parts add up to the total when every part is reported. */
  readonly exhaustive: boolean;
  /** Whether a new phase asks for it. */
  readonly ask: Ask;
  readonly acrossPhases: AcrossPhases;
  readonly headline: Headline;
  readonly preferredDirection: PreferredDirection;
  readonly definition: string;
  /** The first day on which this version applies; null for the first version. */
  readonly validFrom: string | null;
}

/** A measure with the definition that applies to a phase, and its parts in the dictionary's order. */
export interface MeasureInForce extends Measure {
  readonly parts: readonly Part[];
}

/** Gives each measure the parts of its breakdown. */
export function withParts(measures: readonly Measure[], breakdowns: readonly Breakdown[]): MeasureInForce[] {
  const parts = new Map(breakdowns.map((one) => [one.code, one.parts]));
  return measures.map((measure) => ({
    ...measure,
    parts: measure.breakdown === null ? [] : (parts.get(measure.breakdown) ?? []),
  }));
}
