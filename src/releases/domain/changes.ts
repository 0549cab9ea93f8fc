import type { FrozenCell, FrozenChange, FrozenMeasure, FrozenState, FrozenSum, FrozenTotal, Named } from './content.js';
import type { ShownState } from '../../returns/domain/index.js';

/** One figure of a release, with the place where it stands. */
interface Place {
  readonly measure: FrozenMeasure;
  readonly force: Named | null;
  readonly breakdown: Named | null;
  readonly figure: FrozenState;
}

/** What stands for a figure that a release does not have. */
const NOTHING: FrozenState = { state: 'NOT_REPORTED', value: null, qualifier: null, lower: 0, upper: null };

/**
 * Every figure that differs between two versions of a release: regional totals, their parts and each force's figures,
 * those of the later version first, in its order, then those only in the earlier one. Parts of forces are compared only
 * if both versions have them.
 */
export function changesBetween(earlier: readonly FrozenTotal[], later: readonly FrozenTotal[]): FrozenChange[] {
  const withForceParts = [...earlier, ...later].every(({ byForce }) => byForce.every((cell) => cell.byBreakdown));
  const [before, after] = [placesOf(earlier, withForceParts), placesOf(later, withForceParts)];
  // A map keeps the order in which its keys came first.
  return [...new Map([...after, ...before])].flatMap(([key, { measure, force, breakdown }]) => {
    const [from, to] = [before.get(key)?.figure ?? NOTHING, after.get(key)?.figure ?? NOTHING];
    return isSame(from, to) ? [] : [{ measure, force, breakdown, from, to }];
  });
}

function placesOf(totals: readonly FrozenTotal[], withForceParts: boolean): ReadonlyMap<string, Place> {
  const places = totals.flatMap(({ measure, byForce, byBreakdown, ...sum }): Place[] => [
    { measure, force: null, breakdown: null, figure: regional(sum, byForce) },
    ...byBreakdown.map(({ code, name, ...part }) => ({
      measure,
      force: null,
      breakdown: { code, name },
      figure: regional(part, byForce),
    })),
    ...byForce.flatMap(({ force, byBreakdown: parts = [], ...cell }) => [
      { measure, force, breakdown: null, figure: sideOf(cell.state, cell) },
      ...(withForceParts ? parts : []).map(({ code, name, state, ...part }) => ({
        measure,
        force,
        breakdown: { code, name },
        figure: sideOf(state, part),
      })),
    ]),
  ]);
  return new Map(places.map((place) => [keyOf(place), place]));
}

const keyOf = ({ measure, force, breakdown }: Place): string =>
  JSON.stringify([measure.code, force?.code ?? null, breakdown?.code ?? null]);

function regional(sum: FrozenSum, byForce: readonly FrozenCell[]): FrozenState {
  return sideOf(stateOfTotal(sum, byForce), sum);
}

/**
 * The state of the region's total of a measure or a part. NIL: it is exactly 0. Without a number: UNQUANTIFIED, else
 * NOT_APPLICABLE if no force can have it, else NOT_REPORTED.
 *
 * @param byForce the forces' figures of the measure
 */
export function stateOfTotal(
  { value, qualifier }: Pick<FrozenSum, 'value' | 'qualifier'>,
  byForce: readonly Pick<FrozenCell, 'state'>[],
): ShownState {
  if (qualifier === 'UNQUANTIFIED') return 'UNQUANTIFIED';
  if (value === null) {
    const isApplicable = byForce.length === 0 || byForce.some(({ state }) => state !== 'NOT_APPLICABLE');
    return isApplicable ? 'NOT_REPORTED' : 'NOT_APPLICABLE';
  }
  return value === 0 && qualifier === 'EXACT' ? 'NIL' : 'REPORTED';
}

function sideOf(state: ShownState, { value, qualifier, lower, upper }: FrozenSum): FrozenState {
  return { state, value, qualifier, lower, upper };
}

function isSame(one: FrozenState, other: FrozenState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
