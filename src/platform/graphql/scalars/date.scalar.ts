import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isCalendarDate, type CalendarDate } from '../../../common/dates.js';
import { cut } from '../../../common/errors.js';
import { badInput, kindOf } from './bad-input.js';

const EXPECTED = 'A Date must be a day that exists, written "YYYY-MM-DD", such as "2024-06-30"';

/** A calendar date: a `CalendarDate` string, without time or time zone, from input to output. */
export const DateScalar = new GraphQLScalarType<CalendarDate, string>({
  name: 'Date',
  description: 'A calendar date, as YYYY-MM-DD, without time or time zone.',
  serialize: (value) => {
    if (typeof value === 'string' && isCalendarDate(value)) return value;
    throw new GraphQLError('A Date field contains a value that is not a calendar date.');
  },
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput(`${EXPECTED}, not ${kindOf(value)}.`);
    if (!isCalendarDate(value)) throw badInput(`${EXPECTED}; not "${cut(value)}".`);
    return value;
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput(`${EXPECTED}, in quotes.`, node);
    if (!isCalendarDate(node.value)) throw badInput(`${EXPECTED}; not "${cut(node.value)}".`, node);
    return node.value;
  },
});
