import { Decimal } from '../../../common/decimal.js';
import { addBounds, NIL_BOUNDS, type Bounds, type Qualifier } from './bounds.js';

/** What a force's return says of a measure or part. SUPPRESSED is only ever shown, never stored, so it is not among these. */
export const FIGURE_STATES = ['REPORTED', 'NIL', 'NOT_APPLICABLE', 'UNQUANTIFIED'] as const;
export type FigureState = (typeof FIGURE_STATES)[number];

/** What is shown of a force, measure or part: a stored state, or NOT_REPORTED where nothing is stored. */
export const SHOWN_STATES = [...FIGURE_STATES, 'NOT_REPORTED'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/** A value as people read it, beside the bounds that decide. Both null: no total; value null and UNQUANTIFIED: said, but without a number. */
export interface Reading {
  readonly value: Decimal | null;
  readonly qualifier: Qualifier | null;
}

/** What a measure or part of one return comes to, in the measure's own unit; the row that totals add. */
export interface Result extends Bounds, Reading {
  readonly state: FigureState;
  /** True when a figure stated as APPROXIMATE is in it. */
  readonly approximate: boolean;
}

/** What a measure, or a part of it, comes to in one version of a return: a stored row. */
export interface StoredResult extends Result {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  /** Of the measure as a whole: see MeasureResult.settlesParts. False on parts. */
  readonly settlesParts: boolean;
}

/** What is added up: bounds, the plain sum of the values, and what the reading of the sum depends on. */
export interface Sum extends Bounds {
  /** The plain sum of the values; those without a value add nothing. */
  readonly plain: Decimal;
  readonly approximate: boolean;
  /** True when something REPORTED or NIL is in it. */
  readonly quantified: boolean;
  /** True when something UNQUANTIFIED is in it. */
  readonly unquantified: boolean;
}

/** The sum of nothing: nobody has said anything, and nothing is missing. */
export const EMPTY_SUM: Sum = {
  ...NIL_BOUNDS,
  plain: new Decimal(0),
  approximate: false,
  quantified: false,
  unquantified: false,
};

/** A result as something to add. NOT_APPLICABLE adds nothing. */
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
 * What people read of a sum, taken off its bounds once, at the end (design: Bounds, rules 1 to 4).
 *
 * 1. Nobody gave a number: value null; UNQUANTIFIED if somebody said that, else null.
 * 2. The bounds are one value: EXACT, that value.
 * 3. No upper bound: AT_LEAST, the lower bound.
 * 4. Otherwise APPROXIMATE, with the plain sum, if an approximate figure is in it; else AT_MOST, the upper bound.
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
