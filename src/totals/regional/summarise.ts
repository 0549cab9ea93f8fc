import { read, type Bounds, type Reading, type Sum } from '../../returns/index.js';

/** The bounds of a sum, with the value and qualifier derived from them. */
export function summarise(sum: Sum): Bounds & Reading {
  return { ...read(sum), lower: sum.lower, upper: sum.upper };
}
