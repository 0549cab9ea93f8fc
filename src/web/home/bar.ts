import { scaleLinear } from 'd3-scale';
import { Decimal } from '../../common/decimal.js';
import type { Bounds } from '../../returns/index.js';

/** Of the drawing, in its own units; an arrow needs its room to the right of the longest bar. */
const WIDTH = 1200;
const ARROW = 110;
/** Of what is there at all: never so little that it cannot be seen. */
const LEAST = 12;

/**
 * A bar from 0 to what the true value may be, in units of the drawing: solid as far as it is sure, hatched as far as it
 * is possible, and an arrow where there is no upper bound. Lengths are rounded; the words beside it are exact.
 */
export interface BarView {
  readonly sure: number;
  /** How much further it may go. */
  readonly maybe: number;
  /** True: how far it may go is not known. */
  readonly open: boolean;
}

/** Draws what is compared with each other, all on one scale. */
export function barsOn(all: readonly Bounds[]): (bounds: Bounds) => BarView {
  const longest = Decimal.max(0, ...all.map(({ lower, upper }) => upper ?? lower));
  const scale = scaleLinear([0, longest.isZero() ? 1 : longest.toNumber()], [0, WIDTH - ARROW]);
  const lengthOf = (value: Decimal): number =>
    value.isZero() ? 0 : Math.max(LEAST, Math.round(scale(value.toNumber())));
  return ({ lower, upper }) => {
    const sure = lengthOf(lower);
    return { sure, maybe: upper === null ? 0 : lengthOf(upper) - sure, open: upper === null };
  };
}
