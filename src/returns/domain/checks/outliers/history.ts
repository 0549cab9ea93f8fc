import type { Decimal } from '../../../../common/decimal.js';
import { nameOf } from '../wording.js';

/** The spread of a list of values, in the measure's unit. */
export interface Spread {
  readonly median: Decimal;
  /** The median absolute deviation (MAD): half of the values are at most this far from the median. */
  readonly deviation: Decimal;
  readonly least: Decimal;
  readonly most: Decimal;
}

/**
 * What a force reported of a measure or part in earlier phases of the same operation, under the definition that the
 * return is counted under now. A phase counts if it has a usable number: NIL is 0, and "at most 500" is not usable.
 */
export interface PlaceHistory extends Spread {
  /** The number of phases that count. */
  readonly phases: number;
  /** What the force reported in its last earlier phase, if that was exact and above 0; else null. */
  readonly last: Decimal | null;
}

/** What a force reported in earlier phases. */
export interface History {
  /** The name of the last earlier phase for which the force has a current version; null if there is none. */
  readonly lastPhase: string | null;
  /** By `placeKey`. A measure or part that is not in the map was never reported. */
  readonly places: ReadonlyMap<string, PlaceHistory>;
}

/** The smallest number of other forces with which a figure is compared. */
export const LEAST_PEERS = 4;

/** The spread of the figures of LEAST_PEERS or more other forces in the phase, by `placeKey`. */
export type Peers = ReadonlyMap<string, Spread>;

/** The map key of a measure or part. Codes have no spaces, so keys are unique. */
export const placeKey: (measure: string, part: string | null) => string = nameOf;
