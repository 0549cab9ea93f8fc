import { DateTime } from 'luxon';
import { problem, type Problem } from '../../../../common/problem.js';
import { formatInstant } from '../../../../operations/domain/index.js';
import { nameOf } from '../wording.js';
import type { ReturnEntry } from './entry.js';

const LIST = new Intl.ListFormat('en-GB');

/** The longest time for which a figure may be withheld, in years. */
const MOST_YEARS = 2;

/** The latest of several instants; null: there is none. */
export function latest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((one, other) => (one === null || (other !== null && other > one) ? other : one), null);
}

/**
 * WITHHELD_UNTIL_NOT_POSSIBLE for the return and for each figure that is to be withheld until an instant that has
 * passed, or for more than two years.
 *
 * @param now the clock of embargoes
 */
export function withheldProblems({ withheldUntil, figures }: ReturnEntry, now: Date): Problem[] {
  const last = DateTime.fromJSDate(now, { zone: 'utc' }).plus({ years: MOST_YEARS }).toJSDate();
  const isPossible = (until: Date | null): boolean => until === null || (until > now && until <= last);
  const message = (what: string, until: Date): string => {
    const why = until > last ? `more than ${MOST_YEARS} years ahead` : 'not in the future';
    return `${what} is to be withheld until ${formatInstant(until)}, which is ${why}. Give a time in the next ${MOST_YEARS} years, or leave 'withheldUntil' out to send the figure without withholding it.`;
  };
  const whole =
    withheldUntil === null || isPossible(withheldUntil)
      ? []
      : [problem('WITHHELD_UNTIL_NOT_POSSIBLE', message('The return', withheldUntil))];
  const ofFigures = figures.flatMap(({ measure, breakdown, withheldUntil: until }) =>
    until === null || isPossible(until)
      ? []
      : [problem('WITHHELD_UNTIL_NOT_POSSIBLE', message(nameOf(measure, breakdown), until), { measure, breakdown })],
  );
  return [...whole, ...ofFigures];
}

/**
 * NOT_POSSIBLE_NOW if a version to be accepted withholds measures that a release under embargo may show.
 *
 * @param found the end of the embargo and the names of the measures; null: there are none
 */
export function underEmbargoProblems(
  found: { readonly until: Date; readonly measures: readonly string[] } | null,
): Problem[] {
  if (found === null) return [];
  const { until, measures } = found;
  const message = `This version withholds ${LIST.format(measures)}, which a release of this phase under embargo until ${formatInstant(until)} may show. Withdraw the release, accept this version, then publish again.`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}
