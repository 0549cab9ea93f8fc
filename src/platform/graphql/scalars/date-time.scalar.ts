import { GraphQLError, GraphQLScalarType, Kind, type ASTNode } from 'graphql';
import { DateTime } from 'luxon';
import { cut } from '../../../common/errors.js';
import { badInput, kindOf } from './bad-input.js';

const EXPECTED = 'A DateTime must be a date and time with its offset from UTC, such as "2024-06-30T12:00:00Z"';
const EXPECTED_OFFSET =
  'The offset from UTC must be one that places have: from -12:00 to +14:00, in quarters of an hour, such as +01:00';
const SHAPE = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:[0-5]\d)$/;

/** Offsets from UTC, in minutes. Since the year 2000 every place has had a multiple of a quarter of an hour. */
const OFFSETS = { least: -12 * 60, most: 14 * 60, step: 15 };

/**
 * An instant, a JavaScript `Date`. Output is in UTC to the millisecond; input may have the offset of any place, and
 * digits beyond the millisecond are dropped. An argument `asOf` takes a day too, which is replaced by an instant before
 * it gets here; see asOfTakesDays. Nest's own GraphQLISODateTime is not used because it accepts any input and passes on
 * an invalid Date.
 */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A date and time. Output is in UTC, as YYYY-MM-DDTHH:MM:SS.sssZ; input may have any offset from UTC that places have. ' +
    'The argument `asOf` takes a day too, as YYYY-MM-DD, which means its last instant in London.',
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
  const local = SHAPE.test(text) ? DateTime.fromISO(text, { setZone: true }) : null;
  if (local?.isValid !== true || !isInCalendar(local)) throw badInput(`${EXPECTED}; not "${cut(text)}".`, node);
  if (!isOffsetOfPlace(local.offset)) throw badInput(`${EXPECTED_OFFSET}; not "${cut(text)}".`, node);
  return local.toJSDate();
}

/** Whether the year has four digits and is not 0, as written and in UTC. */
function isInCalendar(local: DateTime<true>): boolean {
  return [local, local.toUTC()].every(({ year }) => 1 <= year && year <= 9999);
}

function isOffsetOfPlace(minutes: number): boolean {
  return OFFSETS.least <= minutes && minutes <= OFFSETS.most && minutes % OFFSETS.step === 0;
}
