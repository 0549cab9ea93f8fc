import type { MeasureUnit } from '../../../dictionary/index.js';
import type { FrozenCell, FrozenChange, FrozenSum, FrozenTotal, Named, ReleaseContent } from '../../domain/index.js';
import { boundCells, figureCells, forcePartCells, regionCells, type FigureCells } from './figure-cells.js';
import { figuresColumn, textColumn, type Cell, type Column, type Table } from './sheet.js';
import { UNIT_NAMES } from './words.js';

/** In the column for the part: the measure as a whole. */
export const WHOLE = 'All';

/** The table of the region's totals, with every force's figures: a row for each measure as a whole, then its parts. */
export function totalsTable({
  totals,
  changesSince,
  changes,
}: Pick<ReleaseContent, 'totals' | 'changesSince' | 'changes'>): Table {
  const forces = forcesOf(totals);
  const marks = {
    revised: changesSince === null ? null : new Set(changes.map(placeOfChange)),
    afterFinal: totals.some(isChangedAfterFinal),
  };
  return {
    title: 'Regional totals',
    columns: columnsFor(forces, marks),
    rows: totals.flatMap((total) => rowsOf(total, forces, marks)),
  };
}

/** Whether a force changed a total after the phase's figures became final. False in older releases, which do not say. */
export function isChangedAfterFinal({ changedAfterFinal = [] }: FrozenTotal): boolean {
  return changedAfterFinal.length > 0;
}

/** What is marked beside the totals. */
interface Marks {
  /** The places of revised rows; null: there is no version to compare with. */
  readonly revised: ReadonlySet<string> | null;
  /** Whether a total was changed after the phase's figures became final. */
  readonly afterFinal: boolean;
}

function columnsFor(forces: readonly Named[], { revised, afterFinal }: Marks): Column[] {
  return [
    textColumn('Measure', 30),
    textColumn('Part', 28),
    textColumn('Unit', 11),
    figuresColumn('Region', 12),
    textColumn('Region: how exact', 14),
    figuresColumn('Lowest possible', 11),
    figuresColumn('Highest possible', 11),
    figuresColumn('Forces reported', 11),
    ...(revised === null ? [] : [figuresColumn('Revised', 10)]),
    ...(afterFinal ? [textColumn('Changed after final date', 18)] : []),
    ...forces.flatMap(({ name }) => [figuresColumn(name, 12), textColumn(`${name}: how exact`, 14)]),
  ];
}

/** Every force of the release, in the order of its first measure. */
function forcesOf(totals: readonly FrozenTotal[]): readonly Named[] {
  const forces = totals.flatMap(({ byForce }) => byForce.map(({ force }) => force));
  return [...new Map(forces.map((force) => [force.code, force])).values()];
}

/** The region's total of a measure or a part, with each force's figure of it. */
interface RowFigures {
  readonly code: string | null;
  readonly name: string;
  readonly sum: FrozenSum;
  readonly ofForce: (cell: FrozenCell) => FigureCells;
}

function rowsOf(total: FrozenTotal, forces: readonly Named[], { revised, afterFinal }: Marks): Cell[][] {
  const { unit } = total.measure;
  const whole = { code: null, name: WHOLE, sum: total, ofForce: (cell: FrozenCell) => figureCells(cell, unit) };
  const parts = total.byBreakdown.map((part) => ({
    code: part.code,
    name: part.name,
    sum: part,
    ofForce: (cell: FrozenCell) => forcePartCells(cell, part, total),
  }));
  const byCode = new Map(total.byForce.map((cell) => [cell.force.code, cell]));
  const cells = forces.map(({ code }) => byCode.get(code));
  return [whole, ...parts].map((row) => [
    ...regionPart(row, total),
    ...(revised === null ? [] : [revised.has(placeOf(total.measure.code, row.code)) ? REVISED : 'no']),
    ...(afterFinal ? [forcesChangedAfterFinal(total)] : []),
    ...cells.flatMap((cell) => pair(cell === undefined ? silent(unit) : row.ofForce(cell))),
  ]);
}

function forcesChangedAfterFinal({ changedAfterFinal = [] }: FrozenTotal): string {
  return changedAfterFinal.length === 0 ? 'no' : changedAfterFinal.map(({ name }) => name).join(', ');
}

const REVISED: Cell = { shorthand: 'r' };

/** The cells of a row that are the region's. */
function regionPart({ name, sum }: RowFigures, { measure, coverage, byForce }: FrozenTotal): Cell[] {
  const region = regionCells(sum, byForce, measure.unit);
  return [
    measure.name,
    name,
    UNIT_NAMES[measure.unit],
    ...pair(region),
    ...boundCells(sum, region.figure, measure.unit),
    `${coverage.reported} of ${coverage.expected}`,
  ];
}

function pair({ figure, exactness }: FigureCells): [Cell, Cell] {
  return [figure, exactness];
}

function silent(unit: MeasureUnit): FigureCells {
  return figureCells({ state: 'NOT_REPORTED', value: null, qualifier: null }, unit);
}

/** The row that a change belongs to, whosever figure changed. */
function placeOfChange({ measure, breakdown }: FrozenChange): string {
  return placeOf(measure.code, breakdown?.code ?? null);
}

function placeOf(measure: string, part: string | null): string {
  return JSON.stringify([measure, part]);
}
