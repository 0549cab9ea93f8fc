import { Decimal } from '../../../common/decimal.js';
import type { MeasureUnit } from '../../../dictionary/index.js';
import type { Qualifier } from '../../../returns/index.js';
import {
  AGE_GROUP_CODES,
  stateOfTotal,
  type FrozenCell,
  type FrozenDecimal,
  type FrozenPart,
  type FrozenState,
  type FrozenSum,
  type FrozenTotal,
} from '../../domain/index.js';
import type { Cell, ShorthandCell } from './sheet.js';

/** A figure in two cells: the number or shorthand, and in words how exact it is or why there is no number. */
export interface FigureCells {
  readonly figure: Cell;
  readonly exactness: string;
}

const WORDS: Readonly<Record<Qualifier, string>> = {
  EXACT: 'exact',
  AT_LEAST: 'at least',
  AT_MOST: 'up to',
  ALMOST: 'almost',
  APPROXIMATE: 'about',
  UNQUANTIFIED: 'some, no number given',
};

const NOT_AVAILABLE: ShorthandCell = { shorthand: 'x' };
const NOT_APPLICABLE: ShorthandCell = { shorthand: 'z' };
const CONFIDENTIAL: ShorthandCell = { shorthand: 'c' };

/** The cells of a figure. None is 0; nothing reported never is. */
export function figureCells(figure: Omit<FrozenState, 'lower' | 'upper'>, unit: MeasureUnit): FigureCells {
  const { state, value, qualifier } = figure;
  if (state === 'NOT_APPLICABLE') return { figure: NOT_APPLICABLE, exactness: 'not applicable' };
  if (state === 'NOT_REPORTED' || qualifier === null) return { figure: NOT_AVAILABLE, exactness: 'not reported' };
  return { figure: value === null ? NOT_AVAILABLE : numberCell(value, unit), exactness: WORDS[qualifier] };
}

/** The cells of the region's total of a measure or a part. */
export function regionCells(sum: FrozenSum, byForce: readonly FrozenCell[], unit: MeasureUnit): FigureCells {
  return figureCells({ ...sum, state: stateOfTotal(sum, byForce) }, unit);
}

/** The lowest and the highest possible value of a total; without a total, the shorthand of `figure` in both. */
export function boundCells(
  { qualifier, lower, upper }: FrozenSum,
  figure: Cell,
  unit: MeasureUnit,
): readonly [Cell, Cell] {
  if (qualifier === null) return [figure, figure];
  return [numberCell(lower, unit), upper === null ? NOT_APPLICABLE : numberCell(upper, unit)];
}

/**
 * The cells of a part of one force. People by age group are not published for one force. A part that a force did not
 * give is none if its whole figure is.
 */
export function forcePartCells(cell: FrozenCell, part: FrozenPart, { measure, byBreakdown }: FrozenTotal): FigureCells {
  const whole = figureCells(cell, measure.unit);
  if (cell.state === 'NOT_REPORTED' || cell.state === 'NOT_APPLICABLE') return whole;
  if (byBreakdown.some(({ code }) => isAgeGroup(code))) return { figure: CONFIDENTIAL, exactness: 'confidential' };
  if (cell.state === 'NIL') return whole;
  if (cell.byBreakdown === undefined) return { figure: NOT_AVAILABLE, exactness: 'not stored in this release' };
  const given = cell.byBreakdown.find(({ code }) => code === part.code);
  return given === undefined
    ? { figure: NOT_AVAILABLE, exactness: 'part not given' }
    : figureCells(given, measure.unit);
}

const isAgeGroup = (code: string): boolean => AGE_GROUP_CODES.has(code);

/** How many significant digits a spreadsheet shows; it replaces all others by 0. */
const DIGITS_SHOWN = 15;

/**
 * A number with all its decimals, and pence in two; as text if a double would not be exact, or a spreadsheet would not
 * show all its digits.
 *
 * @internal exported for its tests
 */
export function numberCell(value: FrozenDecimal, unit: MeasureUnit): Cell {
  if (typeof value === 'string') return value;
  const exact = new Decimal(value);
  if (exact.precision() > DIGITS_SHOWN) return exact.toFixed();
  const decimals = exact.decimalPlaces();
  return { number: value, decimals: unit === 'GBP' && decimals === 1 ? 2 : decimals };
}
