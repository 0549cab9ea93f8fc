import { Decimal, toPlain } from '../common/decimal.js';
import { formatQuantity, type Measure, type Unit } from '../dictionary/index.js';
import { boundsOf, sameBounds, describeFigure, type Bounds, type Reading } from '../returns/index.js';
import type { ForceCell } from '../totals/index.js';

const ONE_KILOGRAM_IN_GRAMS = 1000;

/** A total of the region or of a part in words: "at least 120", "none"; with its range if it has an upper bound. */
export function totalInWords(total: Reading & Bounds, unit: Measure['unit']): string {
  const hasRange = total.qualifier === 'APPROXIMATE' || isAboveNone(total);
  return `${readingInWords(total, unit)}${hasRange ? rangeInWords(total, unit) : ''}`;
}

/** A force's figure in words; with its range only if the words alone do not give it. */
export function cellInWords(cell: Reading & Bounds & Pick<ForceCell, 'state'>, unit: Measure['unit']): string {
  if (cell.state === 'NOT_APPLICABLE') return 'not applicable';
  const isSum =
    cell.qualifier === 'APPROXIMATE' &&
    cell.value !== null &&
    !sameBounds(cell, boundsOf('APPROXIMATE', cell.value, unit));
  return `${readingInWords(cell, unit)}${isSum || isAboveNone(cell) ? rangeInWords(cell, unit) : ''}`;
}

function readingInWords(reading: Reading, unit: Measure['unit']): string {
  if (reading.qualifier === null) return 'not reported';
  if (reading.value === null) return 'some, no number given';
  if (!reading.value.isZero()) return reportedInWords(reading, unit);
  // "At least 0" does not mean none: it is not known how much more there is.
  return reading.qualifier === 'AT_LEAST' ? `${formatQuantity(reading.value, unit)} or more` : 'none';
}

/** Whether a figure such as "up to 37" has a lower bound above 0: the words alone would allow none. */
function isAboveNone({ qualifier, lower }: Reading & Bounds): boolean {
  return qualifier === 'AT_MOST' && !lower.isZero();
}

/** " (20 to 37)"; empty if only one value is possible or there is no upper bound. */
function rangeInWords({ lower, upper }: Bounds, unit: Measure['unit']): string {
  if (upper === null || lower.equals(upper)) return '';
  const [from, to] = [lower, upper].map((value) => reportedInWords({ value, qualifier: 'EXACT' }, unit));
  return ` (${from} to ${to})`;
}

/** Weights of one kilogram or more are in kilograms, smaller ones in grams. Exact in both. */
function reportedInWords({ value, qualifier }: Reading, unit: Measure['unit']): string {
  const inKilograms = unit === 'GRAM' && value?.gte(ONE_KILOGRAM_IN_GRAMS) === true;
  const readable: Unit = inKilograms ? 'KILOGRAM' : unit;
  return describeFigure(
    { state: 'REPORTED', value: inKilograms ? new Decimal(`${toPlain(value)}e-3`) : value, qualifier },
    readable,
  );
}

/** "3 of 5 forces". */
export function coverageInWords({ reported, expected }: { reported: number; expected: number }): string {
  return `${reported} of ${expected} ${expected === 1 ? 'force' : 'forces'}`;
}

/** The number of forces that are not expected, which coverage does not count: "", ", plus 1 that was not expected". */
export function othersInWords(count: number): string {
  return count === 0 ? '' : `, plus ${count} that ${count === 1 ? 'was' : 'were'} not expected`;
}

/** Names of forces, joined by commas only because some names contain "and". */
export function forcesInWords(forces: readonly { readonly name: string }[]): string {
  return forces.map(({ name }) => name).join(', ');
}
