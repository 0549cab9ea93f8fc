import type { Bounds } from '../../returns/index.js';
import { Decimal } from '../../common/decimal.js';

/**
 * SUPPORTED: every true value that the total allows satisfies the claim. CONTRADICTED: none does. NOT_SUPPORTED: some do.
 * NOT_RELEASED: the release has no such total.
 */
export const VERDICTS = ['SUPPORTED', 'NOT_SUPPORTED', 'CONTRADICTED', 'NOT_RELEASED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a true claim may mislead. LOOSE: an "up to" that is more than 10 % above the highest possible value. */
export const CAUTIONS = ['LOOSE'] as const;
export type Caution = (typeof CAUTIONS)[number];

/** The verdict on a claim from the bounds of what it says and of the total that it is about. */
export function verdictOf(claim: Bounds, total: Bounds): Exclude<Verdict, 'NOT_RELEASED'> {
  const isBelow = total.upper?.lt(claim.lower) ?? false;
  const isAbove = claim.upper?.lt(total.lower) ?? false;
  if (isBelow || isAbove) return 'CONTRADICTED';
  const reachesUp = claim.upper === null || (total.upper?.lte(claim.upper) ?? false);
  return reachesUp && total.lower.gte(claim.lower) ? 'SUPPORTED' : 'NOT_SUPPORTED';
}

/** An "up to" above this multiple of the total's upper bound is LOOSE. */
const LOOSE_FROM = new Decimal('1.1');

/** Whether an "up to" is so far above what is possible that it misleads. */
export function isLoose({ qualifier, upper }: Bounds & { readonly qualifier: string | null }, total: Bounds): boolean {
  return qualifier === 'AT_MOST' && upper !== null && total.upper !== null && upper.gt(total.upper.times(LOOSE_FROM));
}
