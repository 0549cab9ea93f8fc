import { Decimal } from '../../../common/decimal.js';
import type { MeasureUnit } from '../../../dictionary/domain/index.js';
import { boundsOf, NIL_BOUNDS, OPEN_BOUNDS, type Qualifier } from './bounds.js';
import type { Result } from './result.js';

/** One stated value of a return, checked and in the measure's own unit. */
export interface Figure extends Result {
  readonly measure: string;
  /** The part of the measure's breakdown; null: the measure's stated total. */
  readonly part: string | null;
  /** Internal; never published. */
  readonly note: string | null;
}

interface Place {
  readonly measure: string;
  readonly part: string | null;
  readonly note: string | null;
}

/** A figure that is truly none. An exact 0 is stored as this. */
export function nilFigure(place: Place): Figure {
  return { ...place, state: 'NIL', value: new Decimal(0), qualifier: 'EXACT', ...NIL_BOUNDS, approximate: false };
}

/** A measure that this force cannot have. It adds nothing. */
export function notApplicableFigure(place: Place): Figure {
  return { ...place, state: 'NOT_APPLICABLE', value: null, qualifier: null, ...NIL_BOUNDS, approximate: false };
}

/** Something of which no number was given. */
export function unquantifiedFigure(place: Place): Figure {
  return {
    ...place,
    state: 'UNQUANTIFIED',
    value: null,
    qualifier: 'UNQUANTIFIED',
    ...OPEN_BOUNDS,
    approximate: false,
  };
}

/**
 * A figure with a value.
 *
 * @param value not negative, in the measure's own unit, and a value that the unit can take; 0 only EXACT or AT_MOST,
 *   and both are NIL
 */
export function quantifiedFigure(
  place: Place,
  qualifier: Exclude<Qualifier, 'UNQUANTIFIED'>,
  value: Decimal,
  unit: MeasureUnit,
): Figure {
  if (value.isZero()) {
    return nilFigure(place);
  }
  const bounds = boundsOf(qualifier, value, unit);
  return { ...place, state: 'REPORTED', value, qualifier, ...bounds, approximate: qualifier === 'APPROXIMATE' };
}
