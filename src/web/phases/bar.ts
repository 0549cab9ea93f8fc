import { scaleLinear } from 'd3-scale';
import { Decimal } from '../../common/decimal.js';
import type { Bounds } from '../../returns/index.js';

/** Width of the drawing and of an arrow, in units of the drawing. The arrow is to the right of the longest bar. */
const WIDTH = 1200;
const ARROW = 110;
/** The least length of a value above 0, so that it can be seen. */
const LEAST = 12;

/**
 * A bar for the bounds of a figure, in units of the drawing: solid from 0 to the lower bound, hatched from there to the
 * upper bound, and with an arrow if there is no upper bound. Lengths are rounded; the words beside the bar are exact.
 */
export interface BarView {
  readonly sure: number;
  /** The length of the hatched piece. */
  readonly maybe: number;
  /** True if there is no upper bound. */
  readonly open: boolean;
}

/** Makes bars for figures that are compared with each other, all on one scale. */
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
