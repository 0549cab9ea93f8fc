import type { Category, MeasureUnit } from '../../dictionary/domain/index.js';
import type { Qualifier, ShownState } from '../../returns/domain/index.js';
import type { ReleaseKind } from './release.js';

/*
 * The frozen content of a release: what is stored as bytes, hashed, and answered for ever. Names are those of the API.
 * Fields may be added for new releases; none is renamed, because old bytes keep theirs.
 */

/** A decimal: a JSON number, or the digits as text where a double would not be exact. */
export type FrozenDecimal = number | string;

/** The code of something with the name that it had when the release was made. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

export interface FrozenMeasure extends Named {
  readonly unit: MeasureUnit;
  readonly category: Category;
  /** The version of the definition that was used. */
  readonly version: number;
  readonly definition: string;
}

export interface FrozenSum {
  readonly value: FrozenDecimal | null;
  readonly qualifier: Qualifier | null;
  readonly lower: FrozenDecimal;
  readonly upper: FrozenDecimal | null;
}

export interface FrozenCoverage {
  readonly expected: number;
  readonly reported: number;
  readonly complete: boolean;
  readonly missing: readonly Named[];
  readonly notHeard: readonly Named[];
}

export interface FrozenCell extends FrozenSum {
  readonly force: Named;
  readonly state: ShownState;
  readonly withoutSignOff: boolean;
  /** True: the force changed it, or a part of it, after the phase's figures became final. Undefined: it did not. */
  readonly changedAfterFinal?: true;
  /**
   * The parts that the force gave, in the dictionary's order; empty for people by age group, which are not published of
   * one force. Undefined in a release that was made before these were kept.
   */
  readonly byBreakdown?: readonly FrozenForcePart[];
}

/** What one force reported of one part. */
export interface FrozenForcePart extends FrozenPart {
  readonly state: ShownState;
}

export interface FrozenPart extends FrozenSum, Named {}

export interface FrozenTotal extends FrozenSum {
  readonly measure: FrozenMeasure;
  readonly coverage: FrozenCoverage;
  /**
   * The forces that changed it, or a part of it, after the phase's figures became final, in order of code. Undefined in a
   * release that was made before these were kept.
   */
  readonly changedAfterFinal?: readonly Named[];
  readonly byForce: readonly FrozenCell[];
  readonly byBreakdown: readonly FrozenPart[];
}

/** One side of a change. A region's total has the state of what it comes to. */
export interface FrozenState extends FrozenSum {
  readonly state: ShownState;
}

/** A figure that differs from the version before. */
export interface FrozenChange {
  readonly measure: FrozenMeasure;
  /** Null: the region's total. */
  readonly force: Named | null;
  /** Null: the measure as a whole. */
  readonly breakdown: Named | null;
  readonly from: FrozenState;
  readonly to: FrozenState;
}

/** A version of a force's return that a release rests on. */
export interface FrozenBasis {
  readonly force: Named;
  readonly version: number;
  readonly withoutSignOff: boolean;
}

export interface FrozenHeadline extends FrozenSum {
  readonly measure: FrozenMeasure;
  /** Null: the measure as a whole. */
  readonly breakdown: Named | null;
  /** Null: the region's. */
  readonly force: Named | null;
  readonly sentence: string;
  readonly short: string;
  readonly alternatives: readonly string[];
  readonly coverage: FrozenCoverage;
  readonly restsOn: readonly FrozenBasis[];
}

export interface ReleaseContent {
  readonly phase: Named & {
    readonly operation: string;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly datesKnownTo: string;
  };
  readonly version: number;
  /** Null if none was given with version 1. */
  readonly kind: ReleaseKind | null;
  readonly note: string | null;
  /** Instants as ISO 8601 in UTC. */
  readonly publishedAt: string;
  readonly asAt: string;
  readonly statement: string;
  readonly coverage: FrozenCoverage;
  readonly restsOn: readonly FrozenBasis[];
  readonly totals: readonly FrozenTotal[];
  /** The version that `changes` compares with; null: none. */
  readonly changesSince: number | null;
  readonly changes: readonly FrozenChange[];
  readonly headlines: readonly FrozenHeadline[];
}
