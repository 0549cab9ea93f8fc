import { Decimal } from '../../common/decimal.js';
import type { MeasureUnit } from '../../dictionary/index.js';
import { boundsOf, type Bounds, type Reading } from '../../returns/index.js';

/** What the words for an amount claim, in the measure's unit: "more than 110", "between 20 and 37". */
export type AmountClaim =
  | { readonly kind: 'EXACT' | 'AT_LEAST' | 'MORE_THAN' | 'UP_TO' | 'ABOUT' | 'ALMOST'; readonly value: Decimal }
  | { readonly kind: 'BETWEEN'; readonly from: Decimal; readonly value: Decimal };

const MILLION = new Decimal('1e6');
const TEN_THOUSAND = new Decimal('1e4');
const HUNDRED_THOUSAND = new Decimal('1e5');
export const ONE_KILOGRAM_IN_GRAMS = new Decimal('1e3');

/** "Almost 48,000" is said from this share of 48,000 on: the rule by which claims are checked. */
const ALMOST_SHARE = new Decimal('0.95');

/** "More than 100" is offered only if 100 is at least this share of the amount (a convention of this service). */
const MORE_THAN_SHARE = new Decimal('0.7');

const FIVE = new Decimal(5);
const TEN = new Decimal(10);
const HUNDRED = new Decimal(100);

/**
 * The claim that a headline makes of a total. Every value that the bounds allow satisfies it.
 *
 * @returns null if there is nothing to say: no number, none at all, or "at least 0"
 */
export function claimOf(total: Bounds & Reading, unit: MeasureUnit): AmountClaim | null {
  const claim = fullClaimOf(total, unit);
  return claim === null ? null : shorten(claim, unit);
}

/**
 * Other true claims of the same total: the figure in full if the headline shortens it, its range, and a round number
 * just below it ("more than 110" of 112) or, of an exact total, just above it ("almost 48,000" of 47,863).
 */
export function alternativesOf(total: Bounds & Reading, unit: MeasureUnit): readonly AmountClaim[] {
  const claim = fullClaimOf(total, unit);
  if (claim === null) return [];
  const { lower, upper } = total;
  if (upper !== null && !lower.equals(upper)) {
    return lower.isZero() ? [claim] : [claim, { kind: 'BETWEEN', from: lower, value: upper }];
  }
  return claim.kind === 'ABOUT' ? [claim] : [claim, ...roundClaims(lower, upper !== null)];
}

/** Whether millions of pounds are a short number, such as £1.1 million or £1.25 million. */
export function isShortInMillions(pounds: Decimal): boolean {
  return pounds.gte(MILLION) && isMultiple(pounds, TEN_THOUSAND);
}

function fullClaimOf(total: Bounds & Reading, unit: MeasureUnit): AmountClaim | null {
  const { lower, upper, value, qualifier } = total;
  if (value === null || (lower.isZero() && (upper === null || upper.isZero()))) return null;
  if (upper === null) return { kind: 'AT_LEAST', value: lower };
  if (isAbout(total, value, unit)) return { kind: 'ABOUT', value };
  if (lower.equals(upper)) return { kind: 'EXACT', value: upper };
  const isRange = qualifier !== 'AT_MOST' && !lower.isZero();
  return isRange ? { kind: 'BETWEEN', from: lower, value: upper } : { kind: 'UP_TO', value: upper };
}

/** Whether "about" the value says what the bounds allow. "About 0" would read as none, though there may have been some. */
function isAbout(total: Bounds & Reading, value: Decimal, unit: MeasureUnit): boolean {
  return total.qualifier === 'APPROXIMATE' && !value.isZero() && contains(boundsOf('APPROXIMATE', value, unit), total);
}

/** A long number of pounds or of grams, said as "more than" a shorter one that is below it. */
function shorten(claim: AmountClaim, unit: MeasureUnit): AmountClaim {
  if (claim.kind !== 'EXACT' && claim.kind !== 'AT_LEAST') return claim;
  const { value } = claim;
  if (unit === 'GBP' && value.gte(MILLION) && !isShortInMillions(value)) {
    return { kind: 'MORE_THAN', value: roundDown(value, HUNDRED_THOUSAND) };
  }
  if (unit === 'GRAM' && value.gte(ONE_KILOGRAM_IN_GRAMS) && !value.isInteger()) {
    return { kind: 'MORE_THAN', value: roundDown(value, TEN) };
  }
  return claim;
}

/** Claims with the nearest round numbers, which are never the amount itself. */
function roundClaims(lower: Decimal, isExact: boolean): AmountClaim[] {
  const step = stepBetweenRoundNumbers(lower);
  if (step === null) return [];
  const below = roundDown(lower, step);
  const above = below.plus(step);
  const claims: AmountClaim[] = [];
  if (below.gte(lower.times(MORE_THAN_SHARE))) claims.push({ kind: 'MORE_THAN', value: below });
  if (isExact && lower.gte(above.times(ALMOST_SHARE))) claims.push({ kind: 'ALMOST', value: above });
  return claims;
}

/**
 * The step between round numbers near a value. Round are numbers with two digits that are not 0, so the step is 10 for
 * 112 and 1,000 for 47,863; below 100, every five. If the value is round itself, the step is the next coarser one.
 *
 * @returns null if it is round on both, such as 200, or below ten
 */
function stepBetweenRoundNumbers(value: Decimal): Decimal | null {
  if (value.lt(TEN)) return null;
  const coarse = TEN.pow(value.e);
  const fine = value.lt(HUNDRED) ? FIVE : coarse.div(10);
  return [fine, coarse].find((step) => !isMultiple(value, step)) ?? null;
}

function contains(outer: Bounds, inner: Bounds): boolean {
  const reachesUp = outer.upper === null || (inner.upper !== null && outer.upper.gte(inner.upper));
  return reachesUp && outer.lower.lte(inner.lower);
}

function roundDown(value: Decimal, step: Decimal): Decimal {
  return value.div(step).floor().times(step);
}

function isMultiple(value: Decimal, step: Decimal): boolean {
  return value.mod(step).isZero();
}
