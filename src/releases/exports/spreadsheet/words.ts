import type { MeasureUnit } from '../../../dictionary/index.js';
import type { ReleaseKind } from '../../domain/index.js';
import type { ShorthandLetter } from './sheet.js';

export const UNIT_NAMES: Readonly<Record<MeasureUnit, string>> = {
  COUNT: 'number',
  GBP: 'pounds (£)',
  GRAM: 'grams',
  TABLET: 'tablets',
  WRAP: 'wraps',
  CANISTER: 'canisters',
  PLANT: 'plants',
};

export const KIND_NAMES: Readonly<Record<ReleaseKind, string>> = {
  REVISION: 'Revision: there is more or later data than in the version before.',
  CORRECTION: 'Correction: the version before had an error.',
};

interface ShorthandWords {
  /** As the Government Statistical Service names it. */
  readonly name: string;
  readonly meaning: string;
}

/** In the order in which the cover explains them. */
export const SHORTHAND: Readonly<Record<ShorthandLetter, ShorthandWords>> = {
  x: {
    name: 'not available',
    meaning: 'Not available. The column beside it says why. It never means 0.',
  },
  z: {
    name: 'not applicable',
    meaning: 'Not applicable. The force cannot have such a figure. Under Highest possible: there is no limit.',
  },
  c: {
    name: 'confidential',
    meaning: 'Confidential. People by age group are not published for a single force.',
  },
  r: {
    name: 'revised',
    meaning: 'Revised. At least one figure of the row differs from the version before. The sheet Changes lists them.',
  },
};
