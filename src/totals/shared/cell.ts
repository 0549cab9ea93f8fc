import { Decimal } from '../../common/decimal.js';
import type { Bounds, Reading, ShownState } from '../../returns/index.js';
import type { CellRow } from '../regional/totals.repository.js';

/** What one force reported of one measure, in the measure's unit. */
export interface Cell extends Bounds, Reading {
  readonly state: ShownState;
}

/** A cell from its row. A measure without a stored result is NOT_REPORTED. */
export function cellOf({
  state,
  value,
  qualifier,
  lower,
  upper,
}: Omit<CellRow, 'force' | 'withheld' | 'changedAfterFinal'>): Cell {
  return {
    state: state ?? 'NOT_REPORTED',
    value: value === null ? null : new Decimal(value),
    qualifier,
    lower: new Decimal(lower),
    upper: upper === null ? null : new Decimal(upper),
  };
}
