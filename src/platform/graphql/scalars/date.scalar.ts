import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isCalendarDate, type CalendarDate } from '../../../common/dates.js';
import { cut } from '../../../common/errors.js';
import { badInput } from './bad-input.js';

const EXPECTED = 'A Date is a day of the calendar as "YYYY-MM-DD", such as "2024-06-30"';

/** A day of the calendar, a `CalendarDate` end to end: no time, no time zone. */
export const DateScalar = new GraphQLScalarType<CalendarDate, string>({
  name: 'Date',
  description: 'A day of the calendar, YYYY-MM-DD.',
  serialize: (value) => {
    if (typeof value === 'string' && isCalendarDate(value)) return value;
    throw new GraphQLError('A Date field holds something else than a calendar date.');
  },
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput(`${EXPECTED}, not ${value === null ? 'null' : typeof value}.`);
    if (!isCalendarDate(value)) throw badInput(`${EXPECTED}, and exists; not "${cut(value)}".`);
    return value;
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput(`${EXPECTED}, in quotes.`, node);
    if (!isCalendarDate(node.value)) throw badInput(`${EXPECTED}, and exists; not "${cut(node.value)}".`, node);
    return node.value;
  },
});
