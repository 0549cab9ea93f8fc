import { sameBounds } from './bounds.js';
import type { Bounds } from './bounds.js';
import { nilFigure, notApplicableFigure } from './figure.js';
import { placeKey } from '../checks/outliers/history.js';
import type { Reading, ShownState, StoredResult } from './result.js';

/** What a measure or part is in one version; NOT_REPORTED where the version says nothing of it. */
export interface Cell extends Bounds, Reading {
  readonly state: ShownState;
}

/** A cell that two versions do not have alike. */
export interface Change {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  readonly from: Cell;
  readonly to: Cell;
}

type Place = Pick<StoredResult, 'measure' | 'part'>;

/** Every cell that differs between two versions of a return, in the order of the later one, then what only the earlier has. */
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

/** What a version says of a place; of a part that is not given, what its measure as a whole leaves no doubt of. */
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
