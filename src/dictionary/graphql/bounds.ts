/*
 * How long the lists are that the dictionary decides on, for the cost of an operation. Where a dictionary has grown
 * beyond these, the answer is still bounded by its bytes.
 */

/** Forces of one phase or operation. */
export const MOST_FORCES = 44;
/** Measures of one phase. */
export const MOST_MEASURES = 60;
/** Parts of one breakdown. */
export const MOST_PARTS = 40;
/** Measures and their parts: the figures of one version of a return, and what may change from one to the next. */
export const MOST_CELLS = 240;
/** Other names of one force or measure. */
export const MOST_NAMES = 20;
