import type { MeasureInForce } from '../../dictionary/domain/index.js';
import {
  nilFigure,
  notApplicableFigure,
  quantifiedFigure,
  resultsOfFigures,
  unquantifiedFigure,
  type Figure,
  type Result,
  type StoredResult,
} from '../../returns/domain/index.js';
import { differencesBetween, sayExactly, statement, type Difference, type Statement } from './difference.js';
import type { CountedReturn } from './recompute.js';

/** A version of a return without its contents. */
export interface VersionHead {
  readonly id: string;
  readonly version: number;
  /** In the order in which they were stored; each as it is there, a known one or not. */
  readonly states: readonly { readonly state: string; readonly beganAt: Date }[];
}

/** A force's return without its contents; versions by number. */
export interface ReturnHead {
  readonly force: string;
  /** How many versions the return says that it has. */
  readonly count: number;
  readonly versions: readonly VersionHead[];
}

/** A result with the version of the definition that it was worked out under. */
export interface DatedResult extends StoredResult {
  readonly measureVersion: number;
}

/** What is stored of a version. */
export interface VersionContents {
  readonly figures: readonly Figure[];
  readonly results: readonly DatedResult[];
}

/** What is stored of a phase for the sake of its returns. */
export interface PhaseState {
  /** How often what its totals rest on has changed. */
  readonly dataVersion: bigint;
  readonly dataChangedAt: Date;
}

/** Where the versions of a return are not numbered and dated as they must be: from 1 on, each submitted after the one before. */
export function differencesOfHead({ force, count, versions }: ReturnHead): Difference[] {
  const numbers = versions.map(({ version }) => version);
  const counted = `${versions.length} versions`;
  const gaps = numbers.every((number, place) => number === place + 1) ? '' : `: ${numbers.join(', ')}`;
  const submitted = versions.map(({ version, states }) => ({ version, at: states[0]?.beganAt ?? null, states }));
  return [
    ...differencesBetween(
      [statement('VERSIONS', `${count} versions`, { force })],
      [statement('VERSIONS', `${counted}${gaps}`, { force })],
    ),
    ...submitted.flatMap(({ version, states }, place) => {
      const times = states.map(({ beganAt }) => beganAt.getTime());
      const before = submitted[place - 1]?.at?.getTime() ?? 0;
      const inOrder = times.every((time, index) => time >= (times[index - 1] ?? before));
      const right = states[0]?.state === 'SUBMITTED' && inOrder;
      const said = states.map(({ state, beganAt }) => `${state} ${beganAt.toISOString()}`).join(', ');
      const rule = 'SUBMITTED first, and nothing earlier than what was before';
      return right ? [] : [difference('STATES', said === '' ? null : said, rule, { force, version })];
    }),
  ];
}

/** Where a phase does not know of the changes that came with its returns. */
export function differencesOfPhase(phase: PhaseState, returns: readonly ReturnHead[]): Difference[] {
  const versions = returns.flatMap((one) => one.versions);
  const times = versions.flatMap(({ states }) => states.map(({ beganAt }) => beganAt.getTime()));
  const newest = times.reduce((latest, time) => (time > latest ? time : latest), 0);
  const { dataVersion, dataChangedAt } = phase;
  return [
    ...(dataVersion >= BigInt(versions.length)
      ? []
      : [difference('DATA_VERSION', String(dataVersion), `${versions.length} or more, one for each version`)]),
    ...(dataChangedAt.getTime() >= newest
      ? []
      : [
          difference(
            'DATA_CHANGED_AT',
            dataChangedAt.toISOString(),
            `not before the newest state, ${new Date(newest).toISOString()}`,
          ),
        ]),
  ];
}

/** What a version comes to, worked out anew from what it states, and where what is stored is another thing. */
export function verifyVersion(
  contents: VersionContents,
  measures: ReadonlyMap<string, MeasureInForce>,
  place: { readonly force: string; readonly version: number },
): { readonly results: readonly StoredResult[]; readonly differences: readonly Difference[] } {
  const figures = contents.figures.map((figure) => statedAnew(figure, measures));
  const results = resultsOfFigures(figures, measures);
  const ofFigure = (figure: Figure): Statement => {
    const { measure, part } = figure;
    return statement('FIGURE', sayResult(figure), { ...place, measure, part });
  };
  const ofResult = (result: DatedResult): Statement => {
    const { measure, part } = result;
    const more = [result.approximate ? ', approximate' : '', result.settlesParts ? ', settles its parts' : ''];
    const text = `${sayResult(result)}${more.join('')}, under definition ${result.measureVersion}`;
    return statement('RESULT', text, { ...place, measure, part });
  };
  const dated = results.map((result) => ({ ...result, measureVersion: measures.get(result.measure)?.version ?? 0 }));
  const empty = contents.figures.length > 0 ? [] : [difference('FIGURE', null, 'at least one figure', place)];
  return {
    results,
    differences: [
      ...empty,
      ...differencesBetween(contents.figures.map(ofFigure), figures.map(ofFigure)),
      ...differencesBetween(contents.results.map(ofResult), dated.map(ofResult)),
    ],
  };
}

/** The version of a return that counts: the newest that was submitted; null: none. */
export function countingVersion({ versions }: ReturnHead): (VersionHead & Pick<CountedReturn, 'submittedAt'>) | null {
  const counting = versions.findLast(({ states }) => states.some(({ state }) => state === 'SUBMITTED'));
  const submitted = counting?.states.find(({ state }) => state === 'SUBMITTED');
  return counting === undefined || submitted === undefined ? null : { ...counting, submittedAt: submitted.beganAt };
}

/** A figure with the bounds that follow from its state, qualifier and value. */
function statedAnew(figure: Figure, measures: ReadonlyMap<string, MeasureInForce>): Figure {
  const { measure, part, note, state, value, qualifier } = figure;
  const place = { measure, part, note };
  const unit = measures.get(measure)?.unit;
  switch (state) {
    case 'NIL':
      return nilFigure(place);
    case 'NOT_APPLICABLE':
      return notApplicableFigure(place);
    case 'UNQUANTIFIED':
      return unquantifiedFigure(place);
    case 'REPORTED':
      return value === null || qualifier === null || qualifier === 'UNQUANTIFIED' || unit === undefined
        ? unquantifiedFigure(place)
        : quantifiedFigure(place, qualifier, value, unit);
  }
}

function sayResult(result: Result): string {
  return `${result.state} ${sayExactly(result)}`;
}

function difference(
  compared: Difference['compared'],
  stored: string | null,
  recomputed: string | null,
  place: Partial<Difference> = {},
): Difference {
  const { text: _, ...about } = statement(compared, '', place);
  return { ...about, stored, recomputed };
}
