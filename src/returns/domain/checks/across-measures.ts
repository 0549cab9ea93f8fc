import { problem, type Problem } from '../../../common/problem.js';
import { exceeds } from '../arithmetic/bounds.js';
import type { EntryContext } from './entry/entry.js';
import type { StoredResult } from '../arithmetic/result.js';
import { describeBounds } from './wording.js';

interface Read extends Pick<EntryContext, 'measures' | 'wholes' | 'implications'> {
  readonly results: readonly StoredResult[];
}

type Totals = ReadonlyMap<string, StoredResult>;

/**
 * Checks pairs of measures by the rules in the dictionary: PART_OUTSIDE_WHOLE if a measure is above the measure that
 * includes it, NONE_BUT_IMPLIED if a measure is nil although another one implies that there was some. Bounds decide: a
 * pair is a problem only if no true values fit.
 */
export function acrossMeasures(read: Read): Problem[] {
  const totals = new Map(read.results.filter(({ part }) => part === null).map((result) => [result.measure, result]));
  return [...partsOutsideWholes(read, totals), ...noneButImplied(read, totals)];
}

function partsOutsideWholes(read: Read, totals: Totals): Problem[] {
  return read.wholes.flatMap(({ part, whole }) => {
    const [inner, outer] = [totals.get(part), totals.get(whole)];
    const unit = read.measures.get(whole)?.unit;
    if (inner === undefined || outer === undefined || unit === undefined || !exceeds(inner, outer)) {
      return [];
    }
    const description = outer.state === 'NOT_APPLICABLE' ? 'not applicable' : describeBounds(outer, unit);
    const message = `${part} is ${describeBounds(inner, unit)}, but ${whole}, which includes it, is ${description}. Check both.`;
    return [problem('PART_OUTSIDE_WHOLE', message, { measure: part })];
  });
}

/** Measures that are nil although another measure, of which there was some, implies them. */
function noneButImplied(read: Read, totals: Totals): Problem[] {
  return read.implications.flatMap(({ measure, implied }) => {
    const [some, none] = [totals.get(measure), totals.get(implied)];
    const unit = read.measures.get(measure)?.unit;
    if (some === undefined || none?.state !== 'NIL' || unit === undefined || !some.lower.greaterThan(0)) {
      return [];
    }
    const message = `${implied} is none, but ${measure} is ${describeBounds(some, unit)}, which is not possible without any ${implied}. Check both.`;
    return [problem('NONE_BUT_IMPLIED', message, { measure: implied })];
  });
}
