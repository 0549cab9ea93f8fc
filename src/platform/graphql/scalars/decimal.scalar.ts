import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql';
import { LosslessNumber } from 'lossless-json';
import { Decimal, toPlain } from '../../../common/decimal.js';
import { cut } from '../../../common/errors.js';
import { badInput, kindOf } from './bad-input.js';

const PLAIN = /^-?\d+(\.\d+)?$/;

/** A number of at most this many characters has so few significant digits that a double represents it exactly. */
const ALWAYS_EXACT = 15;

/** A double has at most 767 significant digits; what is longer only costs time. */
const MOST_DIGITS = 1_100;

/**
 * An exact decimal. Output: a JSON number if it reads back as exactly the same decimal, else the digits as a string.
 * Input: the exact digits of a JSON number or a literal, within the range of a double.
 */
export const DecimalScalar = new GraphQLScalarType<Decimal, number | string>({
  name: 'Decimal',
  description:
    'An exact decimal number. Output is a JSON number, or a string of digits where a JSON number (a double) would not ' +
    'be exact. Input must be a number.',
  serialize: (value) => {
    if (value instanceof Decimal && value.isFinite()) return toJson(toPlain(value));
    if (typeof value === 'string' && PLAIN.test(value)) return toJson(value);
    // From stored JSON, in which a number was written only where it is exact.
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new GraphQLError('A Decimal field contains a value that is not a decimal.');
  },
  parseValue: (value) => {
    if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
    if (value instanceof LosslessNumber && isInRange(value.toString())) return new Decimal(value.toString());
    throw badInput(`A Decimal must be a JSON number, such as 12.5, ${found(value)}.`);
  },
  parseLiteral: (node) => {
    if ((node.kind === Kind.INT || node.kind === Kind.FLOAT) && isInRange(node.value)) return new Decimal(node.value);
    throw badInput(`A Decimal must be a number, such as 12.5, not ${cut(print(node))}.`, node);
  },
});

function toJson(plain: string): number | string {
  const number = Number(plain);
  if (plain.length <= ALWAYS_EXACT || new Decimal(number).equals(plain)) return number;
  return plain;
}

/**
 * Whether digits are in the range of a double: 1e400 would become infinite, and 1e-400 would become 0. A number with more
 * digits than any double has is out of range too.
 */
function isInRange(digits: string): boolean {
  if (digits.length > MOST_DIGITS) return false;
  const number = Number(digits);
  return Number.isFinite(number) && (number !== 0 || !/[1-9]/.test(digits.split(/e/i, 1)[0] ?? ''));
}

function found(value: unknown): string {
  if (value instanceof LosslessNumber) return `not ${cut(value.toString())}, which is too large, too small or too long`;
  return typeof value === 'string' ? `not the text "${cut(value)}"` : `not ${kindOf(value)}`;
}
