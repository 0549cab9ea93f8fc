import { isBlank } from '../../common/blank.js';
import { cut } from '../../common/errors.js';
import { nameKey } from '../../common/plain-text.js';
import { problem, type Problem } from '../../common/problem.js';

/** A period before an election, in which public bodies publish with restraint. Days are London's, both included. */
export interface PreElectionPeriod {
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

/** The problems with a list of periods; empty if it can be set. */
export function periodProblems(periods: readonly PreElectionPeriod[]): Problem[] {
  const names = periods.map(({ name }) => nameKey(name));
  return periods.flatMap(({ name, from, until }, place) => [
    ...(isBlank(name)
      ? [problem('NAME_MISSING', `The period from ${from} to ${until} has no name. Give it one.`)]
      : []),
    ...(from > until
      ? [
          problem(
            'DAYS_REVERSED',
            `The period "${cut(name)}" ends on ${until}, before it begins on ${from}. Give a last day on or after the first.`,
          ),
        ]
      : []),
    ...(names.indexOf(nameKey(name)) < place
      ? [problem('PERIOD_NAME_TAKEN', `Two periods have the name "${cut(name)}". Give each a name of its own.`)]
      : []),
  ]);
}
