import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql';
import { Decimal, toPlain } from '../../../common/decimal.js';
import { cut } from '../../../common/errors.js';
import { badInput } from './bad-input.js';

const PLAIN = /^-?\d+(\.\d+)?$/;

/** So many characters hold so few significant digits that a double gives every one of them back. */
const ALWAYS_EXACT = 15;

/**
 * An exact decimal. Out: a JSON number where that number reads back as exactly the same decimal, else the digits as a
 * string, so that nothing changes on the way. In: any finite JSON number, or the digits of a literal as they stand.
 */
export const DecimalScalar = new GraphQLScalarType<Decimal, number | string>({
  name: 'Decimal',
  description:
    'An exact decimal number, written as a JSON number; as a string of digits where a JSON number (a double) would ' +
    'change it. Taken in as a number only.',
  serialize: (value) => {
    if (value instanceof Decimal && value.isFinite()) return toJson(toPlain(value));
    if (typeof value === 'string' && PLAIN.test(value)) return toJson(value);
    throw new GraphQLError('A Decimal field holds something else than a decimal.');
  },
  parseValue: (value) => {
    if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
    throw badInput(`A Decimal is a JSON number, such as 12.5, ${found(value)}.`);
  },
  parseLiteral: (node) => {
    if ((node.kind === Kind.INT || node.kind === Kind.FLOAT) && isInRange(node.value)) return new Decimal(node.value);
    throw badInput(`A Decimal is a number, such as 12.5, not ${cut(print(node))}.`, node);
  },
});

function toJson(plain: string): number | string {
  const number = Number(plain);
  if (plain.length <= ALWAYS_EXACT || new Decimal(number).equals(plain)) return number;
  return plain;
}

/** A literal may be what a JSON number may be: 1e400 would be infinite there, and 1e-400 nothing. */
function isInRange(digits: string): boolean {
  const number = Number(digits);
  return Number.isFinite(number) && (number !== 0 || !/[1-9]/.test(digits.split(/e/i, 1)[0] ?? ''));
}

function found(value: unknown): string {
  if (typeof value === 'number') return 'and not one that is too large for it';
  return typeof value === 'string' ? `not the text "${cut(value)}"` : `not ${value === null ? 'null' : typeof value}`;
}
