import type { BreakdownRule, Category, Force, Headline } from '../../dictionary/index.js';
import type { ForceCell, PartTotal, RegionalTotals, Total } from '../../totals/index.js';
import { barsOn, type BarView } from './bar.js';
import { sayCell, sayCoverage, sayDays, sayForces, sayInstant, sayOthers, sayTotal } from './words.js';

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

/** How the parts of a measure stand to its total, before they are listed. */
const PARTS_SAID: Readonly<Record<BreakdownRule, string>> = {
  PARTITION: 'The region’s total is made up of',
  SUBSET: 'Of the region’s total',
  OVERLAP: 'The region’s total by each that applies',
};

/** What is said of a total that no headline may be made of. */
const HEADLINE_SAID: Readonly<Record<Headline, string | null>> = {
  TOTAL: null,
  PARTS: 'all kinds together: not for a headline',
  NONE: 'not for a headline',
};

/** Of forces beside each other: so many on most screens and on paper, so many on a wide one. */
const MOST_COLUMNS = 5;
const MOST_WIDE_COLUMNS = 7;
/** In characters: longer words would be broken in a column. "Gloucestershire"; "£1,234,567.89". */
const LONGEST_IN_HEAD = 15;
const LONGEST_IN_CELL = 13;

/** How the tables are laid out where there is the room; where there is not, all are blocks. */
export type TableLayout = 'columns' | 'wide-columns' | 'blocks';

export interface FigureView {
  readonly words: string;
  /** Nothing was said, or nothing can be. */
  readonly silent: boolean;
  /** Null: there is nothing to draw. */
  readonly bar: BarView | null;
}

export interface MeasureRow {
  readonly name: string;
  readonly region: FigureView;
  /** Whether a headline may be made of the region's total. */
  readonly forHeadline: boolean;
  /** What is said below the region's total: who is in it, where that is not just everybody expected, and so on. */
  readonly asides: readonly string[];
  /** In the order of the columns. */
  readonly cells: readonly FigureView[];
  /** Null: nobody gave a part. `said`: what they are of the total. */
  readonly parts: { readonly said: string; readonly items: readonly { name: string; words: string }[] } | null;
}

export interface TotalsView {
  readonly heading: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly layout: TableLayout;
  /** The columns. */
  readonly forces: readonly string[];
  /** Measures of a category are never added to each other. */
  readonly groups: readonly { readonly name: string; readonly rows: readonly MeasureRow[] }[];
  /** Measures that the phase asks for and of which nobody said anything. */
  readonly unreported: readonly string[];
}

/** One phase's totals: a row a measure, a column a force. */
export function totalsView({ phase, asOf, restsOn, coverage, totals }: RegionalTotals): TotalsView {
  const forces = columnsOf(totals);
  const reported = totals.filter(({ qualifier, byForce }) => qualifier !== null || byForce.some(isHeard));
  const unsigned = restsOn.filter(({ withoutSignOff }) => withoutSignOff).map(({ force }) => force);
  const categories = [...new Set(reported.map(({ measure }) => measure.category))];
  const groups = categories.map((category) => ({
    name: CATEGORY_NAMES[category],
    rows: reported.filter(({ measure }) => measure.category === category).map((total) => rowOf(total, forces)),
  }));
  return {
    heading: phase.name,
    facts: [
      { name: 'When', text: phase.windows === null ? sayDays(phase) : `${sayDays(phase)} (${phase.windows})` },
      { name: 'Focus', text: phase.focus ?? 'not recorded' },
      { name: 'Accepted', text: `${sayCoverage(coverage)}${sayOthers(restsOn.length - coverage.reported)}` },
      { name: 'Not accepted yet', text: coverage.complete ? 'none' : sayForces(coverage.missing) },
      ...(unsigned.length === 0 ? [] : [{ name: 'Accepted without sign-off', text: sayForces(unsigned) }]),
      { name: 'Last changed', text: restsOn.length === 0 ? 'nothing accepted yet' : sayInstant(asOf) },
      ...(coverage.notHeard.length === 0
        ? []
        : [{ name: 'Not heard from, and perhaps took no part', text: sayForces(coverage.notHeard) }]),
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

/** Every force that is expected, or has a figure anywhere in the phase, by code. */
function columnsOf(totals: readonly Total[]): Force[] {
  const forces = totals.flatMap(({ byForce }) => byForce.map(({ force }) => force));
  const byCode = new Map(forces.map((force) => [force.code, force]));
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Columns, as long as neither they nor a word in them would be too narrow to be read. */
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

function isHeard({ state }: ForceCell): boolean {
  return state !== 'NOT_REPORTED';
}

function rowOf(total: Total, forces: readonly Force[]): MeasureRow {
  const { measure, byForce } = total;
  const draw = barsOn([total, ...byForce.filter(isHeard)]);
  const cells = new Map(byForce.map((cell) => [cell.force.code, cell]));
  const cellOf = (cell: ForceCell | undefined): FigureView => {
    if (cell === undefined) return { words: 'not expected', silent: true, bar: null };
    const silent = cell.state === 'NOT_REPORTED' || cell.state === 'NOT_APPLICABLE';
    return { words: sayCell(cell, measure.unit), silent, bar: silent ? null : draw(cell) };
  };
  const silent = total.qualifier === null;
  return {
    name: measure.name,
    region: { words: sayRegion(total), silent, bar: silent ? null : draw(total) },
    forHeadline: silent || HEADLINE_SAID[measure.headline] === null,
    asides: asidesOf(total, silent),
    cells: forces.map(({ code }) => cellOf(cells.get(code))),
    parts: partsOf(total),
  };
}

function sayRegion(total: Total): string {
  if (total.byForce.every(({ state }) => state === 'NOT_APPLICABLE')) return 'not applicable';
  // Some have said that it is not applicable, and the others nothing.
  if (total.qualifier === null) return 'no total';
  return sayTotal(isSome(total) ? { ...total, value: null, qualifier: 'UNQUANTIFIED' } : total, total.measure.unit);
}

/** "0 or more" to which somebody gave some: the bounds, which decide, allow 0; the words may not, for it is not none. */
function isSome({ qualifier, value, byForce, byBreakdown }: Total): boolean {
  return (
    qualifier === 'AT_LEAST' &&
    value?.isZero() === true &&
    (byForce.some(({ state }) => state === 'UNQUANTIFIED') ||
      byBreakdown.some((part) => part.qualifier === 'UNQUANTIFIED'))
  );
}

function asidesOf({ measure, coverage, byForce, withoutSignOff }: Total, silent: boolean): string[] {
  const others = byForce.filter(isHeard).length - coverage.reported;
  const who = coverage.complete && others === 0 ? null : `${sayCoverage(coverage)} reported${sayOthers(others)}`;
  const headline = silent ? null : HEADLINE_SAID[measure.headline];
  const unsigned = withoutSignOff.length === 0 ? null : `not signed off: ${sayForces(withoutSignOff)}`;
  return [who, unsigned, headline].filter((aside) => aside !== null);
}

function partsOf({ measure, byBreakdown }: Total): MeasureRow['parts'] {
  if (byBreakdown.length === 0 || measure.breakdownRule === null) return null;
  const nameOf = ({ name, drugClass }: PartTotal): string =>
    drugClass === null ? name : `${name} (class ${drugClass})`;
  return {
    said: PARTS_SAID[measure.breakdownRule],
    items: byBreakdown.map((part) => ({ name: nameOf(part), words: sayTotal(part, measure.unit) })),
  };
}
