import { sameBounds } from './bounds.js';
import type { Bounds } from './bounds.js';
import { nilFigure, notApplicableFigure } from './figure.js';
import { placeKey } from '../checks/outliers/history.js';
import type { Reading, ShownState, StoredResult } from './result.js';

/** What a measure or part comes to in one version; NOT_REPORTED if the version does not report it. */
export interface Cell extends Bounds, Reading {
  readonly state: ShownState;
}

/** A measure or part that differs between two versions. */
export interface Change {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  readonly from: Cell;
  readonly to: Cell;
}

type Place = Pick<StoredResult, 'measure' | 'part'>;

/**
 * Every measure and part that differs between two versions of a return: first those in the later version, in its order,
 * then those only in the earlier one.
 */
export function changesBetween(
  earlier: readonly StoredResult[],
  later: readonly StoredResult[],
  nothing: Cell,
): Change[] {
  const [before, after] = [byPlace(earlier), byPlace(later)];
  return [...new Map([...after, ...before]).values()].flatMap(({ measure, part }) => {
    const [from, to] = [cellIn(before, { measure, part }, nothing), cellIn(after, { measure, part }, nothing)];
    return isSame(from, to) ? [] : [{ measure, part, from, to }];
  });
}

const keyOf = ({ measure, part }: Place): string => placeKey(measure, part);

function byPlace(results: readonly StoredResult[]): ReadonlyMap<string, StoredResult> {
  return new Map(results.map((result) => [keyOf(result), result]));
}

/**
 * What a measure or part comes to in a version. A part that was not given is NOT_REPORTED unless its measure settles
 * it.
 */
function cellIn(results: ReadonlyMap<string, StoredResult>, place: Place, nothing: Cell): Cell {
  const given = results.get(keyOf(place));
  if (given !== undefined || place.part === null) return given ?? nothing;
  const whole = results.get(keyOf({ ...place, part: null }));
  if (whole?.settlesParts !== true) return nothing;
  const ofPart = { ...place, note: null };
  return whole.state === 'NOT_APPLICABLE' ? notApplicableFigure(ofPart) : nilFigure(ofPart);
}

function isSame(one: Cell, other: Cell): boolean {
  const sameValue = one.value === null ? other.value === null : (other.value?.equals(one.value) ?? false);
  return one.state === other.state && one.qualifier === other.qualifier && sameValue && sameBounds(one, other);
}
