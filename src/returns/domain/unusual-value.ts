import type { Decimal } from '../../common/decimal.js';
import { problem, type Problem } from '../../common/problem.js';
import { DECIMAL_PLACES, sayQuantity, type MeasureUnit } from '../../dictionary/domain/index.js';
import type { ReturnContext } from './entry.js';
import { placeKey, type PlaceHistory } from './history.js';
import type { StoredResult } from './result.js';
import { nameOf, sayResult } from './say.js';
import { LEAST_PHASES, slipOf, transposedOf, usualAround, type Slip, type Usual } from './usual.js';

interface Read extends Pick<ReturnContext, 'measures' | 'singleHauls' | 'history' | 'peers'> {
  readonly results: readonly StoredResult[];
}

/** A result that has a number. */
interface Reported extends StoredResult {
  readonly value: Decimal;
}

/**
 * UNUSUAL_VALUE for every REPORTED measure and part that is far from what the force itself had in its earlier phases, or
 * from what other forces have in this one; one each, whose message tells all that was found. Bounds decide: "at least 5"
 * may be as high as is usual, and is never too low.
 *
 * With fewer than four earlier phases that have a usable number of a measure, NOT_EVALUATED once for the measure; of its
 * parts nothing is said then. What is usual for the force itself is not held against other forces: a large force would be
 * warned in every phase.
 */
export function unusualValues(read: Read): Problem[] {
  return read.results.filter(hasNumber).flatMap((result) => {
    const unit = read.measures.get(result.measure)?.unit;
    return unit === undefined ? [] : problemsOf(result, unit, read);
  });
}

function hasNumber(result: StoredResult): result is Reported {
  return result.state === 'REPORTED' && result.value !== null;
}

function problemsOf(result: Reported, unit: MeasureUnit, read: Read): Problem[] {
  const { measure, part } = result;
  const history = read.history.places.get(placeKey(measure, part));
  const phases = history?.phases ?? 0;
  const isEnough = history !== undefined && phases >= LEAST_PHASES;
  const own = isEnough ? againstHistory(result, history, unit) : [];
  const isUsual = isEnough && own.length === 0;
  const findings = isUsual ? [] : [...own, ...againstPeers(result, unit, read)];
  const name = nameOf(measure, part);
  if (findings.length > 0) {
    const hauls = read.singleHauls.has(measure) ? [SINGLE_HAULS] : [];
    const few = isEnough ? [] : [`The force's own earlier phases are too few to say more: ${sayPhases(phases)}.`];
    const rest = [...findings, ...few, ...hauls, 'Check it; what is right can stand.'].join(' ');
    return [problem('UNUSUAL_VALUE', `${name} is ${sayResult(result, unit)}. ${rest}`, { measure, breakdown: part })];
  }
  if (isEnough || part !== null) {
    return [];
  }
  const message = `${name} could not be held against what the force had before: ${sayPhases(phases)}, and ${LEAST_PHASES} are needed. Nothing has to be done.`;
  return [problem('UNUSUAL_VALUE', message, { measure }, 'NOT_EVALUATED')];
}

const SINGLE_HAULS = 'Single hauls rule this measure, so a figure far from the usual may well be right.';

function sayPhases(count: number): string {
  return count === 1
    ? '1 earlier phase of the operation has a number of it'
    : `${count === 0 ? 'no' : count} earlier phases of the operation have a number of it`;
}

/** What there is to say of a value against what the force had before, in sentences; none: it is usual. */
function againstHistory(result: Reported, history: PlaceHistory, unit: MeasureUnit): string[] {
  const usual = usualAround(history, unit);
  const slip = mayBeSlip(result, usual) ? slipOf(result.value, history, unit) : null;
  if (slip === null && distanceFrom(usual, result) === null) {
    return [];
  }
  const say = (value: Decimal): string => sayQuantity(rounded(value, unit), unit);
  const { phases, least, most, median } = history;
  const meant = transposedOf(result.value, usual);
  return [
    `In the force's ${phases} earlier phases it was between ${say(least)} and ${say(most)}, in the middle ${say(median)}.`,
    ...(slip === null ? [] : [`It is about ${TIMES[slip]} that: a nought, a point or a unit may have slipped.`]),
    ...(meant === null
      ? []
      : [`With two digits next to each other changed round it would be ${say(meant)}, which is usual.`]),
  ];
}

/** Soft figures are no slip on the side where they are open. */
function mayBeSlip({ value, lower, upper }: Reported, { median }: Usual): boolean {
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

/** Nothing that tells what others reported: not a number, nor how far away. */
function againstPeers(result: Reported, unit: MeasureUnit, { peers }: Read): string[] {
  const spread = peers?.get(placeKey(result.measure, result.part));
  const distance = spread === undefined ? null : distanceFrom(usualAround(spread, unit), result);
  return distance === null ? [] : [`It is far ${distance} what other forces have reported for this phase.`];
}

function distanceFrom(usual: Usual, { lower, upper }: Reported): 'above' | 'below' | null {
  if (lower.greaterThan(usual.high)) {
    return 'above';
  }
  return upper?.lessThan(usual.low) === true ? 'below' : null;
}

/** To what the unit can have; the median of whole things may be half of one. */
function rounded(value: Decimal, unit: MeasureUnit): Decimal {
  return value.toDecimalPlaces(Math.max(1, DECIMAL_PLACES[unit]));
}
