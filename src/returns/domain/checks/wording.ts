import { cut } from '../../../common/errors.js';
import { formatQuantity, type Unit } from '../../../dictionary/domain/index.js';
import type { Bounds, Qualifier } from '../arithmetic/bounds.js';
import type { Result } from '../arithmetic/result.js';

const WORDS: Readonly<Record<Exclude<Qualifier, 'UNQUANTIFIED'>, string>> = {
  EXACT: '',
  AT_LEAST: 'at least ',
  AT_MOST: 'up to ',
  ALMOST: 'almost ',
  APPROXIMATE: 'about ',
};

/** A text from the request, in quotes and cut to a readable length. */
export function quote(sent: string): string {
  return `'${cut(sent)}'`;
}

/** The name of a measure or part in messages: its codes. */
export function nameOf(measure: string, part: string | null): string {
  return part === null ? measure : `${measure} ${part}`;
}

/** A figure in words: "at least £8,000", "none", "an unknown quantity", "not applicable". */
export function describeFigure(figure: Pick<Result, 'state' | 'value' | 'qualifier'>, unit: Unit): string {
  if (figure.state === 'NIL') {
    return 'none';
  }
  if (figure.state === 'NOT_APPLICABLE') {
    return 'not applicable';
  }
  if (figure.value === null || figure.qualifier === null || figure.qualifier === 'UNQUANTIFIED') {
    return 'an unknown quantity';
  }
  return `${WORDS[figure.qualifier]}${formatQuantity(figure.value, unit)}`;
}

/** A result in words: its bounds if it has a number, else as `sayFigure`. */
export function describeResult(result: Result, unit: Unit): string {
  return result.state === 'REPORTED' ? describeBounds(result, unit) : describeFigure(result, unit);
}

/** Bounds in words: "exactly 27", "at least 27", "between 20 and 27". */
export function describeBounds(bounds: Bounds, unit: Unit): string {
  if (bounds.upper === null) {
    return `at least ${formatQuantity(bounds.lower, unit)}`;
  }
  if (bounds.lower.equals(bounds.upper)) {
    return `exactly ${formatQuantity(bounds.lower, unit)}`;
  }
  return bounds.lower.isZero()
    ? `at most ${formatQuantity(bounds.upper, unit)}`
    : `between ${formatQuantity(bounds.lower, unit)} and ${formatQuantity(bounds.upper, unit)}`;
}
