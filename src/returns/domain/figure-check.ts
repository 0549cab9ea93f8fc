import type { Decimal } from '../../common/decimal.js';
import {
  convert,
  DECIMAL_PLACES,
  MAX_INTEGER_DIGITS,
  unitsConvertingTo,
  type MeasureUnit,
} from '../../dictionary/domain/index.js';
import type { FigureEntry, MeasureInForce } from './entry.js';
import { quantifiedFigure, unquantifiedFigure, type Figure } from './figure.js';
import { problem, type Problem, type ProblemCode, type Subject } from './problem.js';
import { quote, sayValue } from './say.js';

/** One sent figure, read: the figure, or everything that is wrong with it. */
export type CheckedFigure = { readonly figure: Figure } | { readonly problems: readonly Problem[] };

/** Reads one figure of a known measure. Every problem of it is told, not the first. */
export function checkFigure(entry: FigureEntry, measure: MeasureInForce): CheckedFigure {
  const problems = [...partProblems(entry, measure), ...valueProblems(entry, measure)];
  if (problems.length > 0) {
    return { problems };
  }
  const place = { measure: measure.code, part: entry.breakdown, note: entry.note };
  if (entry.qualifier === 'UNQUANTIFIED' || entry.value === null) {
    return { figure: unquantifiedFigure(place) };
  }
  const value = convert(entry.value, entry.unit, measure.unit) ?? entry.value;
  return { figure: quantifiedFigure(place, entry.qualifier ?? 'EXACT', value, measure.unit) };
}

function partProblems(entry: FigureEntry, measure: MeasureInForce): Problem[] {
  const part = entry.breakdown;
  if (part === null || measure.parts.some(({ code }) => code === part)) {
    return [];
  }
  const meant = measure.parts.find(({ name }) => name.toLowerCase() === part.toLowerCase());
  const expected =
    measure.breakdown === null
      ? `${measure.code} has no breakdown: leave 'breakdown' out`
      : meant !== undefined
        ? `did you mean '${meant.code}'?`
        : `expected a part of its breakdown '${measure.breakdown}', such as '${measure.parts[0]?.code ?? ''}'`;
  return [problem('UNKNOWN_BREAKDOWN', `${quote(part)} is not a part of ${measure.code}; ${expected}.`, entry)];
}

function valueProblems(entry: FigureEntry, measure: MeasureInForce): Problem[] {
  const { value, unit } = entry;
  const unquantified = entry.qualifier === 'UNQUANTIFIED';
  const problems: Problem[] = [];
  if (unit !== null && convertsNot(entry, measure.unit)) {
    const expected = unitsConvertingTo(measure.unit).join(' or ');
    problems.push(
      problem(
        'UNIT_MISMATCH',
        `${measure.code} was sent in ${unit}; expected ${expected}, or no unit for ${measure.unit}.`,
        entry,
      ),
    );
  }
  if (value === null) {
    return unquantified ? problems : [...problems, missing(entry, measure)];
  }
  if (unquantified) {
    const message = `${measure.code} is UNQUANTIFIED and yet has the value ${sayValue(value, unit ?? measure.unit)}; leave the value out, or say how exact it is with another qualifier.`;
    return [...problems, problem('VALUE_NOT_ALLOWED', message, entry)];
  }
  return [...problems, ...sizeProblems(entry, value, measure)];
}

function convertsNot(entry: FigureEntry, target: MeasureUnit): boolean {
  return entry.unit !== null && !unitsConvertingTo(target).includes(entry.unit);
}

function missing(entry: FigureEntry, measure: MeasureInForce): Problem {
  const message = `${measure.code} has no value; send one, or the qualifier UNQUANTIFIED where there is no number, or name it in 'nil' where there was none, or leave it out where it is not reported.`;
  return problem('VALUE_MISSING', message, entry);
}

/** The rules that a value itself can break, applied to it in the measure's own unit. */
function sizeProblems(entry: FigureEntry, sent: Decimal, measure: MeasureInForce): Problem[] {
  const value = convert(sent, entry.unit, measure.unit) ?? sent;
  const said = sayValue(sent, entry.unit ?? measure.unit);
  const places = DECIMAL_PLACES[measure.unit];
  const found: [boolean, ProblemCode, string][] = [
    [value.isNegative() && !value.isZero(), 'NEGATIVE_VALUE', 'expected 0 or more'],
    [places === 0 && !value.isInteger(), 'FRACTIONAL_COUNT', 'whole things are counted: expected a whole number'],
    [
      places > 0 && value.decimalPlaces() > places,
      'TOO_MANY_DECIMALS',
      `expected at most ${places} decimals in ${measure.unit}`,
    ],
    [
      value.abs().greaterThanOrEqualTo(`1e${MAX_INTEGER_DIGITS}`),
      'VALUE_TOO_LARGE',
      `expected at most ${MAX_INTEGER_DIGITS} digits before the point in ${measure.unit}`,
    ],
    [
      value.isZero() && !['EXACT', 'AT_MOST'].includes(entry.qualifier ?? 'EXACT'),
      'SOFT_ZERO',
      `0 cannot be ${entry.qualifier ?? 'EXACT'}: say none with an exact 0 or 'nil', or leave it out where it is not reported`,
    ],
  ];
  const subject: Subject = entry;
  return found
    .filter(([broken]) => broken)
    .map(([, code, expected]) => problem(code, `${measure.code} was ${said}; ${expected}.`, subject));
}
