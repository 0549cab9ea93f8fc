import { Decimal } from '../../../common/decimal.js';
import type { MeasureUnit } from '../../../dictionary/domain/index.js';
import { boundsOf, NIL_BOUNDS, OPEN_BOUNDS, type Qualifier } from './bounds.js';
import type { Result } from './result.js';

/** One figure of a return, checked and in the measure's unit. */
export interface Figure extends Result {
  readonly measure: string;
  /** The part of the measure's breakdown; null: the measure's stated total. */
  readonly part: string | null;
  /** Internal; never published. */
  readonly note: string | null;
  /** The instant until which the force withholds it; null: it does not. */
  readonly withheldUntil: Date | null;
}

interface Place {
  readonly measure: string;
  readonly part: string | null;
  readonly note: string | null;
  /** If left out, null. */
  readonly withheldUntil?: Date | null;
}

const NOT_WITHHELD = { withheldUntil: null };

/** A NIL figure: there truly was none. An exact 0 is stored as NIL. */
export function nilFigure(place: Place): Figure {
  return {
    ...NOT_WITHHELD,
    ...place,
    state: 'NIL',
    value: new Decimal(0),
    qualifier: 'EXACT',
    ...NIL_BOUNDS,
    approximate: false,
  };
}

/** A NOT_APPLICABLE figure: it cannot occur in the force. It adds nothing to a total. */
export function notApplicableFigure(place: Place): Figure {
  return {
    ...NOT_WITHHELD,
    ...place,
    state: 'NOT_APPLICABLE',
    value: null,
    qualifier: null,
    ...NIL_BOUNDS,
    approximate: false,
  };
}

/** An UNQUANTIFIED figure: there was some, but no number was given. */
export function unquantifiedFigure(place: Place): Figure {
  return {
    ...NOT_WITHHELD,
    ...place,
    state: 'UNQUANTIFIED',
    value: null,
    qualifier: 'UNQUANTIFIED',
    ...OPEN_BOUNDS,
    approximate: false,
  };
}

/**
 * A figure with a value; NIL if the value is 0.
 *
 * @param value in the measure's unit, not negative and with no more decimals than the unit has; 0 only if the qualifier
 *   is EXACT or AT_MOST
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
  return {
    ...NOT_WITHHELD,
    ...place,
    state: 'REPORTED',
    value,
    qualifier,
    ...bounds,
    approximate: qualifier === 'APPROXIMATE',
  };
}
