import type { Decimal } from '../../../../common/decimal.js';
import {
  convert,
  DECIMAL_PLACES,
  MAX_INTEGER_DIGITS,
  formatQuantity,
  partMeant,
  unitsConvertingTo,
  type MeasureUnit,
  type MeasureInForce,
} from '../../../../dictionary/domain/index.js';
import type { FigureEntry } from './entry.js';
import { quantifiedFigure, unquantifiedFigure, type Figure } from '../../arithmetic/figure.js';
import { problem, type Problem, type ProblemCode } from '../../../../common/problem.js';
import { didYouMean, type CodeSuggestions } from '../../../../common/suggest-codes.js';
import { nameOf, quote } from '../wording.js';

/** The outcome of checking one figure: the figure, or every problem with it. */
export type CheckedFigure = { readonly figure: Figure } | { readonly problems: readonly Problem[] };

/** What is suggested for an unknown part. */
export interface PartSuggestions {
  /** Whether to suggest codes for misspelt ones: see `CodeSuggestions`. */
  readonly slips: boolean;
  /** The codes of a measure's parts, made once for a whole return, because it may name hundreds of unknown ones. */
  readonly of: (measure: MeasureInForce) => CodeSuggestions;
}

/** Checks one figure of a known measure. Gives every problem, not only the first. */
export function checkFigure(entry: FigureEntry, measure: MeasureInForce, suggestions: PartSuggestions): CheckedFigure {
  const problems = [...partProblems(entry, measure, suggestions), ...valueProblems(entry, measure)];
  if (problems.length > 0) {
    return { problems };
  }
  const { breakdown: part, note, withheldUntil } = entry;
  const place = { measure: measure.code, part, note, withheldUntil };
  if (entry.qualifier === 'UNQUANTIFIED' || entry.value === null) {
    return { figure: unquantifiedFigure(place) };
  }
  const value = convert(entry.value, entry.unit, measure.unit) ?? entry.value;
  return { figure: quantifiedFigure(place, entry.qualifier ?? 'EXACT', value, measure.unit) };
}

function partProblems(entry: FigureEntry, measure: MeasureInForce, suggestions: PartSuggestions): Problem[] {
  const part = entry.breakdown;
  if (part === null || measure.parts.some(({ code }) => code === part)) {
    return [];
  }
  const message = `${quote(part)} is not a part of ${measure.code}. ${partExpected(part, measure, suggestions)}`;
  return [problem('UNKNOWN_BREAKDOWN', message, entry)];
}

function partExpected(part: string, measure: MeasureInForce, { slips, of }: PartSuggestions): string {
  const [first] = measure.parts;
  if (measure.breakdown === null || first === undefined) {
    return `${measure.code} has no breakdown: leave 'breakdown' out.`;
  }
  const close = of(measure).for(part, slips);
  const meant = close.length > 0 || !slips ? close : [partMeant(measure, part) ?? []].flat();
  return (
    didYouMean(meant, "'") ??
    `Expected a part of its breakdown '${measure.breakdown}', such as '${first.code}'; the query 'breakdowns' lists them.`
  );
}

function valueProblems(entry: FigureEntry, measure: MeasureInForce): Problem[] {
  const { value, unit } = entry;
  const name = nameOf(measure.code, entry.breakdown);
  const unquantified = entry.qualifier === 'UNQUANTIFIED';
  const units = unitsConvertingTo(measure.unit);
  const problems: Problem[] = [];
  if (unit !== null && !units.includes(unit)) {
    const message = `${name} was sent in ${unit}. Send it in ${units.join(' or ')}; without a unit it is in ${measure.unit}.`;
    problems.push(problem('UNIT_MISMATCH', message, entry));
  }
  if (value === null) {
    return unquantified ? problems : [...problems, missing(entry, name)];
  }
  if (unquantified) {
    const message = `${name} is UNQUANTIFIED but has the value ${formatQuantity(value, unit ?? measure.unit)}. Leave the value out, or use another qualifier.`;
    return [...problems, problem('VALUE_NOT_ALLOWED', message, entry)];
  }
  return [...problems, ...sizeProblems(entry, value, measure)];
}

function missing(entry: FigureEntry, name: string): Problem {
  const message = `${name} has no value. Send the value, or 0 if there was none. If there was some but the number is not known, send the qualifier UNQUANTIFIED. If it is not reported, leave it out.`;
  return problem('VALUE_MISSING', message, entry);
}

/** Whether a value breaks a rule, the code of the problem, and what was expected and how to correct it. */
type SizeCheck = readonly [boolean, ProblemCode, string];

/** The problems with the value itself. */
function sizeProblems(entry: FigureEntry, sent: Decimal, measure: MeasureInForce): Problem[] {
  const qualifier = entry.qualifier ?? 'EXACT';
  const value = convert(sent, entry.unit, measure.unit);
  const amount = formatQuantity(sent, entry.unit ?? measure.unit);
  const checks: SizeCheck[] = [
    [
      sent.isNegative() && !sent.isZero(),
      'NEGATIVE_VALUE',
      'expected 0 or more. Correct it, or leave it out if it is not known',
    ],
    ...(value === null ? [] : convertedChecks(value, measure.unit)),
    [
      sent.isZero() && qualifier !== 'EXACT' && qualifier !== 'AT_MOST',
      'SOFT_ZERO',
      `0 cannot be ${qualifier}. If there was none, send an exact 0 or list the measure in 'nil'; if it is not reported, leave it out`,
    ],
  ];
  return checks
    .filter(([broken]) => broken)
    .map(([, code, expected]) =>
      problem(code, `${nameOf(measure.code, entry.breakdown)} was ${amount}; ${expected}.`, entry),
    );
}

/** The rules for a value that was converted to the measure's unit. */
function convertedChecks(value: Decimal, unit: MeasureUnit): SizeCheck[] {
  const places = DECIMAL_PLACES[unit];
  return [
    [
      places === 0 && !value.isInteger(),
      'FRACTIONAL_COUNT',
      'expected a whole number, because the measure counts whole things. Correct it',
    ],
    [
      places > 0 && value.decimalPlaces() > places,
      'TOO_MANY_DECIMALS',
      `expected at most ${places} decimals in ${unit}. Correct it, or round it and send it as APPROXIMATE`,
    ],
    [
      value.abs().greaterThanOrEqualTo(`1e${MAX_INTEGER_DIGITS}`),
      'VALUE_TOO_LARGE',
      `expected at most ${MAX_INTEGER_DIGITS} digits before the decimal point in ${unit}. Check the value and its unit`,
    ],
  ];
}
