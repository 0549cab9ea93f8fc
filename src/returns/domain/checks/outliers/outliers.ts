import { Decimal, toPlain } from '../../../../common/decimal.js';
import type { MeasureUnit } from '../../../../dictionary/domain/index.js';
import type { Bounds } from '../../arithmetic/bounds.js';
import type { PlaceHistory, Spread } from './history.js';

/*
 * Finds outliers by the modified z-score of Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC Quality
 * Press, 1993), section 3.3, also in the NIST/SEMATECH e-Handbook, 1.3.5.17. It uses the median and the median absolute
 * deviation (MAD), which one or two unusual phases hardly change. A mean and standard deviation would move towards an
 * outlier and hide it.
 */

/** The smallest number of phases from which a usual range is worked out. */
export const LEAST_PHASES = 4;

/** Iglewicz and Hoaglin: a value whose modified z-score is above this is an outlier. */
const MOST_SCORES = new Decimal('3.5');

/** The standard deviation of a normal distribution divided by its MAD (1 / 0.6745). */
const MAD_SCALE = new Decimal('1.4826');

/**
 * The smallest spread, in the measure's unit: a convention of this service, so that steady or small figures do not
 * cause needless warnings. If there is usually 1 arrest, 3 are not unusual and 7 are.
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

/** The smallest spread as a share of the median. Counts vary less than amounts such as weight or money. */
const LEAST_SHARE_OF_COUNTS = new Decimal('0.1');
const LEAST_SHARE_OF_AMOUNTS = new Decimal('0.2');

/** The usual range of a value: from `low` to `high`, both included. */
export interface UsualRange {
  readonly median: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}

/** The usual range around a median: 3.5 spreads to either side. */
export function usualRange({ median, deviation }: Pick<Spread, 'median' | 'deviation'>, unit: MeasureUnit): UsualRange {
  // The standard deviation of a count of independent events is its square root (Poisson).
  const natural =
    unit === 'COUNT'
      ? Decimal.max(median.sqrt(), median.times(LEAST_SHARE_OF_COUNTS))
      : median.times(LEAST_SHARE_OF_AMOUNTS);
  const spread = Decimal.max(deviation.times(MAD_SCALE), natural, LEAST_SPREAD[unit]);
  const reach = spread.times(MOST_SCORES);
  return { median, low: median.minus(reach), high: median.plus(reach) };
}

/** The side of the usual range on which all values within the bounds lie; null if some of them are usual. */
export function distanceFrom(usual: UsualRange, { lower, upper }: Bounds): 'above' | 'below' | null {
  if (lower.greaterThan(usual.high)) {
    return 'above';
  }
  return upper?.lessThan(usual.low) === true ? 'below' : null;
}

/** The factor by which a value is wrong after a typing error in the decimal point, the zeros or the unit. */
export const SLIPS = ['10', '100', '1000', '0.1', '0.01', '0.001'] as const;
export type Slip = (typeof SLIPS)[number];

/** A value is suspect if it is more than this many times the highest, or less than one such part of the lowest. */
const FAR_BEYOND = 3;

/** The corrected value must be between half and twice the median. */
const NEAR = 2;

/** The factor by which a value is probably wrong; null if it does not look like a typing error. */
export function slipOf(value: Decimal, { median, least, most }: PlaceHistory, unit: MeasureUnit): Slip | null {
  const isFar = value.greaterThan(most.times(FAR_BEYOND)) || value.times(FAR_BEYOND).lessThan(least);
  const isLarge = value.minus(median).abs().greaterThan(LEAST_SPREAD[unit].times(MOST_SCORES));
  if (median.isZero() || !isFar || !isLarge) {
    return null;
  }
  const isNear = (candidate: Decimal): boolean =>
    candidate.lessThanOrEqualTo(median.times(NEAR)) && candidate.times(NEAR).greaterThanOrEqualTo(median);
  return SLIPS.find((slip) => isNear(value.div(slip))) ?? null;
}

/**
 * The usual value that results from swapping two neighbouring digits, the nearest to the median if there are several;
 * null if there is none.
 */
export function transposedOf(value: Decimal, { median, low, high }: UsualRange): Decimal | null {
  return swapsOf(toPlain(value))
    .filter((candidate) => candidate.greaterThanOrEqualTo(low) && candidate.lessThanOrEqualTo(high))
    .reduce<Decimal | null>(
      (best, candidate) =>
        best === null || candidate.minus(median).abs().lessThan(best.minus(median).abs()) ? candidate : best,
      null,
    );
}

/** Every value that results from swapping two neighbouring digits. */
function swapsOf(digits: string): Decimal[] {
  const swaps = Array.from({ length: digits.length - 1 }, (_, place) =>
    [digits.slice(0, place), digits.charAt(place + 1), digits.charAt(place), digits.slice(place + 2)].join(''),
  );
  const point = digits.indexOf('.');
  return swaps
    .filter((swapped) => swapped !== digits && swapped.indexOf('.') === point && PLAIN_NUMBER.test(swapped))
    .map((swapped) => new Decimal(swapped));
}

/** A number without leading zeros: nobody writes 091. */
const PLAIN_NUMBER = /^[1-9]\d*(?:\.\d+)?$/;
