import { Decimal, toPlain } from '../../../../common/decimal.js';
import type { MeasureUnit } from '../../../../dictionary/domain/index.js';
import type { Bounds } from '../../arithmetic/bounds.js';
import type { PlaceHistory, Spread } from './history.js';

/*
 * What is usual of a measure, and what is far from it: the modified z-score of Iglewicz and Hoaglin, How to Detect and
 * Handle Outliers (ASQC Quality Press, 1993), section 3.3, also in the NIST/SEMATECH e-Handbook, 1.3.5.17. It rests on
 * the median and the median absolute deviation (MAD), which one or two odd phases do not move, where a mean and standard
 * deviation would hide an outlier among the values.
 */

/** From so many phases on there is something usual; with fewer nothing is said. */
export const LEAST_PHASES = 4;

/** Iglewicz and Hoaglin: a value whose modified z-score is above this is an outlier. */
const MOST_SCORES = new Decimal('3.5');

/** The MAD of a normal distribution times this is its standard deviation (1 / 0.6745). */
const MAD_SCALE = new Decimal('1.4826');

/**
 * House conventions, so that steady or small figures do not warn of nothing: a spread is at least so much, in the
 * measure's own unit. With arrests of usually 1, 3 is not unusual; 7 is.
 */
const LEAST_SPREAD: Readonly<Record<MeasureUnit, Decimal>> = {
  COUNT: new Decimal('1.5'),
  GBP: new Decimal(1000),
  GRAM: new Decimal(100),
  TABLET: new Decimal(10),
  WRAP: new Decimal(10),
  CANISTER: new Decimal(10),
  PLANT: new Decimal(10),
};

/** And at least this share of the median: what comes one by one varies less than what comes by the bag. */
const LEAST_SHARE_OF_COUNTS = new Decimal('0.1');
const LEAST_SHARE_OF_AMOUNTS = new Decimal('0.2');

/** From `low` to `high` nothing is unusual. */
export interface Usual {
  readonly median: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}

/** The range that is usual around a median: 3.5 spreads to either side. */
export function usualAround({ median, deviation }: Pick<Spread, 'median' | 'deviation'>, unit: MeasureUnit): Usual {
  // Independent events vary by the square root of how many there are (Poisson).
  const natural =
    unit === 'COUNT'
      ? Decimal.max(median.sqrt(), median.times(LEAST_SHARE_OF_COUNTS))
      : median.times(LEAST_SHARE_OF_AMOUNTS);
  const spread = Decimal.max(deviation.times(MAD_SCALE), natural, LEAST_SPREAD[unit]);
  const reach = spread.times(MOST_SCORES);
  return { median, low: median.minus(reach), high: median.plus(reach) };
}

/** On which side of what is usual every value lies that these bounds allow; null: some value that they allow is usual. */
export function distanceFrom(usual: Usual, { lower, upper }: Bounds): 'above' | 'below' | null {
  if (lower.greaterThan(usual.high)) {
    return 'above';
  }
  return upper?.lessThan(usual.low) === true ? 'below' : null;
}

/** A slip of the point, of a nought or of the unit: the value is so many times what it should be. */
export const SLIPS = ['10', '100', '1000', '0.1', '0.01', '0.001'] as const;
export type Slip = (typeof SLIPS)[number];

/** So far beyond all that was before: no ordinary phase. */
const FAR_BEYOND = 3;

/** Once the slip is put right it has to be within half and double of what is usual. */
const NEAR = 2;

/** How many times too much, or too little, a value probably is, by a slip; null: it does not look like one. */
export function slipOf(value: Decimal, { median, least, most }: PlaceHistory, unit: MeasureUnit): Slip | null {
  const isFar = value.greaterThan(most.times(FAR_BEYOND)) || value.times(FAR_BEYOND).lessThan(least);
  const isLarge = value.minus(median).abs().greaterThan(LEAST_SPREAD[unit].times(MOST_SCORES));
  if (median.isZero() || !isFar || !isLarge) {
    return null;
  }
  const isNear = (meant: Decimal): boolean =>
    meant.lessThanOrEqualTo(median.times(NEAR)) && meant.times(NEAR).greaterThanOrEqualTo(median);
  return SLIPS.find((slip) => isNear(value.div(slip))) ?? null;
}

/**
 * The usual value that was meant where two digits next to each other changed places: the one nearest to the median. Null:
 * none is usual.
 */
export function transposedOf(value: Decimal, { median, low, high }: Usual): Decimal | null {
  return swapsOf(toPlain(value))
    .filter((meant) => meant.greaterThanOrEqualTo(low) && meant.lessThanOrEqualTo(high))
    .reduce<Decimal | null>(
      (best, meant) => (best === null || meant.minus(median).abs().lessThan(best.minus(median).abs()) ? meant : best),
      null,
    );
}

/** Every value whose digits are these with two next to each other changed round. */
function swapsOf(digits: string): Decimal[] {
  const swaps = Array.from({ length: digits.length - 1 }, (_, place) =>
    [digits.slice(0, place), digits.charAt(place + 1), digits.charAt(place), digits.slice(place + 2)].join(''),
  );
  const point = digits.indexOf('.');
  return swaps
    .filter((swapped) => swapped !== digits && swapped.indexOf('.') === point && PLAIN_NUMBER.test(swapped))
    .map((swapped) => new Decimal(swapped));
}

/** Nobody writes 091, and a point that moved is another slip. */
const PLAIN_NUMBER = /^[1-9]\d*(?:\.\d+)?$/;
