import type { BreakdownRule } from '../../../dictionary/domain/index.js';
import { exceeds, meet, OPEN_BOUNDS, type Bounds } from './bounds.js';
import type { Figure } from './figure.js';
import { addSums, asSum, EMPTY_SUM, read, type Result, type Sum } from './result.js';

/** The rule that relates a measure's parts to its total, and the parts that it has. */
export interface BreakdownDefinition {
  readonly rule: BreakdownRule;
  readonly exhaustive: boolean;
  /** The codes of all parts. */
  readonly parts: readonly string[];
}

/** What one return states for one measure: a total, parts, or both. */
export interface MeasureEntry {
  readonly total: Figure | null;
  readonly parts: readonly Figure[];
}

/** What a measure of one return comes to. */
export interface MeasureResult {
  readonly result: Result;
  /**
   * True if every part that was not given is known to add nothing: the measure is NIL or NOT_APPLICABLE, or it is a
   * PARTITION of which a part was given. In the region's total of a part, such a force counts as having given the part.
   */
  readonly settlesParts: boolean;
}

/** Why no true values fit an entry. */
export type BreakdownConflict = 'BREAKDOWN_EXCEEDS_TOTAL' | 'BREAKDOWN_DOES_NOT_ADD_UP';

/**
 * The result of a measure. If a total is stated, that total. Otherwise: PARTITION, the sum of the parts; SUBSET, that
 * sum without an upper bound, or with it if the measure is exhaustive and every part is given; OVERLAP, at least the
 * largest lower bound of a part. UNQUANTIFIED if all parts are.
 *
 * @param entry with a total or at least one part
 */
export function resultOf(entry: MeasureEntry, definition: BreakdownDefinition | null): MeasureResult {
  const result = entry.total ?? resultOfParts(entry.parts, definition);
  const settlesParts =
    result.state === 'NIL' ||
    result.state === 'NOT_APPLICABLE' ||
    (definition?.rule === 'PARTITION' && entry.parts.length > 0);
  return { result, settlesParts };
}

function resultOfParts(parts: readonly Figure[], definition: BreakdownDefinition | null): Result {
  const sum = sumOfParts(parts, definition);
  const reading = read(sum);
  const state = !sum.quantified ? 'UNQUANTIFIED' : isNil(sum) ? 'NIL' : 'REPORTED';
  return { state, ...reading, lower: sum.lower, upper: sum.upper, approximate: sum.approximate };
}

function sumOfParts(parts: readonly Figure[], definition: BreakdownDefinition | null): Sum {
  const sum = parts.map(asSum).reduce(addSums, EMPTY_SUM);
  if (definition === null || definition.rule === 'PARTITION' || isWhole(parts, definition)) {
    return sum;
  }
  if (definition.rule === 'SUBSET') {
    return { ...sum, upper: null };
  }
  return { ...sum, ...OPEN_BOUNDS, lower: largestLower(parts) };
}

/** True for an exhaustive SUBSET of which every part is given: its parts add up to the total. */
function isWhole(parts: readonly Figure[], definition: BreakdownDefinition): boolean {
  const given = new Set(parts.map((part) => part.part));
  return definition.rule === 'SUBSET' && definition.exhaustive && definition.parts.every((part) => given.has(part));
}

function largestLower(parts: readonly Figure[]): Sum['lower'] {
  return parts.reduce((largest, { lower }) => (lower.greaterThan(largest) ? lower : largest), OPEN_BOUNDS.lower);
}

function isNil(bounds: Bounds): boolean {
  return bounds.upper?.isZero() === true;
}

/**
 * Whether the parts of an entry contradict its stated total; null if they do not. Compares the bounds, never the
 * values, so an entry is refused only if no true values fit.
 */
export function conflictOf(entry: MeasureEntry, definition: BreakdownDefinition | null): BreakdownConflict | null {
  if (entry.total === null || entry.parts.length === 0 || definition === null) {
    return null;
  }
  const total = entry.total;
  const sum = entry.parts.map(asSum).reduce(addSums, EMPTY_SUM);
  switch (definition.rule) {
    case 'PARTITION':
      return meet(sum, total) ? null : 'BREAKDOWN_DOES_NOT_ADD_UP';
    case 'SUBSET':
      if (exceeds(sum, total)) {
        return 'BREAKDOWN_EXCEEDS_TOTAL';
      }
      return isWhole(entry.parts, definition) && exceeds(total, sum) ? 'BREAKDOWN_DOES_NOT_ADD_UP' : null;
    case 'OVERLAP':
      return entry.parts.some((part) => exceeds(part, total)) ? 'BREAKDOWN_EXCEEDS_TOTAL' : null;
  }
}
