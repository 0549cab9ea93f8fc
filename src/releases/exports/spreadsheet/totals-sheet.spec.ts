import { describe, expect, it } from '@jest/globals';
import type { FrozenCell, FrozenChange, FrozenState, FrozenTotal, Named } from '../../domain/index.js';
import { changesTable } from './changes-sheet.js';
import { isNumber, textOf, type Table } from './sheet.js';
import { totalsTable } from './totals-sheet.js';

const named = (name: string): Named => ({ code: name.toLowerCase(), name });
const exactly = (value: number): FrozenState => ({
  state: 'REPORTED',
  value,
  qualifier: 'EXACT',
  lower: value,
  upper: value,
});
const SILENT: FrozenState = { state: 'NOT_REPORTED', value: null, qualifier: null, lower: 0, upper: null };

const cell = (force: string, value: number): FrozenCell => ({
  force: named(force),
  ...exactly(value),
  withoutSignOff: false,
  byBreakdown: [],
});

/** The region's total of a measure; `given`: its forces, parts, coverage. */
function total(name: string, value: number, given: Partial<FrozenTotal> = {}): FrozenTotal {
  return {
    measure: { ...named(name), unit: 'GRAM', category: 'SEIZURES', version: 1, definition: name },
    ...exactly(value),
    coverage: { expected: 2, reported: 2, complete: true, missing: [], notHeard: [] },
    byForce: [],
    byBreakdown: [],
    ...given,
  };
}

const part = (name: string, value: number) => ({ ...named(name), ...exactly(value) });

/** The rows of a table as records: what a reader sees, by header. */
function recordsOf({ columns, rows }: Table): Record<string, string | number>[] {
  return rows.map((row) => {
    const entries = row.map((one, place): [string, string | number] => [
      columns[place]?.header ?? '',
      isNumber(one) ? one.number : textOf(one),
    ]);
    return Object.fromEntries(entries);
  });
}

const rowsOf = (totals: readonly FrozenTotal[], changes: readonly FrozenChange[] | null = null) =>
  recordsOf(totalsTable({ totals, changesSince: changes === null ? null : 1, changes: changes ?? [] }));

const WEIGHT = total('Weight', 5, {
  byForce: [cell('Dorset', 5)],
  byBreakdown: [part('Cocaine', 4), part('Heroin', 1)],
});
const CHANGE: FrozenChange = {
  measure: WEIGHT.measure,
  force: named('Dorset'),
  breakdown: null,
  from: SILENT,
  to: exactly(5),
};

describe('the table of regional totals', () => {
  it('has a row for the whole and for each part, with the unit and the coverage of the measure', () => {
    const coverage = { expected: 5, reported: 3, complete: false, missing: [], notHeard: [] };
    const rows = rowsOf([{ ...WEIGHT, coverage }, total('Plants', 7)]);
    const headers = ['Measure', 'Part', 'Unit', 'Region', 'Forces reported'];
    expect(rows.map((row) => headers.map((header) => row[header]))).toEqual([
      ['Weight', 'All', 'grams', 5, '3 of 5'],
      ['Weight', 'Cocaine', 'grams', 4, '3 of 5'],
      ['Weight', 'Heroin', 'grams', 1, '3 of 5'],
      ['Plants', 'All', 'grams', 7, '2 of 2'],
    ]);
  });

  it('has two columns for every force, also for one that a measure does not name', () => {
    const rows = rowsOf([
      total('Weight', 1, { byForce: [cell('Dorset', 1)] }),
      total('Plants', 2, { byForce: [cell('Wiltshire', 2)] }),
    ]);
    expect(rows.map((row) => Object.entries(row).slice(8))).toEqual([
      [
        ['Dorset', 1],
        ['Dorset: how exact', 'exact'],
        ['Wiltshire', '[x]'],
        ['Wiltshire: how exact', 'not reported'],
      ],
      [
        ['Dorset', '[x]'],
        ['Dorset: how exact', 'not reported'],
        ['Wiltshire', 2],
        ['Wiltshire: how exact', 'exact'],
      ],
    ]);
  });

  it('marks the row in which a figure was revised, whosever it is', () => {
    const revised = (...changes: FrozenChange[]) =>
      rowsOf([WEIGHT, total('Plants', 2)], changes).map((row) => row['Revised']);
    expect(revised(CHANGE)).toEqual(['[r]', 'no', 'no', 'no']);
    expect(revised({ ...CHANGE, force: null, breakdown: named('Heroin') })).toEqual(['no', 'no', '[r]', 'no']);
    expect(revised()).toEqual(['no', 'no', 'no', 'no']);
  });

  it('does not say what was revised if there is no version to compare with', () => {
    expect(rowsOf([WEIGHT])[0]).not.toHaveProperty('Revised');
  });
});

describe('the column of what changed after the final date', () => {
  const valuesOf = (...totals: FrozenTotal[]) => rowsOf(totals).map((row) => row['Changed after final date']);

  it('names in the rows of a measure the forces that changed it', () => {
    const changedAfterFinal = [named('Dorset'), named('Wiltshire')];
    const plants = total('Plants', 2, { changedAfterFinal: [] });
    const both = 'Dorset, Wiltshire';
    expect(valuesOf({ ...WEIGHT, changedAfterFinal }, plants)).toEqual([both, both, both, 'no']);
  });

  it('is not there if no total was changed, or if that was not kept', () => {
    for (const one of [WEIGHT, { ...WEIGHT, changedAfterFinal: [] }]) {
      expect(rowsOf([one])[0]).not.toHaveProperty('Changed after final date');
    }
  });
});

describe('the table of changes', () => {
  it('has both sides of every figure, in their order', () => {
    const changes = [CHANGE, { ...CHANGE, force: null, breakdown: named('Heroin'), from: exactly(0.5), to: SILENT }];
    expect(recordsOf(changesTable({ version: 3, changes }, 1)).map(Object.entries)).toEqual([
      [
        ['Measure', 'Weight'],
        ['Part', 'All'],
        ['Unit', 'grams'],
        ['Region or force', 'Dorset'],
        ['Version 1', '[x]'],
        ['Version 1: how exact', 'not reported'],
        ['Version 3', 5],
        ['Version 3: how exact', 'exact'],
      ],
      expect.arrayContaining([
        ['Part', 'Heroin'],
        ['Region or force', 'Region'],
        ['Version 1', 0.5],
        ['Version 3', '[x]'],
      ]),
    ]);
  });
});
