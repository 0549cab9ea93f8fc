import { Decimal } from '../../../common/decimal.js';
import { DECIMAL_PLACES, type MeasureUnit } from '../../../dictionary/domain/index.js';

/** How exact a figure is. UNQUANTIFIED ("a large quantity") has no value. */
export const QUALIFIERS = ['EXACT', 'AT_LEAST', 'AT_MOST', 'ALMOST', 'APPROXIMATE', 'UNQUANTIFIED'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** The range of the true value, in the measure's unit: from `lower` to `upper`; `upper` null: no upper bound. */
export interface Bounds {
  readonly lower: Decimal;
  readonly upper: Decimal | null;
}

/** The bounds of a NIL figure, and the identity of addition. */
export const NIL_BOUNDS: Bounds = { lower: new Decimal(0), upper: new Decimal(0) };

/** The bounds of an UNQUANTIFIED figure, and of an expected force that has not reported. */
export const OPEN_BOUNDS: Bounds = { lower: new Decimal(0), upper: null };

/** "Almost 80,000" means at least this share of 80,000 (a convention of this service). */
const ALMOST_SHARE = new Decimal('0.9');

/**
 * "About 20,000" means within this share of 20,000, or within half of its last non-zero place, whichever is larger (a
 * convention of this service).
 */
const APPROXIMATE_SHARE = new Decimal('0.025');

/**
 * The bounds of a stated value. They are values that the unit can take: the lower bound is rounded up and the upper
 * bound down to whole things, pence or thousandths of a gram.
 *
 * @param value not negative, in the measure's unit
 */
export function boundsOf(qualifier: Exclude<Qualifier, 'UNQUANTIFIED'>, value: Decimal, unit: MeasureUnit): Bounds {
  const places = DECIMAL_PLACES[unit];
  const up = (bound: Decimal): Decimal => bound.toDecimalPlaces(places, Decimal.ROUND_CEIL);
  const down = (bound: Decimal): Decimal => bound.toDecimalPlaces(places, Decimal.ROUND_FLOOR);
  switch (qualifier) {
    case 'EXACT':
      return { lower: value, upper: value };
    case 'AT_LEAST':
      return { lower: value, upper: null };
    case 'AT_MOST':
      return { lower: new Decimal(0), upper: value };
    case 'ALMOST':
      return { lower: up(value.times(ALMOST_SHARE)), upper: value };
    case 'APPROXIMATE': {
      const tolerance = Decimal.max(value.times(APPROXIMATE_SHARE), lastNonZeroPlace(value).div(2));
      return { lower: Decimal.max(0, up(value.minus(tolerance))), upper: down(value.plus(tolerance)) };
    }
  }
}

/** The place value of the last digit that is not 0: 10 for 350, 10,000 for 20,000, 0.01 for 12.72; 1 for 0. */
function lastNonZeroPlace(value: Decimal): Decimal {
  return value.isZero() ? new Decimal(1) : new Decimal(10).pow(value.e - value.precision() + 1);
}

/** The sum of two bounds. Associative and commutative, with NIL_BOUNDS as identity. */
export function addBounds(a: Bounds, b: Bounds): Bounds {
  return {
    lower: a.lower.plus(b.lower),
    upper: a.upper === null || b.upper === null ? null : a.upper.plus(b.upper),
  };
}

/** True if both allow the same values. */
export function sameBounds(a: Bounds, b: Bounds): boolean {
  const sameUpper = a.upper === null || b.upper === null ? a.upper === b.upper : a.upper.equals(b.upper);
  return sameUpper && a.lower.equals(b.lower);
}

/** True if some value is within both. */
export function meet(a: Bounds, b: Bounds): boolean {
  return !exceeds(a, b) && !exceeds(b, a);
}

/** True if every value within `a` is above every value within `b`. */
export function exceeds(a: Bounds, b: Bounds): boolean {
  return b.upper !== null && a.lower.greaterThan(b.upper);
}
