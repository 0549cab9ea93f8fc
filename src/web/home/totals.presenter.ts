import type { BreakdownRule, Category, Force } from '../../dictionary/index.js';
import type { ForceCell, PartTotal, RegionalTotals, Total } from '../../totals/index.js';
import { barsOn, type BarView } from './bar.js';
import { sayCell, sayCoverage, sayDays, sayForces, sayInstant, sayTotal } from './words.js';

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

/** How the parts of a measure stand to its total. */
const PARTS_SAID: Readonly<Record<BreakdownRule, string>> = {
  PARTITION: 'made up of',
  SUBSET: 'of which',
  OVERLAP: 'counted under each that applies',
};

/** So many forces still fit beside each other, on a wide screen and on paper. */
const MOST_COLUMNS = 8;

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
  /** Who is in the region's total. Null: everybody who is expected. */
  readonly coverage: string | null;
  /** In the order of the columns. */
  readonly cells: readonly FigureView[];
  /** Null: nobody gave a part. */
  readonly parts: { readonly said: string; readonly items: readonly { name: string; words: string }[] } | null;
}

export interface TotalsView {
  readonly heading: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  /** Whether the forces can be columns of a table; more of them go below each other at any width. */
  readonly fits: boolean;
  /** The columns. */
  readonly forces: readonly string[];
  /** Measures of a category are never added to each other. */
  readonly groups: readonly { readonly name: string; readonly rows: readonly MeasureRow[] }[];
  /** Measures that the phase asks for and of which nobody said anything. */
  readonly unreported: readonly string[];
}

/** One phase's totals: a row a measure, a column a force. */
export function totalsView({ phase, asOf, coverage, totals }: RegionalTotals): TotalsView {
  const forces = columnsOf(totals);
  const reported = totals.filter(({ qualifier, byForce }) => qualifier !== null || byForce.some(isHeard));
  const categories = [...new Set(reported.map(({ measure }) => measure.category))];
  return {
    heading: phase.name,
    facts: [
      { name: 'When', text: phase.windows === null ? sayDays(phase) : `${sayDays(phase)} (${phase.windows})` },
      { name: 'Focus', text: phase.focus ?? 'not recorded' },
      { name: 'Reported', text: sayCoverage(coverage) },
      { name: 'Not reported', text: coverage.complete ? 'none' : sayForces(coverage.missing) },
      { name: 'As at', text: sayInstant(asOf) },
      ...(coverage.notHeard.length === 0
        ? []
        : [{ name: 'Not heard from, and perhaps took no part', text: sayForces(coverage.notHeard) }]),
    ],
    fits: forces.length <= MOST_COLUMNS,
    forces: forces.map(({ name }) => name),
    groups: categories.map((category) => ({
      name: CATEGORY_NAMES[category],
      rows: reported.filter(({ measure }) => measure.category === category).map((total) => rowOf(total, forces)),
    })),
    unreported: totals.filter((total) => !reported.includes(total)).map(({ measure }) => measure.name),
  };
}

/** Every force that is expected, or has a figure anywhere in the phase, by code. */
function columnsOf(totals: readonly Total[]): Force[] {
  const forces = totals.flatMap(({ byForce }) => byForce.map(({ force }) => force));
  const byCode = new Map(forces.map((force) => [force.code, force]));
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function isHeard({ state }: ForceCell): boolean {
  return state !== 'NOT_REPORTED';
}

function rowOf(total: Total, forces: readonly Force[]): MeasureRow {
  const { measure, coverage, byForce } = total;
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
    coverage: coverage.complete ? null : sayCoverage(coverage),
    cells: forces.map(({ code }) => cellOf(cells.get(code))),
    parts: partsOf(total),
  };
}

function sayRegion(total: Total): string {
  const applicable = total.byForce.some(({ state }) => state !== 'NOT_APPLICABLE');
  return applicable ? sayTotal(total, total.measure.unit) : 'not applicable';
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
