import { daysInWords, instantInWords } from '../../common/date-words.js';
import type { BreakdownRule, Category, Force, Headline } from '../../dictionary/index.js';
import { mayPublishParts } from '../../releases/index.js';
import { byCategory, type ForceCell, type PartTotal, type RegionalTotals, type Total } from '../../totals/index.js';
import { cellInWords, coverageInWords, forcesInWords, othersInWords, totalInWords } from '../figure-words.js';
import { barsOn, type BarView } from './bar.js';

const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  ARRESTS: 'Arrests and charges',
  SEARCHES: 'Warrants and searches',
  SEIZURES: 'Seizures',
  SAFEGUARDING: 'Safeguarding',
  DISRUPTION: 'Disruption of drug supply',
  ENGAGEMENT: 'Engagement and intelligence',
  TESTING: 'Drug testing',
  RESOURCES: 'Resources',
};

/** The words before the list of a measure's parts, by its breakdown rule. */
const PARTS_RELATIONS: Readonly<Record<BreakdownRule, string>> = {
  PARTITION: 'The region’s total is made up of',
  SUBSET: 'Of the region’s total',
  OVERLAP: 'The region’s total of each part (one thing may count in several)',
};

/** The note beside a total that must not be used in a headline. */
const HEADLINE_NOTES: Readonly<Record<Headline, string | null>> = {
  TOTAL: null,
  PARTS: 'sum of different kinds: do not use in a published headline',
  NONE: 'do not use in a published headline',
};

/** The most columns of forces: on most screens and on paper, and on a wide screen. */
const MOST_COLUMNS = 5;
const MOST_WIDE_COLUMNS = 7;
/** The longest words, in characters, that fit into a column: "Gloucestershire", "£1,234,567.89". */
const LONGEST_IN_HEAD = 15;
const LONGEST_IN_CELL = 13;

/** The layout of the tables on a screen with enough room. On a narrow screen all are blocks. */
export type TableLayout = 'columns' | 'wide-columns' | 'blocks';

export interface FigureView {
  readonly words: string;
  /** True if the figure is not reported or not applicable. */
  readonly silent: boolean;
  /** Null if there is nothing to draw. */
  readonly bar: BarView | null;
}

export interface MeasureRow {
  readonly name: string;
  readonly region: FigureView;
  /** Whether the region's total may be used in a headline. */
  readonly forHeadline: boolean;
  /** Notes below the region's total, such as which forces are in it if not exactly those expected. */
  readonly asides: readonly string[];
  /** One figure for each force, in the order of the columns. */
  readonly cells: readonly FigureView[];
  /** The parts, with the words before them (`relation`); null if no part was reported, or none may be published. */
  readonly parts: { readonly relation: string; readonly items: readonly { name: string; words: string }[] } | null;
}

interface Fact {
  readonly name: string;
  readonly text: string;
}

export interface TotalsView {
  /** What a reader must know before any figure: the days, and who is in the totals. */
  readonly lead: readonly Fact[];
  readonly facts: readonly Fact[];
  readonly layout: TableLayout;
  /** The names of the forces, one a column. */
  readonly forces: readonly string[];
  /** One group for each category, whose measures are never added to each other. */
  readonly groups: readonly { readonly name: string; readonly rows: readonly MeasureRow[] }[];
  /** The measures that the phase asks for and no force has reported. */
  readonly unreported: readonly string[];
}

/** The view of one phase's totals: a row for each measure, a column for each force. */
export function totalsView({ phase, asOf, restsOn, coverage, totals }: RegionalTotals): TotalsView {
  const forces = columnsOf(totals);
  const reported = totals.filter(({ qualifier, byForce }) => qualifier !== null || byForce.some(hasReported));
  const notSignedOff = restsOn.filter(({ withoutSignOff }) => withoutSignOff).map(({ force }) => force);
  const groups = byCategory(reported, ({ measure }) => measure.category).map(({ category, totals: inIt }) => ({
    name: CATEGORY_NAMES[category],
    rows: inIt.map((total) => rowOf(total, forces)),
  }));
  return {
    lead: [
      { name: 'When', text: daysInWords(phase) },
      {
        name: 'Forces reported',
        text: `${coverageInWords(coverage)}${othersInWords(restsOn.length - coverage.reported)}`,
      },
      { name: 'Missing', text: coverage.complete ? 'no force' : forcesInWords(coverage.missing) },
    ],
    facts: [
      { name: 'Focus', text: phase.focus ?? 'not recorded' },
      ...(phase.windows === null ? [] : [{ name: 'Days of action', text: phase.windows }]),
      ...(notSignedOff.length === 0 ? [] : [{ name: 'Accepted without sign-off', text: forcesInWords(notSignedOff) }]),
      { name: 'Last changed', text: restsOn.length === 0 ? 'nothing accepted yet' : instantInWords(asOf) },
      ...(coverage.notHeard.length === 0
        ? []
        : [{ name: 'Participation not known, no accepted return', text: forcesInWords(coverage.notHeard) }]),
    ],
    layout: layoutOf(
      forces,
      groups.flatMap(({ rows }) => rows),
    ),
    forces: forces.map(({ name }) => name),
    groups,
    unreported: totals.filter((total) => !reported.includes(total)).map(({ measure }) => measure.name),
  };
}

/** Every force that is expected or has a figure in the phase, by code. */
function columnsOf(totals: readonly Total[]): Force[] {
  const forces = totals.flatMap(({ byForce }) => byForce.map(({ force }) => force));
  const byCode = new Map(forces.map((force) => [force.code, force]));
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Columns if there are few enough and every word fits into one, else blocks. */
function layoutOf(forces: readonly Force[], rows: readonly MeasureRow[]): TableLayout {
  const heads = forces.map(({ name }) => name);
  const cells = rows.flatMap(({ region, cells: others }) => [region, ...others].map(({ words }) => words));
  const short = longestWord(heads) <= LONGEST_IN_HEAD && longestWord(cells) <= LONGEST_IN_CELL;
  if (!short || forces.length > MOST_WIDE_COLUMNS) return 'blocks';
  return forces.length > MOST_COLUMNS ? 'wide-columns' : 'columns';
}

function longestWord(texts: readonly string[]): number {
  return Math.max(0, ...texts.flatMap((text) => text.split(' ')).map(({ length }) => length));
}

function hasReported({ state }: ForceCell): boolean {
  return state !== 'NOT_REPORTED';
}

function rowOf(total: Total, forces: readonly Force[]): MeasureRow {
  const { measure, byForce } = total;
  const draw = barsOn([total, ...byForce.filter(hasReported)]);
  const cells = new Map(byForce.map((cell) => [cell.force.code, cell]));
  const cellOf = (cell: ForceCell | undefined): FigureView => {
    if (cell === undefined) return { words: 'not expected', silent: true, bar: null };
    const silent = cell.state === 'NOT_REPORTED' || cell.state === 'NOT_APPLICABLE';
    return { words: cellInWords(cell, measure.unit), silent, bar: silent ? null : draw(cell) };
  };
  const silent = total.qualifier === null;
  return {
    name: measure.name,
    region: { words: regionInWords(total), silent, bar: silent ? null : draw(total) },
    forHeadline: silent || HEADLINE_NOTES[measure.headline] === null,
    asides: asidesOf(total, silent),
    cells: forces.map(({ code }) => cellOf(cells.get(code))),
    parts: partsOf(total),
  };
}

function regionInWords(total: Total): string {
  if (total.byForce.every(({ state }) => state === 'NOT_APPLICABLE')) return 'not applicable';
  // Some forces cannot have it, and the others have not reported.
  if (total.qualifier === null) return 'no total';
  return totalInWords(isSome(total) ? { ...total, value: null, qualifier: 'UNQUANTIFIED' } : total, total.measure.unit);
}

/**
 * Whether a total of "0 or more" includes an UNQUANTIFIED figure. Its bounds allow 0, but the words must say that there
 * was some.
 */
function isSome({ qualifier, value, byForce, byBreakdown }: Total): boolean {
  return (
    qualifier === 'AT_LEAST' &&
    value?.isZero() === true &&
    (byForce.some(({ state }) => state === 'UNQUANTIFIED') ||
      byBreakdown.some((part) => part.qualifier === 'UNQUANTIFIED'))
  );
}

function asidesOf(total: Total, silent: boolean): string[] {
  const { measure, coverage, byForce, withoutSignOff, changedAfterFinal } = total;
  const others = byForce.filter(hasReported).length - coverage.reported;
  const who =
    coverage.complete && others === 0 ? null : `${coverageInWords(coverage)} reported${othersInWords(others)}`;
  const headline = silent ? null : HEADLINE_NOTES[measure.headline];
  const notSignedOff = withoutSignOff.length === 0 ? null : `not signed off: ${forcesInWords(withoutSignOff)}`;
  const changed =
    changedAfterFinal.length === 0 ? null : `changed after figures were final: ${forcesInWords(changedAfterFinal)}`;
  return [who, notSignedOff, changed, headline].filter((aside) => aside !== null);
}

function partsOf({ measure, byBreakdown }: Total): MeasureRow['parts'] {
  if (byBreakdown.length === 0 || measure.breakdownRule === null) return null;
  // As in releases: a number of people by age with one force behind it is that force's.
  if (!mayPublishParts(measure.breakdown, byBreakdown)) return null;
  const nameOf = ({ name, drugClass }: PartTotal): string =>
    drugClass === null ? name : `${name} (class ${drugClass})`;
  return {
    relation: PARTS_RELATIONS[measure.breakdownRule],
    items: byBreakdown.map((part) => ({ name: nameOf(part), words: totalInWords(part, measure.unit) })),
  };
}
