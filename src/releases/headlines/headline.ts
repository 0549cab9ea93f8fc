import type { Force, Measure } from '../../dictionary/index.js';
import type { Bounds, Reading } from '../../returns/index.js';

/** What a headline needs to know of a measure. */
export type HeadlineMeasure = Pick<Measure, 'code' | 'version' | 'name' | 'unit' | 'breakdown' | 'headline'>;

/** One part of a measure's breakdown. */
export interface HeadlinePart {
  readonly code: string;
  readonly name: string;
}

/** What a headline needs to know of a force. */
export type HeadlineForce = Pick<Force, 'code' | 'name' | 'kind'>;

/** How many of the forces that are expected have reported the measure, or the part of it. */
export interface HeadlineCoverage {
  readonly expected: number;
  readonly reported: number;
  /** True if none is missing. */
  readonly complete: boolean;
  /** The forces that are expected and have not reported. */
  readonly missing: readonly { readonly code: string; readonly name: string }[];
}

/** One total of a phase in the measure's unit: the region's or one force's, of a whole measure or of one part. */
export interface HeadlineTotal extends Bounds, Reading {
  readonly measure: HeadlineMeasure;
  /** Null: the whole measure. */
  readonly part: HeadlinePart | null;
  /** Null: the region's total. */
  readonly force: HeadlineForce | null;
  /** The region's coverage of the measure, for totals of forces too; of a part, its own. */
  readonly coverage: HeadlineCoverage;
  /** How many forces gave the part; null for the whole measure, and for a force's part. */
  readonly partGivenBy: number | null;
}

/** The totals of one phase, from which headlines are made. */
export interface HeadlineRelease {
  /** In the dictionary's order of measures and parts; the totals of different forces in any order. */
  readonly totals: readonly HeadlineTotal[];
  /** The codes of forces with an open question: they have no headlines of their own. */
  readonly questioned: ReadonlySet<string>;
}

/** A total that may be published in a sentence, and its words. They claim no more and no less than its bounds allow. */
export interface Headline extends HeadlineTotal {
  /** A full sentence for a press release: "112 people were arrested across the region." */
  readonly sentence: string;
  /** For a card or a post, without a full stop: "112 arrests". */
  readonly short: string;
  /** Other true words for the amount, to use in a sentence: "more than 110". Often none. */
  readonly alternatives: readonly string[];
}
