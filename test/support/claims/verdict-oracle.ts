import { Decimal } from 'decimal.js';

/*
 * What a claim says and whether a total allows it, written a second time from the rules for claims alone. Everything
 * is a set of possible values: those between two bounds that are whole multiples of the unit's smallest step.
 */

/** What the words before or after a number do to it. */
export type Wording = 'NONE' | 'MORE_THAN' | 'AT_LEAST' | 'UP_TO' | 'FEWER_THAN' | 'ALMOST' | 'ABOUT';

export type Verdict = 'SUPPORTED' | 'NOT_SUPPORTED' | 'CONTRADICTED';

/** Both ends are included. `upper` null: no upper bound. A set whose lower end is above its upper end is empty. */
export interface OracleBounds {
  readonly lower: Decimal;
  readonly upper: Decimal | null;
}

const exactly = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** The smallest step between two values: pence, a thousandth of a gram, or a whole thing. */
export function stepOf(unit: string): Decimal {
  if (unit === 'GBP') return new exactly('0.01');
  return new exactly(unit === 'GRAM' ? '0.001' : '1');
}

/**
 * The values that a claim allows.
 *
 * @param wording what the words do to the number
 * @param value the number in the measure's own unit (grams, pounds), not negative
 * @param unit the measure's unit
 */
export function boundsOfClaim(wording: Wording, value: Decimal.Value, unit: string): OracleBounds {
  const v = new exactly(value);
  const step = stepOf(unit);
  const zero = new exactly(0);
  switch (wording) {
    case 'NONE':
      // A number that the measure cannot take (26.5 arrests) leaves no value.
      return { lower: firstFrom(v, step), upper: lastTo(v, step) };
    case 'AT_LEAST':
      return { lower: firstFrom(v, step), upper: null };
    case 'MORE_THAN':
      return { lower: firstAfter(v, step), upper: null };
    case 'UP_TO':
      return { lower: zero, upper: lastTo(v, step) };
    case 'FEWER_THAN':
      return { lower: zero, upper: lastBefore(v, step) };
    case 'ALMOST':
      return { lower: firstFrom(v.times('0.95'), step), upper: lastBefore(v, step) };
    case 'ABOUT': {
      const t = toleranceOf(v);
      return { lower: firstFrom(exactly.max(0, v.minus(t)), step), upper: lastTo(v.plus(t), step) };
    }
  }
}

/** "between a and b": both included, in either order. */
export function boundsOfRange(from: Decimal.Value, to: Decimal.Value): OracleBounds {
  return { lower: exactly.min(from, to), upper: exactly.max(from, to) };
}

/** How far "about v" reaches on either side: the larger of 2.5 % of v and half of v's last place that is not 0. */
function toleranceOf(v: Decimal): Decimal {
  return exactly.max(v.times('0.025'), lastPlace(v).dividedBy(2));
}

/** 350: 10. 20,000: 10,000. 0.13: 0.01. Of 0, which has no such place: 0. */
function lastPlace(v: Decimal): Decimal {
  if (v.isZero()) return new exactly(0);
  const digits = v.toFixed();
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  const zeros = /0*$/.exec(digits.replace('.', ''))?.[0].length ?? 0;
  return new exactly(10).pow(zeros - decimals);
}

const firstFrom = (v: Decimal, step: Decimal): Decimal => v.dividedBy(step).ceil().times(step);
const lastTo = (v: Decimal, step: Decimal): Decimal => v.dividedBy(step).floor().times(step);
const firstAfter = (v: Decimal, step: Decimal): Decimal => lastTo(v, step).plus(step);
const lastBefore = (v: Decimal, step: Decimal): Decimal => firstFrom(v, step).minus(step);

/** Whether two sets are without a common value. A set that is empty has none in common with any. */
function areDisjoint(a: OracleBounds, b: OracleBounds): boolean {
  const lower = exactly.max(a.lower, b.lower);
  return [a.upper, b.upper].some((upper) => upper?.lessThan(lower) === true);
}

/** Whether a value of `all`, which is not empty, lies below or above `some`. */
function hasMoreThan(all: OracleBounds, some: OracleBounds): boolean {
  const below = all.lower.lessThan(some.lower);
  const above = some.upper !== null && (all.upper === null || all.upper.greaterThan(some.upper));
  return below || above;
}

/**
 * SUPPORTED: every true value that the total allows satisfies the claim. CONTRADICTED: none does. NOT_SUPPORTED: some
 * do.
 *
 * @param total a set that is not empty, as every total is
 */
export function verdictOf(claim: OracleBounds, total: OracleBounds): Verdict {
  if (areDisjoint(claim, total)) return 'CONTRADICTED';
  return hasMoreThan(total, claim) ? 'NOT_SUPPORTED' : 'SUPPORTED';
}

/**
 * Whether an "up to" is true but says too much: its bound is more than 10 % above the upper bound of the total. Never
 * where the total has no upper bound.
 */
export function isLoose(wording: Wording, claim: OracleBounds, total: OracleBounds): boolean {
  if (wording !== 'UP_TO' && wording !== 'FEWER_THAN') return false;
  return claim.upper !== null && total.upper !== null && claim.upper.greaterThan(total.upper.times('1.1'));
}
