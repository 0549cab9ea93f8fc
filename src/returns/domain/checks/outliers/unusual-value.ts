import type { Decimal } from '../../../../common/decimal.js';
import { problem, type Problem } from '../../../../common/problem.js';
import { DECIMAL_PLACES, formatQuantity, type MeasureUnit } from '../../../../dictionary/domain/index.js';
import type { EntryContext, ReturnEntry } from '../entry/entry.js';
import { placeKey, type PlaceHistory, type Spread } from './history.js';
import type { StoredResult } from '../../arithmetic/result.js';
import { nameOf, describeResult } from '../wording.js';
import {
  distanceFrom,
  LEAST_PHASES,
  slipOf,
  transposedOf,
  usualRange,
  type Slip,
  type UsualRange,
} from './outliers.js';

interface Read extends Pick<EntryContext, 'measures' | 'singleHauls' | 'history' | 'peers'> {
  readonly results: readonly StoredResult[];
}

/** A result with a number, which may be 0. */
export interface NumberedResult extends StoredResult {
  readonly value: Decimal;
}

/** Where a result comes from: the sender stated it, or `othersNil` made nil a measure that the sender did not name. */
type Origin = 'STATED' | 'OTHERS_NIL';

/**
 * UNUSUAL_VALUE for every measure and part with a number, 0 included, that is far from the force's own figures in
 * earlier phases, or from the accepted figures of other forces in this phase. There is one problem for each measure or
 * part, and its message gives every finding. Bounds decide: "at least 5" has no upper bound, so it is never too low.
 *
 * A 0 is the most common wrong figure, typed for "not known". So a 0 that was stated is also unusual if the force had
 * some in each earlier phase, and a 0 from `othersNil` is unusual if the force had some in any of them.
 *
 * If fewer than four earlier phases have a usable number for a measure, the problem is NOT_EVALUATED: one for each
 * measure that was named, one for all those that `othersNil` made nil, and none for parts. A figure that is usual for
 * the force itself is not compared with other forces, because a large force would otherwise get a warning in every
 * phase.
 */
export function unusualValues({ figures, nil }: Pick<ReturnEntry, 'figures' | 'nil'>, read: Read): Problem[] {
  const named = new Set([...figures.map(({ measure }) => measure), ...nil]);
  const results = read.results.filter(hasNumber);
  const stated = results.filter(({ measure }) => named.has(measure));
  const unnamed = results.filter(({ measure }) => !named.has(measure));
  return [
    ...stated.flatMap((result) => unusualValue(result, 'STATED', read) ?? notEvaluated(result, read)),
    ...unnamed.flatMap((result) => unusualValue(result, 'OTHERS_NIL', read) ?? []),
    ...othersNotEvaluated(unnamed, read),
  ];
}

export function hasNumber(result: StoredResult): result is NumberedResult {
  return (result.state === 'REPORTED' || result.state === 'NIL') && result.value !== null;
}

/** The warning about one measure or part; null if it is usual, or there is too little data. */
function unusualValue(result: NumberedResult, origin: Origin, read: Read): Problem | null {
  const { measure, part } = result;
  const unit = read.measures.get(measure)?.unit;
  if (unit === undefined) return null;
  const phases = phasesOf(result, read);
  const history = phases < LEAST_PHASES ? undefined : read.history.places.get(placeKey(measure, part));
  const own = history === undefined ? [] : againstHistory(result, history, { unit, origin });
  const isUsual = history !== undefined && own.length === 0;
  const findings = isUsual ? [] : [...own, ...againstPeers(result, unit, read)];
  if (findings.length === 0) return null;
  const few =
    history === undefined
      ? [`There are too few phases to compare it with the force's own earlier figures: ${describePhases(phases)}.`]
      : [];
  const hauls = read.singleHauls.has(measure) ? [SINGLE_HAULS] : [];
  const message = [describeFound(result, origin, unit), ...findings, ...few, ...hauls, adviceOn(result, origin)].join(
    ' ',
  );
  return problem('UNUSUAL_VALUE', message, { measure, breakdown: part });
}

const SINGLE_HAULS = 'A single large seizure can change this measure a lot, so an unusual figure may well be correct.';

function describeFound(result: NumberedResult, origin: Origin, unit: MeasureUnit): string {
  const found = `${nameOf(result.measure, result.part)} is ${describeResult(result, unit)}`;
  return origin === 'STATED' ? `${found}.` : `${found}: the return does not name it, so 'othersNil' made it 0.`;
}

/** What to do. A number that is not known must be left out, never sent as 0. */
function adviceOn({ state, part }: NumberedResult, origin: Origin): string {
  if (state !== 'NIL') {
    return 'Check it. If it is correct, you need not change it.';
  }
  return origin === 'OTHERS_NIL'
    ? "If there truly was none, you need not change it. If the number is not known, send the return without 'othersNil' and list in 'nil' only the measures of which there truly was none. A measure that is left out is not reported; it does not count as 0."
    : `If there truly was none, you need not change it. If the number is not known, leave the ${part === null ? 'measure' : 'part'} out: it is then not reported, and does not count as 0.`;
}

function phasesOf({ measure, part }: StoredResult, { history }: Read): number {
  return history.places.get(placeKey(measure, part))?.phases ?? 0;
}

function notEvaluated(result: NumberedResult, read: Read): Problem[] {
  const phases = phasesOf(result, read);
  if (phases >= LEAST_PHASES || result.part !== null) {
    return [];
  }
  const { measure } = result;
  const message = `${measure} could not be compared with the force's earlier figures: ${describePhases(phases)}, and ${LEAST_PHASES} are needed. This says nothing for or against the figure, and needs no reason.`;
  return [problem('UNUSUAL_VALUE', message, { measure }, 'NOT_EVALUATED')];
}

/** One problem for all measures that `othersNil` made nil: there may be as many as the phase asks for. */
function othersNotEvaluated(unnamed: readonly NumberedResult[], read: Read): Problem[] {
  const measures = unnamed
    .filter((result) => phasesOf(result, read) < LEAST_PHASES && unusualValue(result, 'OTHERS_NIL', read) === null)
    .map(({ measure }) => measure);
  if (measures.length === 0) {
    return [];
  }
  const message = `Some measures that 'othersNil' made 0 could not be compared with the force's earlier figures, because fewer than ${LEAST_PHASES} earlier phases of the operation have a number for them: ${measures.join(', ')}. This says nothing for or against the figures, and needs no reason.`;
  return [problem('UNUSUAL_VALUE', message, undefined, 'NOT_EVALUATED')];
}

function describePhases(count: number): string {
  return count === 1
    ? '1 earlier phase of the operation has a number for it'
    : `${count === 0 ? 'no' : count} earlier phases of the operation have a number for it`;
}

/** The findings against the force's own earlier figures, in sentences; empty if the value is usual. */
function againstHistory(
  result: NumberedResult,
  history: PlaceHistory,
  { unit, origin }: { readonly unit: MeasureUnit; readonly origin: Origin },
): string[] {
  const usual = usualRange(history, unit);
  const slip = mayBeSlip(result, usual) ? slipOf(result.value, history, unit) : null;
  const hadSome = origin === 'STATED' ? history.least : history.most;
  const isUnusualNil = result.state === 'NIL' && hadSome.greaterThan(0);
  if (slip === null && !isUnusualNil && distanceFrom(usual, result) === null) {
    return [];
  }
  const describe = (value: Decimal): string => formatQuantity(rounded(value, unit), unit);
  const { phases, least, most, median } = history;
  const intended = transposedOf(result.value, usual);
  return [
    `In ${phases} earlier phases the force reported between ${describe(least)} and ${describe(most)}, with a median of ${describe(median)}.`,
    ...(slip === null
      ? []
      : [
          `It is about ${TIMES[slip]} that median: check for an extra or missing zero, a misplaced decimal point or a wrong unit.`,
        ]),
    ...(intended === null
      ? []
      : [`With two neighbouring digits swapped it would be ${describe(intended)}, which is usual.`]),
  ];
}

/** False if the bounds are open on the side of the suspected typing error. */
function mayBeSlip({ value, lower, upper }: NumberedResult, { median }: UsualRange): boolean {
  return value.greaterThan(median) ? lower.greaterThan(median) : upper !== null;
}

const TIMES: Readonly<Record<Slip, string>> = {
  10: 'ten times',
  100: 'a hundred times',
  1000: 'a thousand times',
  0.1: 'a tenth of',
  0.01: 'a hundredth of',
  0.001: 'a thousandth of',
};

/** The findings against other forces. They name no figure of another force, nor how far away it is. */
function againstPeers(result: NumberedResult, unit: MeasureUnit, { peers }: Read): string[] {
  const spread = peers.get(placeKey(result.measure, result.part));
  const distance = spread === undefined ? null : distanceFromPeers(result, usualRange(spread, unit), spread);
  switch (distance) {
    case null:
      return [];
    case 'none':
      return ["Every other force's accepted number for this phase is above 0."];
    default:
      return [`It is far ${distance} the accepted figures of other forces for this phase.`];
  }
}

/**
 * Where a value lies compared with those of other forces. 'none': it is 0 and all of theirs are above 0. Null: it is
 * usual.
 *
 * @param usual the usual range around the median of the other forces
 */
export function distanceFromPeers(
  result: NumberedResult,
  usual: UsualRange,
  { least }: Pick<Spread, 'least'>,
): 'above' | 'below' | 'none' | null {
  return distanceFrom(usual, result) ?? (result.state === 'NIL' && least.greaterThan(0) ? 'none' : null);
}

/** Rounded to the decimals of the unit, but to one at least: the median of whole things may end in .5. */
function rounded(value: Decimal, unit: MeasureUnit): Decimal {
  return value.toDecimalPlaces(Math.max(1, DECIMAL_PLACES[unit]));
}
