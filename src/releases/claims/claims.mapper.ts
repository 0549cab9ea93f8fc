import type { CheckedClaim } from './checked-claim.js';
import type { CheckedText } from './claims.service.js';
import type { CheckedTextType, ClaimType } from './claims.types.js';
import type { Decimal } from '../../common/decimal.js';
import type { Bounds } from '../../returns/index.js';
import type { FrozenDecimal } from '../domain/index.js';
import { frozenDecimal } from '../frozen-decimal.js';
import type { Vocabulary } from './lexicon.js';

/** A checked text as the API gives it. */
export function checkedTextOf({ vocabulary, claims, ...text }: CheckedText): CheckedTextType {
  return { ...text, claims: claims.map((claim) => claimOf(claim, vocabulary)) };
}

function claimOf(claim: CheckedClaim, vocabulary: Vocabulary): ClaimType {
  const { total, value, lower, upper, ...rest } = claim;
  const forces = claim.forces.map((code) => ({ code, name: nameIn(vocabulary.forces, code) }));
  const measure = vocabulary.measures.find(({ code }) => code === claim.measure);
  const { breakdown } = claim;
  const [force = null] = forces;
  return {
    ...rest,
    ...sumOf({ value, lower, upper }),
    measure: { code: claim.measure, name: nameIn(vocabulary.measures, claim.measure) },
    breakdown: breakdown === null ? null : { code: breakdown, name: nameIn(measure?.parts ?? [], breakdown) },
    force: forces.length === 1 ? force : null,
    forces,
    total: total === null ? null : { ...sumOf(total), qualifier: total.qualifier },
  };
}

const nameIn = (all: readonly { readonly code: string; readonly name: string }[], code: string): string =>
  all.find((one) => one.code === code)?.name ?? code;

const decimalOf = (value: Decimal | null): FrozenDecimal | null => (value === null ? null : frozenDecimal(value));

function sumOf({
  value,
  lower,
  upper,
}: Bounds & { readonly value: Decimal | null }): Pick<ClaimType, 'value' | 'lower' | 'upper'> {
  return { value: decimalOf(value), lower: frozenDecimal(lower), upper: decimalOf(upper) };
}
