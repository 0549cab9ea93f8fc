import {
  stateOfTotal,
  type FrozenCell,
  type FrozenDecimal,
  type FrozenSum,
  type FrozenTotal,
  type Named,
  type ReleaseContent,
} from '../domain/index.js';

/** A column of the tidy table. */
export interface Column {
  readonly name: string;
  /** What a cell of it holds, and what an empty one means. */
  readonly description: string;
  /** As CSV on the Web names it. */
  readonly datatype: 'string' | 'date' | 'dateTime' | 'integer' | 'decimal' | 'boolean';
}

/** A cell: a text or a number; null: empty. */
type Value = FrozenDecimal | boolean | null;

/** All columns, in their order. Codes are stable; the names beside them are those of the release. */
const COLUMNS = [
  { name: 'phase', description: 'The code of the phase.', datatype: 'string' },
  { name: 'phase_name', description: 'The name of the phase.', datatype: 'string' },
  { name: 'starts_on', description: 'The first day of the phase.', datatype: 'date' },
  { name: 'ends_on', description: 'The last day of the phase.', datatype: 'date' },
  { name: 'release_version', description: 'The version of the release, from 1.', datatype: 'integer' },
  { name: 'as_at', description: 'The figures are as they were accepted then, UTC.', datatype: 'dateTime' },
  { name: 'area', description: "REGION: the region's total. FORCE: one force's figure.", datatype: 'string' },
  { name: 'force', description: "The code of the force; empty for the region's total.", datatype: 'string' },
  { name: 'force_name', description: "The name of the force; empty for the region's total.", datatype: 'string' },
  { name: 'measure', description: 'The code of the measure.', datatype: 'string' },
  { name: 'measure_name', description: 'The name of the measure.', datatype: 'string' },
  { name: 'definition_version', description: 'The version of its definition, from 1.', datatype: 'integer' },
  { name: 'unit', description: 'The unit of value, lower and upper.', datatype: 'string' },
  { name: 'breakdown', description: 'The code of the part; empty for the measure as a whole.', datatype: 'string' },
  { name: 'breakdown_name', description: 'The name of the part; empty for the whole.', datatype: 'string' },
  {
    name: 'state',
    description: 'REPORTED, NIL (there was none), NOT_REPORTED (never 0), NOT_APPLICABLE or UNQUANTIFIED (no number).',
    datatype: 'string',
  },
  { name: 'value', description: 'The number that people read; empty if there is none.', datatype: 'decimal' },
  {
    name: 'qualifier',
    description:
      'How exact the value is: EXACT, AT_LEAST, AT_MOST, ALMOST, APPROXIMATE, UNQUANTIFIED; empty if nothing was reported.',
    datatype: 'string',
  },
  { name: 'lower', description: 'The lowest possible true value.', datatype: 'decimal' },
  {
    name: 'upper',
    description: 'The highest possible true value; empty if there is no upper bound.',
    datatype: 'decimal',
  },
  {
    name: 'forces_expected',
    description: "How many forces were expected to report; empty for one force's figure.",
    datatype: 'integer',
  },
  {
    name: 'forces_reported',
    description: "How many of these had reported the measure; empty for one force's figure.",
    datatype: 'integer',
  },
  {
    name: 'forces_missing',
    description: "The codes of the forces that had not, with spaces between; empty for one force's figure.",
    datatype: 'string',
  },
  {
    name: 'return_version',
    description:
      "The version of the force's return that the figure is from; empty for the region's total, and if the force had none.",
    datatype: 'integer',
  },
  {
    name: 'without_sign_off',
    description: "Whether the force's figure was accepted without its sign-off; empty for the region's total.",
    datatype: 'boolean',
  },
  {
    name: 'changed_after_final',
    description:
      "Whether the force changed its figure of the measure, or of a part of it, after the phase's figures became final; for the region's total, whether any force did.",
    datatype: 'boolean',
  },
  { name: 'statement', description: 'The sentence that goes with every figure.', datatype: 'string' },
] as const satisfies readonly Column[];

type ColumnName = (typeof COLUMNS)[number]['name'];

/**
 * The columns that the table of a release has. An older release does not say what changed after the final date: its file
 * stays as it was, without that column.
 */
export function columnsOf({ totals }: Pick<ReleaseContent, 'totals'>): readonly Column[] {
  const isKept = totals.some(({ changedAfterFinal }) => changedAfterFinal !== undefined);
  return COLUMNS.filter(({ name }) => isKept || name !== 'changed_after_final');
}

/** One figure of a release. */
export type TidyRow = Readonly<Record<ColumnName, Value>>;

/**
 * A release as a tidy table: a row for each figure. First the region's total of a measure and of each part, then each
 * force's figure of the measure and of the parts that it gave, in the order of the release. Releases hold no numbers of
 * people by age group of one force, nor of the region where one force's could be worked out.
 */
export function tidyRows(content: ReleaseContent): TidyRow[] {
  const { phase, version, asAt, statement, restsOn } = content;
  const ofRelease = {
    phase: phase.code,
    phase_name: phase.name,
    starts_on: phase.startsOn,
    ends_on: phase.endsOn,
    release_version: version,
    as_at: asAt,
    statement,
  };
  const versions = new Map(restsOn.map((basis) => [basis.force.code, basis.version]));
  return content.totals.flatMap((total) =>
    [...regionRows(total), ...total.byForce.flatMap((cell) => forceRows(cell, versions))].map((row) => ({
      ...ofRelease,
      measure: total.measure.code,
      measure_name: total.measure.name,
      definition_version: total.measure.version,
      unit: total.measure.unit,
      ...row,
    })),
  );
}

type OfFigure = Omit<
  TidyRow,
  | 'phase'
  | 'phase_name'
  | 'starts_on'
  | 'ends_on'
  | 'release_version'
  | 'as_at'
  | 'statement'
  | 'measure'
  | 'measure_name'
  | 'definition_version'
  | 'unit'
>;

function regionRows(total: FrozenTotal): OfFigure[] {
  const { coverage, byForce, byBreakdown, changedAfterFinal = [] } = total;
  const ofRegion = {
    area: 'REGION',
    force: null,
    force_name: null,
    forces_expected: coverage.expected,
    forces_reported: coverage.reported,
    forces_missing: coverage.missing.map(({ code }) => code).join(' '),
    return_version: null,
    without_sign_off: null,
    changed_after_final: changedAfterFinal.length > 0,
  };
  const row = (part: Named | null, sum: FrozenSum): OfFigure => ({
    ...ofRegion,
    ...partOf(part),
    state: stateOfTotal(sum, byForce),
    ...sumOf(sum),
  });
  return [row(null, total), ...byBreakdown.map((part) => row(part, part))];
}

function forceRows(cell: FrozenCell, versions: ReadonlyMap<string, number>): OfFigure[] {
  const { force, state, withoutSignOff, changedAfterFinal = false, byBreakdown = [] } = cell;
  const ofForce = {
    area: 'FORCE',
    force: force.code,
    force_name: force.name,
    forces_expected: null,
    forces_reported: null,
    forces_missing: null,
    return_version: versions.get(force.code) ?? null,
    without_sign_off: withoutSignOff,
    changed_after_final: changedAfterFinal,
  };
  return [
    { ...ofForce, ...partOf(null), state, ...sumOf(cell) },
    ...byBreakdown.map((part) => ({ ...ofForce, ...partOf(part), state: part.state, ...sumOf(part) })),
  ];
}

function partOf(part: Named | null): Pick<OfFigure, 'breakdown' | 'breakdown_name'> {
  return { breakdown: part?.code ?? null, breakdown_name: part?.name ?? null };
}

function sumOf({
  value,
  qualifier,
  lower,
  upper,
}: FrozenSum): Pick<OfFigure, 'value' | 'qualifier' | 'lower' | 'upper'> {
  return { value, qualifier, lower, upper };
}
