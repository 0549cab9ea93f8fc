import type { Decimal } from '../../common/decimal.js';
import { problem, type Problem } from '../../common/problem.js';
import { DECIMAL_PLACES, sayQuantity, type MeasureUnit } from '../../dictionary/domain/index.js';
import type { ReturnContext, ReturnEntry } from './entry.js';
import { placeKey, type PlaceHistory, type Spread } from './history.js';
import type { StoredResult } from './result.js';
import { nameOf, sayResult } from './say.js';
import { distanceFrom, LEAST_PHASES, slipOf, transposedOf, usualAround, type Slip, type Usual } from './usual.js';

interface Read extends Pick<ReturnContext, 'measures' | 'singleHauls' | 'history' | 'peers'> {
  readonly results: readonly StoredResult[];
}

/** A result that has a number, 0 included. */
export interface NumberedResult extends StoredResult {
  readonly value: Decimal;
}

/** How a 0 came about: the sender stated it, or `othersNil` made it of a measure that the sender did not name. */
type Origin = 'STATED' | 'OTHERS_NIL';

/**
 * UNUSUAL_VALUE for every measure and part with a number, 0 included, that is far from what the force itself had in its
 * earlier phases, or from what the region has accepted of other forces in this one; one each, whose message says all
 * that was found. Bounds decide: "at least 5" may be as high as is usual, and is never too low.
 *
 * A 0 is the commonest wrong figure, typed for "not known". So one that was stated is also unusual where the force had
 * some in each of its earlier phases, and one that `othersNil` made where it had some in any of them.
 *
 * With fewer than four earlier phases that have a usable number of a measure, NOT_EVALUATED once for each measure that
 * was named, and once for all that `othersNil` made nil; of parts nothing is said then. What is usual for the force itself
 * is not compared with other forces: a large force would be warned in every phase.
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

/** The warning about one measure or part; null: it is usual, or too little is known to say. */
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
      ? [`There are too few phases to compare it with the force's own earlier figures: ${sayPhases(phases)}.`]
      : [];
  const hauls = read.singleHauls.has(measure) ? [SINGLE_HAULS] : [];
  const message = [sayFound(result, origin, unit), ...findings, ...few, ...hauls, adviceOn(result, origin)].join(' ');
  return problem('UNUSUAL_VALUE', message, { measure, breakdown: part });
}

const SINGLE_HAULS = 'A single large seizure can change this measure a lot, so an unusual figure may well be correct.';

function sayFound(result: NumberedResult, origin: Origin, unit: MeasureUnit): string {
  const found = `${nameOf(result.measure, result.part)} is ${sayResult(result, unit)}`;
  return origin === 'STATED' ? `${found}.` : `${found}: the return does not name it, so 'othersNil' made it 0.`;
}

/** What to do about it; a number that is not known is left out, and never sent as 0. */
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
  const message = `${measure} could not be compared with the force's earlier figures: ${sayPhases(phases)}, and ${LEAST_PHASES} are needed. You need not do anything.`;
  return [problem('UNUSUAL_VALUE', message, { measure }, 'NOT_EVALUATED')];
}

/** One entry for all of them: `othersNil` may be of every measure that the phase asks for. */
function othersNotEvaluated(unnamed: readonly NumberedResult[], read: Read): Problem[] {
  const measures = unnamed
    .filter((result) => phasesOf(result, read) < LEAST_PHASES && unusualValue(result, 'OTHERS_NIL', read) === null)
    .map(({ measure }) => measure);
  if (measures.length === 0) {
    return [];
  }
  const message = `Some measures that 'othersNil' made 0 could not be compared with the force's earlier figures, because fewer than ${LEAST_PHASES} earlier phases of the operation have a number for them: ${measures.join(', ')}. You need not do anything.`;
  return [problem('UNUSUAL_VALUE', message, undefined, 'NOT_EVALUATED')];
}

function sayPhases(count: number): string {
  return count === 1
    ? '1 earlier phase of the operation has a number for it'
    : `${count === 0 ? 'no' : count} earlier phases of the operation have a number for it`;
}

/** What there is to say of a value against what the force had before, in sentences; none: it is usual. */
function againstHistory(
  result: NumberedResult,
  history: PlaceHistory,
  { unit, origin }: { readonly unit: MeasureUnit; readonly origin: Origin },
): string[] {
  const usual = usualAround(history, unit);
  const slip = mayBeSlip(result, usual) ? slipOf(result.value, history, unit) : null;
  const hadSome = origin === 'STATED' ? history.least : history.most;
  const isUnusualNil = result.state === 'NIL' && hadSome.greaterThan(0);
  if (slip === null && !isUnusualNil && distanceFrom(usual, result) === null) {
    return [];
  }
  const say = (value: Decimal): string => sayQuantity(rounded(value, unit), unit);
  const { phases, least, most, median } = history;
  const meant = transposedOf(result.value, usual);
  return [
    `In ${phases} earlier phases the force reported between ${say(least)} and ${say(most)}, with a median of ${say(median)}.`,
    ...(slip === null
      ? []
      : [
          `It is about ${TIMES[slip]} that median: check for an extra or missing zero, a misplaced decimal point or a wrong unit.`,
        ]),
    ...(meant === null ? [] : [`With two neighbouring digits swapped it would be ${say(meant)}, which is usual.`]),
  ];
}

/** Soft figures are no slip on the side where they are open. */
function mayBeSlip({ value, lower, upper }: NumberedResult, { median }: Usual): boolean {
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

/** Says no number of theirs, nor how far away it is: the figures themselves are in the region's accepted totals. */
function againstPeers(result: NumberedResult, unit: MeasureUnit, { peers }: Read): string[] {
  const spread = peers.get(placeKey(result.measure, result.part));
  const distance = spread === undefined ? null : distanceFromPeers(result, usualAround(spread, unit), spread);
  switch (distance) {
    case null:
      return [];
    case 'none':
      return ['Every other force with an accepted number for this phase reported some.'];
    default:
      return [`It is far ${distance} the accepted figures of other forces for this phase.`];
  }
}

/**
 * Where a value lies beside those of other forces; 'none': it is 0, and all of theirs are more; null: it is usual.
 *
 * @param usual what is usual around their median
 */
export function distanceFromPeers(
  result: NumberedResult,
  usual: Usual,
  { least }: Pick<Spread, 'least'>,
): 'above' | 'below' | 'none' | null {
  return distanceFrom(usual, result) ?? (result.state === 'NIL' && least.greaterThan(0) ? 'none' : null);
}

/** To what the unit can have; the median of whole things may be half of one. */
function rounded(value: Decimal, unit: MeasureUnit): Decimal {
  return value.toDecimalPlaces(Math.max(1, DECIMAL_PLACES[unit]));
}
