import { CATEGORIES } from '../domain/measure.js';

/*
 * The expected length of lists that depend on the dictionary, used to compute query cost. If a dictionary has grown
 * beyond these, the size of an answer is still limited in bytes.
 */

/** Forces of one phase or operation. */
export const MOST_FORCES = 44;
/** Measures of one phase. */
export const MOST_MEASURES = 60;
/** Measures of one category, if all have the same number. */
export const MOST_IN_CATEGORY = Math.ceil(MOST_MEASURES / CATEGORIES.length);
/** Parts of one breakdown. */
export const MOST_PARTS = 40;
/** Measures and their parts: the figures of one version of a return, or the changes between two versions. */
export const MOST_CELLS = 240;
/** Other names of one force or measure. */
export const MOST_NAMES = 20;
/** Words of a search, and so the texts in which they are found. */
export const MOST_MATCHES = 3;
