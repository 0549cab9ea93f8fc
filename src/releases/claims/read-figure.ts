import type { Decimal } from '../../common/decimal.js';
import type { Bounds, Qualifier } from '../../returns/index.js';

/** Words of a text, by their offsets in UTF-16 code units. */
export interface Words {
  readonly words: string;
  readonly start: number;
  readonly length: number;
}

/** A figure that was read in a text. */
export interface ReadFigure extends Words, Bounds {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly breakdown: string | null;
  /** The codes of the forces whose figure it is; empty: the region's. */
  readonly forces: readonly string[];
  /** In the measure's unit; null for a range. */
  readonly value: Decimal | null;
  /** Null for a range. */
  readonly qualifier: Exclude<Qualifier, 'UNQUANTIFIED'> | null;
}

/** What a text says: figures, and numbers that were not read as one. Both in the order of the text. */
export interface ReadText {
  readonly figures: readonly ReadFigure[];
  readonly notRead: readonly Words[];
}
