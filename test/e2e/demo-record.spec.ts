import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf, versionCounts } from '../support/database/database-states.js';
import { mustSucceed } from '../support/api/phases-api.js';
import { amount, exactly, readReturn, totalOf, type Amount } from '../support/api/returns-api.js';
import { startOnceMore } from '../support/service/second-start.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

interface Published {
  readonly phase: string | null;
  readonly scope: string;
  readonly force: string | null;
  readonly measure: string;
  readonly breakdown: string | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly qualifier: string;
  readonly standing: string;
  readonly highlight?: boolean;
  readonly note?: string;
}

/** What the forces themselves published for one whole force: the rows that are figures of a return. */
const ROWS = (
  JSON.parse(readFileSync(new URL('../../src/demo/data/published.json', import.meta.url), 'utf8')) as Published[]
).filter(
  ({ scope, phase, force, highlight, standing }) =>
    scope === 'FORCE' && phase !== null && force !== null && highlight !== true && standing !== 'RETOLD',
);

const KEYS = [...new Set(ROWS.map(({ phase, force }) => `${phase ?? ''}/${force ?? ''}`))].sort();
const rowsOf = (key: string): Published[] => ROWS.filter(({ phase, force }) => `${phase ?? ''}/${force ?? ''}` === key);
const isRevised = ({ standing }: Published): boolean => standing === 'REVISED';

/** A row in the form of a figure in an answer: in the measure's own unit, an exact 0 as NIL. */
function figureOf({ measure, breakdown, value, unit, qualifier, note }: Published): unknown[] {
  const own = value !== null && unit === 'KILOGRAM' ? Math.round(value * 1_000_000) / 1000 : value;
  return [measure, breakdown, own, qualifier, note ?? null];
}

/** The shape of every total with a missing force. */
const atLeast = (value: number): Amount => ({ value, qualifier: 'AT_LEAST', lower: value, upper: null });
const UNQUANTIFIED: Amount = { value: null, qualifier: 'UNQUANTIFIED', lower: 0, upper: null };

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});
afterAll(async () => {
  await service.stop();
});

async function figuresOf(key: string, version: number): Promise<unknown[][]> {
  const [phase = '', force = ''] = key.split('/');
  const found = await readReturn(service, { phase, force, version });
  return (found?.figures ?? []).map(({ measure, breakdown, value, qualifier, note }) => [
    measure.code,
    breakdown?.code ?? null,
    value,
    qualifier,
    note,
  ]);
}

describe('the published record', () => {
  it('has one version for each force and phase with published figures, and two if they were revised', async () => {
    const expected = Object.fromEntries(KEYS.map((key) => [key, rowsOf(key).some(isRevised) ? 2 : 1]));
    expect(await versionCounts(service.database)).toEqual(expected);
    expect(expected).toMatchObject({ 'scorpion-6/dorset': 2, 'viper-2024/dorset': 1 });
    expect(KEYS.length).toBeGreaterThan(20);
  });

  it.each(KEYS)('of %s is version 1, with the figures as first published', async (key) => {
    expect(await figuresOf(key, 1)).toEqual(
      rowsOf(key)
        .filter((row) => !isRevised(row))
        .map(figureOf),
    );
  });

  it('of Dorset in phase 6 is version 2, with the revised rows replacing the first ones', async () => {
    const key = 'scorpion-6/dorset';
    const place = (row: Published): string => `${row.measure}/${row.breakdown ?? ''}`;
    const laidOver = new Map(
      [...rowsOf(key)].sort((a, b) => Number(isRevised(a)) - Number(isRevised(b))).map((row) => [place(row), row]),
    );
    const found = await figuresOf(key, 2);
    expect(new Set(found.map((row) => JSON.stringify(row)))).toEqual(
      new Set([...laidOver.values()].map((row) => JSON.stringify(figureOf(row)))),
    );
    expect(found).toHaveLength(laidOver.size);
    expect(found.find(([measure]) => measure === 'arrests')?.slice(2, 4)).toEqual([26, 'EXACT']);
  });

  it("is sent in the name of the forces' analysts, and gives its sources", async () => {
    const found = await readReturn(service, { phase: 'scorpion-6', force: 'dorset', version: 2 });
    expect(found).toMatchObject({
      note: expect.stringMatching(/^As published: ./),
      reason: expect.stringMatching(/./),
    });
  });
});

describe('the totals of the record', () => {
  it.each([
    [
      '64 in Avon and Somerset, 20 in Wiltshire and 19 in Gloucestershire; two forces missing',
      ...(['scorpion-1', 'arrests', atLeast(103)] as const),
    ],
    [
      '36 in Devon and Cornwall and, as revised, 26 in Dorset; three missing',
      ...(['scorpion-6', 'arrests', atLeast(62)] as const),
    ],
    [
      "25 in Gloucestershire, Devon and Cornwall's 6 adults and 10 children, which are all ages, and Dorset's 4",
      ...(['scorpion-6', 'people-safeguarded', atLeast(45)] as const),
    ],
    [
      "nine tenths of Wiltshire's almost £80,000, the least that it can be",
      ...(['scorpion-8', 'cash-seized', atLeast(72_000)] as const),
    ],
    [
      "Wiltshire's about £12,500 less 2.5 % of it, which is more than half of its last place, £50",
      ...(['scorpion-1', 'cash-seized', atLeast(12_187.5)] as const),
    ],
    [
      '15 g of cocaine, 197 g of crack cocaine and 1 kg of heroin in Gloucestershire',
      ...(['scorpion-1', 'drugs-weight', atLeast(1_212)] as const),
    ],
    [
      'at least 5 kg of cocaine and 3.99 kg of cannabis; up to 2.26 kg of other class A adds nothing to the lower bound',
      ...(['scorpion-9', 'drugs-weight', atLeast(8_990)] as const),
    ],
    ['some in Avon and Somerset, with no number', 'scorpion-3', 'drugs-weight', UNQUANTIFIED],
    ["Dorset's 33: no other force takes part", 'viper-2024', 'arrests', exactly(33)],
    ['none, because no force published any', 'scorpion-13', 'arrests', { ...UNQUANTIFIED, qualifier: null }],
  ])('are %s', async (_, phase, measure, total) => {
    expect(amount(await totalOf(service, phase, measure))).toEqual(total);
  });

  it("keep a part separate from forces that gave no ages: Dorset's 3 adults with Devon and Cornwall's 6", async () => {
    const { byBreakdown } = await totalOf(service, 'scorpion-6', 'people-safeguarded');
    expect(Object.fromEntries(byBreakdown.map((part) => [part.code, amount(part)]))).toEqual({
      adult: atLeast(9),
      child: atLeast(10),
    });
  });
});

describe('a second start on the same database', () => {
  it('adds nothing and changes nothing', async () => {
    const before = await contentsOf(service.database);
    const output = await startOnceMore(service.database, { LOAD_RECORD: 'true' });
    expect(await contentsOf(service.database)).toEqual(before);
    expect(output).toContain('The published figures are loaded: 25 versions of returns, none of them added now.');
  });
});

describe('a first start with the record in a demo where somebody has closed phases', () => {
  it('releases what is accepted, and holds back no totals that it cannot release', async () => {
    const empty = await startTestService();
    try {
      for (const phase of ['scorpion-6', 'scorpion-9'])
        await mustSucceed(empty, 'closePhase', { phase, confirm: true });
      expect(await startOnceMore(empty.database, { LOAD_RECORD: 'true' })).toContain('Released phases: 4.');
      const { data } = await empty.ask<object>('demo-press', '{ phase(code: "scorpion-6") { status totalsHeldBack } }');
      expect(data).toEqual({ phase: { status: 'CLOSED', totalsHeldBack: false } });
    } finally {
      await empty.stop();
    }
  });
});
