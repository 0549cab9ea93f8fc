import { OPEN_BOUNDS, sameBounds, type Bounds } from './bounds.js';
import { nilFigure, notApplicableFigure } from './figure.js';
import { placeKey } from '../checks/outliers/history.js';
import type { Reading, ShownState, WithholdableResult } from './result.js';

/** What a measure or part comes to in one version; NOT_REPORTED if the version does not report it. */
export interface Cell extends Bounds, Reading {
  readonly state: ShownState;
  /** The instant until which the measure is withheld; null: it is not. */
  readonly withheldUntil: Date | null;
}

/** A measure or part that a version does not report. */
const NOT_REPORTED: Cell = {
  state: 'NOT_REPORTED',
  value: null,
  qualifier: null,
  ...OPEN_BOUNDS,
  withheldUntil: null,
};

/** A measure or part that differs between two versions. */
export interface Change {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  readonly from: Cell;
  readonly to: Cell;
}

type Place = Pick<WithholdableResult, 'measure' | 'part'>;

/**
 * Every measure and part that differs between two versions of a return: first those in the later version, in its order,
 * then those only in the earlier one.
 */
export function changesBetween(earlier: readonly WithholdableResult[], later: readonly WithholdableResult[]): Change[] {
  const [before, after] = [byPlace(earlier), byPlace(later)];
  return [...new Map([...after, ...before]).values()].flatMap(({ measure, part }) => {
    const [from, to] = [cellIn(before, { measure, part }), cellIn(after, { measure, part })];
    return isSame(from, to) ? [] : [{ measure, part, from, to }];
  });
}

const keyOf = ({ measure, part }: Place): string => placeKey(measure, part);

function byPlace(results: readonly WithholdableResult[]): ReadonlyMap<string, WithholdableResult> {
  return new Map(results.map((result) => [keyOf(result), result]));
}

/**
 * What a measure or part comes to in a version. A part that was not given is NOT_REPORTED unless its measure settles
 * it.
 */
function cellIn(results: ReadonlyMap<string, WithholdableResult>, place: Place): Cell {
  const given = results.get(keyOf(place));
  if (given !== undefined || place.part === null) return given ?? NOT_REPORTED;
  const whole = results.get(keyOf({ ...place, part: null }));
  if (whole?.settlesParts !== true) return NOT_REPORTED;
  const ofPart = { ...place, note: null, withheldUntil: whole.withheldUntil };
  return whole.state === 'NOT_APPLICABLE' ? notApplicableFigure(ofPart) : nilFigure(ofPart);
}

function isSame(one: Cell, other: Cell): boolean {
  const sameValue = one.value === null ? other.value === null : (other.value?.equals(one.value) ?? false);
  const sameTime = one.withheldUntil?.getTime() === other.withheldUntil?.getTime();
  const sameReading = one.state === other.state && one.qualifier === other.qualifier && sameValue;
  return sameReading && sameBounds(one, other) && sameTime;
}
