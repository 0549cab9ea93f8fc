import { GraphQLError, GraphQLScalarType, Kind, type ASTNode } from 'graphql';
import { DateTime } from 'luxon';
import { cut } from '../../../common/errors.js';
import { badInput, kindOf } from './bad-input.js';

const EXPECTED = 'A DateTime must be a date and time with its offset from UTC, such as "2024-06-30T12:00:00Z"';
const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant, a JavaScript `Date`. Output is in UTC to the millisecond; input may have any offset, and digits beyond
 * the millisecond are dropped. Nest's own GraphQLISODateTime is not used because it accepts any input and passes on an
 * invalid Date.
 */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A date and time. Output is in UTC, as YYYY-MM-DDTHH:MM:SS.sssZ; input may have any offset from UTC.',
  serialize: (value) => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    throw new GraphQLError('A DateTime field contains a value that is not a date and time.');
  },
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput(`${EXPECTED}, not ${kindOf(value)}.`);
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
