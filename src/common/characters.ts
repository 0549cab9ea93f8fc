/* Sets of characters: what stands between the brackets of a regular expression with the flag `u`. */

/** What nobody sees: soft hyphens, joiners, spaces without width, marks of direction, variation selectors, fillers. */
export const INVISIBLE = String.raw`\p{Cf}\p{Default_Ignorable_Code_Point}`;

/** Every hyphen and dash, however long, and the minus sign. */
export const DASHES = String.raw`\p{Pd}\u2212`;

/** Space within a line, without the tab. */
export const SPACES = String.raw`\p{Zs}`;
