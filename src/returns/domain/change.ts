import { sameBounds } from './bounds.js';
import type { Bounds } from './bounds.js';
import type { Reading, Result, ShownState } from './result.js';

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

type PlacedResult = Result & { readonly measure: string; readonly part: string | null };

/** Every cell that differs between two versions of a return, in the order of the later one, then what only the earlier has. */
export function changesBetween(
  earlier: readonly PlacedResult[],
  later: readonly PlacedResult[],
  nothing: Cell,
): Change[] {
  const keyOf = ({ measure, part }: PlacedResult): string => JSON.stringify([measure, part]);
  const before = new Map(earlier.map((result) => [keyOf(result), result]));
  const after = new Map(later.map((result) => [keyOf(result), result]));
  return [...new Map([...after, ...before])].flatMap(([key, { measure, part }]) => {
    const [from, to] = [before.get(key) ?? nothing, after.get(key) ?? nothing];
    return isSame(from, to) ? [] : [{ measure, part, from, to }];
  });
}

function isSame(one: Cell, other: Cell): boolean {
  const sameValue = one.value === null ? other.value === null : (other.value?.equals(one.value) ?? false);
  return one.state === other.state && one.qualifier === other.qualifier && sameValue && sameBounds(one, other);
}
