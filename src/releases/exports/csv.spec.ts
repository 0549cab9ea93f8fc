import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { FrozenCell, FrozenTotal, ReleaseContent } from '../domain/index.js';
import { csvMetadataOf, csvOf } from './csv.js';

const NAMED = (code: string) => ({ code, name: `Name of ${code}` });
const EXACT = (value: number) => ({ value, qualifier: 'EXACT', lower: value, upper: value }) as const;
const NOTHING = { value: null, qualifier: null, lower: 0, upper: null } as const;
const COVERAGE = { expected: 2, reported: 1, complete: false, missing: [NAMED('wiltshire')], notHeard: [] };

const cell = (code: string, more: Partial<FrozenCell> = {}): FrozenCell => ({
  force: NAMED(code),
  state: 'REPORTED',
  withoutSignOff: false,
  byBreakdown: [],
  ...EXACT(5),
  ...more,
});

const total = (more: Partial<FrozenTotal> = {}): FrozenTotal => ({
  measure: { ...NAMED('weapons-seized'), unit: 'COUNT', category: 'SEIZURES', version: 2, definition: 'Weapons.' },
  coverage: COVERAGE,
  byForce: [],
  byBreakdown: [],
  ...EXACT(5),
  ...more,
});

const release = (totals: readonly FrozenTotal[], name = 'Operation Scorpion 9'): ReleaseContent => ({
  phase: {
    code: 'scorpion-9',
    name,
    operation: 'scorpion',
    startsOn: '2024-11-04',
    endsOn: '2024-11-08',
    datesKnownTo: 'DAY',
  },
  version: 3,
  kind: null,
  note: null,
  publishedAt: '2024-12-01T09:00:00.000Z',
  asAt: '2024-12-01T08:59:00.000Z',
  statement: 'Management information.',
  coverage: COVERAGE,
  restsOn: [{ force: NAMED('dorset'), version: 4, withoutSignOff: true }],
  totals,
  changesSince: null,
  changes: [],
  headlines: [],
});

type Row = Readonly<Record<string, string>>;
const rowsOf = (content: ReleaseContent): Row[] => parse(csvOf(content), { columns: true });

describe('the CSV file of a release', () => {
  it('has a row for each figure: the region, its parts, the forces and the parts that they gave', () => {
    const knife = { ...NAMED('knife'), ...EXACT(3) };
    const dorset = cell('dorset', { byBreakdown: [{ ...knife, state: 'REPORTED' }] });
    const wiltshire = cell('wiltshire', { state: 'NOT_REPORTED', ...NOTHING });
    const rows = rowsOf(release([total({ byForce: [dorset, wiltshire], byBreakdown: [knife] })]));
    expect(
      rows.map(({ area, force, breakdown, state, value, upper }) => [area, force, breakdown, state, value, upper]),
    ).toEqual([
      ['REGION', '', '', 'REPORTED', '5', '5'],
      ['REGION', '', 'knife', 'REPORTED', '3', '3'],
      ['FORCE', 'dorset', '', 'REPORTED', '5', '5'],
      ['FORCE', 'dorset', 'knife', 'REPORTED', '3', '3'],
      ['FORCE', 'wiltshire', '', 'NOT_REPORTED', '', ''],
    ]);
  });

  it('says of each figure who is in it, which version it is from, and when', () => {
    const [region, force] = rowsOf(release([total({ byForce: [cell('dorset', { withoutSignOff: true })] })]));
    expect(region).toMatchObject({
      forces_expected: '2',
      forces_reported: '1',
      forces_missing: 'wiltshire',
      return_version: '',
    });
    expect(force).toMatchObject({ forces_expected: '', return_version: '4', without_sign_off: 'true' });
    for (const row of [region, force]) {
      expect(row).toMatchObject({
        release_version: '3',
        as_at: '2024-12-01T08:59:00.000Z',
        definition_version: '2',
        statement: 'Management information.',
      });
    }
  });

  it('marks the figures that were changed after the final date, and the totals with them', () => {
    const knife = { ...NAMED('knife'), ...EXACT(3) };
    const dorset = cell('dorset', { changedAfterFinal: true, byBreakdown: [{ ...knife, state: 'REPORTED' }] });
    const given = { byForce: [dorset, cell('wiltshire')], byBreakdown: [knife] };
    const rows = rowsOf(release([total({ ...given, changedAfterFinal: [NAMED('dorset')] })]));
    expect(rows.map((row) => row['changed_after_final'])).toEqual(['true', 'true', 'true', 'true', 'false']);
    const unchanged = rowsOf(release([total({ byForce: [cell('wiltshire')], changedAfterFinal: [] })]));
    expect(unchanged.map((row) => row['changed_after_final'])).toEqual(['false', 'false']);
  });

  it('keeps its columns for an older release, which does not say what changed after the final date', () => {
    const content = release([total({ byForce: [cell('dorset', { changedAfterFinal: true })] })]);
    expect(csvOf(content).toString().split('\r\n')[0]).toBe(
      'phase,phase_name,starts_on,ends_on,release_version,as_at,area,force,force_name,measure,measure_name,definition_version,unit,breakdown,breakdown_name,state,value,qualifier,lower,upper,forces_expected,forces_reported,forces_missing,return_version,without_sign_off,statement',
    );
    expect(csvMetadataOf(content, 'scorpion-9.csv').toString()).not.toContain('changed_after_final');
  });

  it('never says 0 for what was not reported, and NIL for none', () => {
    const rows = rowsOf(
      release([total({ ...EXACT(0) }), total({ ...NOTHING }), total({ ...NOTHING, qualifier: 'UNQUANTIFIED' })]),
    );
    expect(rows.map(({ state, value }) => [state, value])).toEqual([
      ['NIL', '0'],
      ['NOT_REPORTED', ''],
      ['UNQUANTIFIED', ''],
    ]);
  });

  it('has no text that a spreadsheet runs, and every other text as it is', () => {
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0'));
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\n', 'a', '');
    fc.assert(
      fc.property(
        fc.tuple(start, text).map(([first, rest]) => first + rest),
        (name) => {
          const [row] = rowsOf(release([total()], name));
          const isRun = /^[=+\-@\t\r\uFF0B-\uFF1D\uFF20]/u.test(name);
          expect(row?.['phase_name']).toBe(isRun ? `'${name}` : name);
        },
      ),
      { seed: 20_260_101, numRuns: 200 },
    );
  });

  it('is described column by column', () => {
    const content = release([total({ changedAfterFinal: [] })]);
    const metadata = JSON.parse(csvMetadataOf(content, 'scorpion-9.csv').toString()) as {
      url: string;
      tableSchema: { columns: { name: string; datatype: string; 'dc:description': string }[] };
    };
    const header = Object.keys(rowsOf(content)[0] ?? {});
    expect(metadata.url).toBe('scorpion-9.csv');
    expect(metadata.tableSchema.columns.map(({ name }) => name)).toEqual(header);
    expect(metadata.tableSchema.columns.every((column) => column['dc:description'] !== '')).toBe(true);
  });
});
