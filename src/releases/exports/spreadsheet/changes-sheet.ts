import type { FrozenChange, ReleaseContent } from '../../domain/index.js';
import { figureCells } from './figure-cells.js';
import { figuresColumn, textColumn, type Cell, type Table } from './sheet.js';
import { WHOLE } from './totals-sheet.js';
import { UNIT_NAMES } from './words.js';

/** The table of the figures that differ from the version before, both sides of each. */
export function changesTable({ version, changes }: Pick<ReleaseContent, 'version' | 'changes'>, since: number): Table {
  return {
    title: 'Changes',
    columns: [
      textColumn('Measure', 30),
      textColumn('Part', 28),
      textColumn('Unit', 11),
      textColumn('Region or force', 26),
      ...[since, version].flatMap((side) => [
        figuresColumn(`Version ${side}`, 14),
        textColumn(`Version ${side}: how exact`, 18),
      ]),
    ],
    rows: changes.map(rowOf),
  };
}

function rowOf({ measure, force, breakdown, from, to }: FrozenChange): Cell[] {
  return [
    measure.name,
    breakdown?.name ?? WHOLE,
    UNIT_NAMES[measure.unit],
    force?.name ?? 'Region',
    ...[from, to].flatMap((side) => {
      const { figure, exactness } = figureCells(side, measure.unit);
      return [figure, exactness];
    }),
  ];
}
