import { GraphQLError, GraphQLScalarType, Kind, type ASTNode } from 'graphql';
import { DateTime } from 'luxon';
import { cut } from '../../../common/errors.js';
import { badInput } from './bad-input.js';

const EXPECTED = 'A DateTime is an instant with its offset from UTC, such as "2024-06-30T12:00:00Z"';
const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant, a `Date` of JavaScript: out in UTC to the millisecond, in with any offset (digits beyond the millisecond
 * are dropped). Nest's own GraphQLISODateTime takes anything in and hands on an invalid Date, so it does not serve.
 */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, given in UTC as YYYY-MM-DDTHH:MM:SS.sssZ; taken in with any offset from UTC.',
  serialize: (value) => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    throw new GraphQLError('A DateTime field holds something else than an instant.');
  },
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput(`${EXPECTED}, not ${value === null ? 'null' : typeof value}.`);
    return parse(value);
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput(`${EXPECTED}, in quotes.`, node);
    return parse(node.value, node);
  },
});

function parse(text: string, node: ASTNode | null = null): Date {
  const instant = SHAPE.test(text) ? DateTime.fromISO(text) : null;
  if (instant?.isValid !== true) throw badInput(`${EXPECTED}; not "${cut(text)}".`, node);
  return instant.toJSDate();
}
