import { Decimal } from '../../../common/decimal.js';
import { addBounds, NIL_BOUNDS, type Bounds, type Qualifier } from './bounds.js';

/** The stored states of a figure. SUPPRESSED is only shown to readers and never stored, so it is not one of these. */
export const FIGURE_STATES = ['REPORTED', 'NIL', 'NOT_APPLICABLE', 'UNQUANTIFIED'] as const;
export type FigureState = (typeof FIGURE_STATES)[number];

/** The state shown to a reader: a stored state, or NOT_REPORTED if nothing is stored. */
export const SHOWN_STATES = [...FIGURE_STATES, 'NOT_REPORTED'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/**
 * The value and qualifier that people read; decisions use the bounds. Both null: no total. Value null and qualifier
 * UNQUANTIFIED: some was reported, without a number.
 */
export interface Reading {
  readonly value: Decimal | null;
  readonly qualifier: Qualifier | null;
}

/** What a measure or part of one return comes to, in the measure's unit. Totals add these rows. */
export interface Result extends Bounds, Reading {
  readonly state: FigureState;
  /** True if it includes a figure stated as APPROXIMATE. */
  readonly approximate: boolean;
}

/** A stored row: what a measure or part comes to in one version of a return. */
export interface StoredResult extends Result {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  /** For the measure as a whole: see MeasureResult.settlesParts. False for a part. */
  readonly settlesParts: boolean;
}

/** A stored row with the instant until which its measure is withheld. */
export interface WithholdableResult extends StoredResult {
  /** The latest that a figure of the measure says; null: the measure is not withheld. */
  readonly withheldUntil: Date | null;
}

/** A sum of results: bounds, the plain sum of the values, and what decides the qualifier. */
export interface Sum extends Bounds {
  /** The plain sum of the values; a result without a value adds nothing. */
  readonly plain: Decimal;
  readonly approximate: boolean;
  /** True if it includes a REPORTED or NIL result. */
  readonly quantified: boolean;
  /** True if it includes an UNQUANTIFIED result. */
  readonly unquantified: boolean;
}

/** The empty sum: no force has reported, and none is missing. */
export const EMPTY_SUM: Sum = {
  ...NIL_BOUNDS,
  plain: new Decimal(0),
  approximate: false,
  quantified: false,
  unquantified: false,
};

/** A result as a sum of one. NOT_APPLICABLE adds nothing. */
export function asSum(result: Result): Sum {
  return {
    lower: result.lower,
    upper: result.upper,
    plain: result.value ?? new Decimal(0),
    approximate: result.approximate,
    quantified: result.state === 'REPORTED' || result.state === 'NIL',
    unquantified: result.state === 'UNQUANTIFIED',
  };
}

/** Adds two sums. Associative and commutative, with EMPTY_SUM as identity. */
export function addSums(a: Sum, b: Sum): Sum {
  return {
    ...addBounds(a, b),
    plain: a.plain.plus(b.plain),
    approximate: a.approximate || b.approximate,
    quantified: a.quantified || b.quantified,
    unquantified: a.unquantified || b.unquantified,
  };
}

/**
 * The value and qualifier of a sum, derived from its bounds once, after adding:
 *
 * 1. If no force gave REPORTED or NIL, the value is null; the qualifier is UNQUANTIFIED if a force gave that, else
 * null.
 * 2. If lower and upper bound are equal: EXACT, that value.
 * 3. If there is no upper bound: AT_LEAST, the lower bound.
 * 4. Otherwise APPROXIMATE, the plain sum, if an APPROXIMATE figure is included; else AT_MOST, the upper bound.
 */
export function read(sum: Sum): Reading {
  if (!sum.quantified) {
    return { value: null, qualifier: sum.unquantified ? 'UNQUANTIFIED' : null };
  }
  if (sum.upper === null) {
    return { value: sum.lower, qualifier: 'AT_LEAST' };
  }
  if (sum.lower.equals(sum.upper)) {
    return { value: sum.upper, qualifier: 'EXACT' };
  }
  return sum.approximate ? { value: sum.plain, qualifier: 'APPROXIMATE' } : { value: sum.upper, qualifier: 'AT_MOST' };
}
