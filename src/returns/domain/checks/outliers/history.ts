import type { Decimal } from '../../../../common/decimal.js';
import { nameOf } from '../say.js';

/** How some values spread. In the measure's own unit. */
export interface Spread {
  readonly median: Decimal;
  /** The median absolute deviation (MAD): how far half of the values are from the median at most. */
  readonly deviation: Decimal;
  readonly least: Decimal;
  readonly most: Decimal;
}

/**
 * What a force has reported of a measure or part in its earlier phases of the same operation, under the definition that
 * the return is counted under now. A phase counts where it has a usable number: NIL is 0, "at most 500" is none.
 */
export interface PlaceHistory extends Spread {
  /** How many phases count. */
  readonly phases: number;
  /** What it reported in its last earlier phase, where that was exact and above 0; else null. */
  readonly last: Decimal | null;
}

/** What a force has reported before. */
export interface History {
  /** The name of the last earlier phase that has a return of the force that counts; null: there is none. */
  readonly lastPhase: string | null;
  /** By `placeKey`; what is not there was never reported. */
  readonly places: ReadonlyMap<string, PlaceHistory>;
}

/** With fewer other forces than this nothing is compared with them. */
export const LEAST_PEERS = 4;

/** How the figures of LEAST_PEERS other forces or more spread in the phase, by `placeKey`. */
export type Peers = ReadonlyMap<string, Spread>;

/** A measure or part as a key. Codes have no spaces. */
export const placeKey: (measure: string, part: string | null) => string = nameOf;
