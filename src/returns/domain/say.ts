import type { Decimal } from '../../common/decimal.js';
import { cut } from '../../common/errors.js';
import { sayQuantity, type Unit } from '../../dictionary/domain/index.js';
import type { Bounds, Qualifier } from './bounds.js';
import type { Figure } from './figure.js';

const WORDS: Readonly<Record<Exclude<Qualifier, 'UNQUANTIFIED'>, string>> = {
  EXACT: '',
  AT_LEAST: 'at least ',
  AT_MOST: 'up to ',
  ALMOST: 'almost ',
  APPROXIMATE: 'about ',
};

/** What somebody sent, in quotes and cut to a length that can be read. */
export function quote(sent: string): string {
  return `'${cut(sent)}'`;
}

/** A value that may be of any size, as people read it; very large and very small ones in powers of ten. */
export function sayValue(value: Decimal, unit: Unit): string {
  return Math.abs(value.e) > 20 ? value.toExponential() : sayQuantity(value, unit);
}

/** A figure in people's words: "at least £8,000", "none", "an unknown quantity", "not applicable". */
export function sayFigure(figure: Pick<Figure, 'state' | 'value' | 'qualifier'>, unit: Unit): string {
  if (figure.state === 'NIL') {
    return 'none';
  }
  if (figure.state === 'NOT_APPLICABLE') {
    return 'not applicable';
  }
  if (figure.value === null || figure.qualifier === null || figure.qualifier === 'UNQUANTIFIED') {
    return 'an unknown quantity';
  }
  return `${WORDS[figure.qualifier]}${sayQuantity(figure.value, unit)}`;
}

/** Bounds in people's words: "exactly 27", "at least 27", "between 20 and 27". */
export function sayBounds(bounds: Bounds, unit: Unit): string {
  if (bounds.upper === null) {
    return `at least ${sayQuantity(bounds.lower, unit)}`;
  }
  if (bounds.lower.equals(bounds.upper)) {
    return `exactly ${sayQuantity(bounds.lower, unit)}`;
  }
  return bounds.lower.isZero()
    ? `at most ${sayQuantity(bounds.upper, unit)}`
    : `between ${sayQuantity(bounds.lower, unit)} and ${sayQuantity(bounds.upper, unit)}`;
}
