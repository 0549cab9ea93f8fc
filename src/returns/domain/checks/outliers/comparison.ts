import { Decimal } from '../../../../common/decimal.js';
import { problem, type Problem } from '../../../../common/problem.js';
import { formatQuantity, type MeasureUnit } from '../../../../dictionary/domain/index.js';
import { LEAST_PEERS, placeKey, type Spread } from './history.js';
import type { StoredResult } from '../../arithmetic/result.js';
import { nameOf, describeResult } from '../wording.js';
import { usualRange, type UsualRange } from './outliers.js';
import { distanceFromPeers, hasNumber, type NumberedResult } from './unusual-value.js';

/** A force's current version for a phase, accepted or not. */
export interface CurrentReturn {
  readonly force: string;
  readonly results: readonly (StoredResult & { readonly unit: MeasureUnit })[];
  /** The codes of the measures with UNUSUAL_VALUE, of any severity, when the version was submitted. */
  readonly unusual: ReadonlySet<string>;
}

/** One force's result for a measure or part. */
interface Entry {
  readonly force: string;
  readonly result: NumberedResult;
  readonly unit: MeasureUnit;
  /** False if it was usual for the force itself when it was submitted. */
  readonly isCompared: boolean;
}

/**
 * UNUSUAL_VALUE for every measure and part of each return that is far from what the other forces currently report for
 * the phase, or is 0 although all others have some. Needs four or more other forces with a usable number. It uses
 * figures that are not accepted, so only the coordinator may see it. A figure that was usual for the force itself is
 * left out, because a large force would otherwise be listed in every phase.
 *
 * @param returns every force's current return for one phase
 * @returns by the force's code, in the order of its results
 */
export function comparisonWithOthers(returns: readonly CurrentReturn[]): ReadonlyMap<string, readonly Problem[]> {
  const places = new Map<string, Entry[]>();
  for (const { force, results, unusual } of returns) {
    for (const { unit, ...result } of results) {
      if (!hasNumber(result)) continue;
      const key = placeKey(result.measure, result.part);
      const isCompared = result.state === 'NIL' || unusual.has(result.measure);
      const entries = places.get(key) ?? [];
      entries.push({ force, result, unit, isCompared });
      places.set(key, entries);
    }
  }
  const found = new Map<string, Problem[]>(returns.map(({ force }) => [force, []]));
  for (const entries of places.values()) {
    for (const [force, unusual] of problemsOfPlace(entries)) found.get(force)?.push(unusual);
  }
  return found;
}

function problemsOfPlace(entries: readonly Entry[]): [string, Problem][] {
  const usable = entries.filter(({ result }) => result.qualifier !== 'AT_MOST');
  const spreads = new SpreadsOfOthers(usable.map(({ result }) => result.value));
  return entries.flatMap((entry): [string, Problem][] => {
    const isOne = entry.result.qualifier !== 'AT_MOST';
    const others = usable.length - (isOne ? 1 : 0);
    if (!entry.isCompared || others < LEAST_PEERS) return [];
    const found = problemOf(entry, spreads.without(isOne ? entry.result.value : null, entry.unit), others);
    return found === null ? [] : [[entry.force, found]];
  });
}

function problemOf({ result, unit }: Entry, spread: SpreadOfOthers, others: number): Problem | null {
  if (distanceFromPeers(result, spread.usual, spread) === null) {
    return null;
  }
  const { measure, part } = result;
  const describe = (value: Decimal): string => formatQuantity(value.toDecimalPlaces(3), unit);
  const message = `${nameOf(measure, part)} is ${describeResult(result, unit)}. ${others} other forces give a number for it in this phase: between ${describe(spread.least)} and ${describe(spread.most)}, with a median of ${describe(spread.usual.median)}. Figures that are not accepted are included. If there is no clear reason for the difference, ask the force.`;
  return problem('UNUSUAL_VALUE', message, { measure, breakdown: part });
}

/** The usual range among the other forces, and their lowest and highest value. */
interface SpreadOfOthers extends Pick<Spread, 'least' | 'most'> {
  readonly usual: UsualRange;
}

/** The spread of the values of one measure or part without any one of them; works out few spreads for many values. */
class SpreadsOfOthers {
  private readonly sorted: readonly Decimal[];
  /**
   * The sorted distances of all values from a median, by that median. Leaving one value out gives at most three
   * medians.
   */
  private readonly distances = new Map<string, readonly Decimal[]>();
  private readonly usual = new Map<string, UsualRange>();

  constructor(values: readonly Decimal[]) {
    this.sorted = ascending(values);
  }

  /** @param one the value to leave out; null: none */
  without(one: Decimal | null, unit: MeasureUnit): SpreadOfOthers {
    const { sorted } = this;
    const median = medianOf(sorted, one);
    const key = median.toFixed();
    const distances = this.distances.get(key) ?? ascending(sorted.map((value) => value.minus(median).abs()));
    this.distances.set(key, distances);
    const last = sorted.length - (one === null ? 1 : 2);
    const deviation = medianOf(distances, one?.minus(median).abs() ?? null);
    return {
      usual: this.usualAround({ median, deviation }, unit),
      least: valueAt(0, sorted, one),
      most: valueAt(last, sorted, one),
    };
  }

  private usualAround(spread: Pick<Spread, 'median' | 'deviation'>, unit: MeasureUnit): UsualRange {
    const key = `${spread.median.toFixed()} ${spread.deviation.toFixed()}`;
    const usual = this.usual.get(key) ?? usualRange(spread, unit);
    this.usual.set(key, usual);
    return usual;
  }
}

function ascending(values: readonly Decimal[]): readonly Decimal[] {
  return values.toSorted((one, other) => one.comparedTo(other));
}

/** The median of sorted values, with one of them left out. */
function medianOf(sorted: readonly Decimal[], left: Decimal | null): Decimal {
  const last = sorted.length - (left === null ? 1 : 2);
  const [low, high] = [Math.floor(last / 2), Math.ceil(last / 2)].map((place) => valueAt(place, sorted, left));
  return low === undefined || high === undefined ? NONE : low.plus(high).div(2);
}

/** The value at an index of sorted values after one is left out. */
function valueAt(place: number, sorted: readonly Decimal[], left: Decimal | null): Decimal {
  const value = sorted[place];
  const stays = left === null || value === undefined || value.lessThan(left);
  return (stays ? value : sorted[place + 1]) ?? NONE;
}

const NONE = new Decimal(0);
