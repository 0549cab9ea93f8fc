import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../../common/decimal.js';
import type { CalendarDate } from '../../common/dates.js';
import type { Force, Measure } from '../../dictionary/index.js';
import type { Phase } from '../../operations/index.js';
import type { ForceCell, RegionalTotals, Total } from '../../totals/index.js';
import { totalsView } from './totals.presenter.js';

const PHASE: Phase = {
  code: 'scorpion-3',
  operation: 'scorpion',
  name: 'Operation Scorpion 3',
  status: 'OPEN',
  startsOn: '2022-11-18' as CalendarDate,
  endsOn: '2022-12-03' as CalendarDate,
  datesKnownTo: 'DAY',
  windows: 'three weekends',
  activeDays: null,
  focus: 'Night-time economy',
  leadForce: null,
  note: null,
  keptOpen: false,
  totalsHeldBack: false,
  returnsDueAt: null,
  closesAt: null,
  finalAt: null,
  closedAt: null,
};

const force = (name: string): Force => ({
  code: name.toLowerCase(),
  name,
  kind: 'TERRITORIAL_FORCE',
  onsCode: null,
  region: null,
  alsoKnownAs: [],
  validUntil: null,
  mergedInto: null,
});
const [DORSET, WILTSHIRE, BTP] = [force('Dorset'), force('Wiltshire'), force('BTP')];

const measure = (name: string, more: Partial<Measure> = {}): Measure => ({
  code: name.toLowerCase(),
  version: 1,
  position: 1,
  name,
  alsoKnownAs: [],
  category: 'ARRESTS',
  unit: 'COUNT',
  breakdown: null,
  breakdownRule: null,
  exhaustive: false,
  ask: 'CORE',
  acrossPhases: 'SUM',
  headline: 'TOTAL',
  preferredDirection: 'NONE',
  definition: '',
  validFrom: null,
  ...more,
});

const EXACT = (value: number) => ({
  value: new Decimal(value),
  qualifier: 'EXACT' as const,
  lower: new Decimal(value),
  upper: new Decimal(value),
});
const AT_LEAST = (value: number) => ({ ...EXACT(value), qualifier: 'AT_LEAST' as const, upper: null });
const NOTHING = { value: null, qualifier: null, lower: new Decimal(0), upper: null };
const PART = { givenBy: 1, drugClass: null, withoutSignOff: [], changedAfterFinal: [], coverage: null };
const partOf = (code: string, name: string) => ({ ...PART, code, name });

const CELL = { withoutSignOff: false, withheld: false, changedAfterFinal: false, byBreakdown: [] };
const silent = (of: Force): ForceCell => ({
  force: of,
  state: 'NOT_REPORTED',
  ...CELL,
  ...NOTHING,
});
const reported = (of: Force, value: number): ForceCell => ({
  force: of,
  state: 'REPORTED',
  ...CELL,
  ...EXACT(value),
});

const COMPLETE = { expected: 2, reported: 2, missing: [], complete: true, notHeard: [] };
const PARTIAL = { expected: 2, reported: 1, missing: [WILTSHIRE], complete: false, notHeard: [BTP] };

const total = (of: Measure, byForce: readonly ForceCell[], more: Partial<Total> = {}): Total => ({
  measure: of,
  ...EXACT(0),
  coverage: COMPLETE,
  byForce,
  byBreakdown: [],
  withoutSignOff: [],
  changedAfterFinal: [],
  ...more,
});

const returnOf = (of: Force): RegionalTotals['restsOn'][number] => ({
  force: of,
  version: 1,
  submittedAt: new Date('2022-12-05T09:00:00Z'),
  status: 'ACCEPTED',
  withoutSignOff: false,
});

const view = (totals: readonly Total[], coverage: RegionalTotals['coverage'] = PARTIAL, sent = [DORSET]) =>
  viewOn(sent.map(returnOf), totals, coverage);

const viewOn = (
  restsOn: RegionalTotals['restsOn'],
  totals: readonly Total[] = [],
  coverage: RegionalTotals['coverage'] = PARTIAL,
) =>
  totalsView({
    phase: PHASE,
    basis: 'ACCEPTED',
    asOf: new Date('2022-12-05T09:00:00Z'),
    stamp: '',
    restsOn,
    coverage,
    totals,
    byCategory: [],
  });

describe('the totals of a phase', () => {
  it('show the days of the phase, who has and has not reported, and when a return last changed', () => {
    expect(view([]).lead).toEqual([
      { name: 'When', text: '18 November to 3 December 2022' },
      { name: 'Forces reported', text: '1 of 2 forces' },
      { name: 'Missing', text: 'Wiltshire' },
    ]);
    expect(view([]).facts).toEqual([
      { name: 'Focus', text: 'Night-time economy' },
      { name: 'Days of action', text: 'three weekends' },
      { name: 'Last changed', text: '9am UK time on 5 December 2022' },
      { name: 'Participation not known, no accepted return', text: 'BTP' },
    ]);
    expect(view([], COMPLETE, [DORSET, WILTSHIRE]).lead.map(({ text }) => text)).toContain('no force');
  });

  it('name forces that reported beyond those expected, and say if none did', () => {
    const texts = (...given: Parameters<typeof view>) => {
      const { lead, facts } = view(...given);
      return [...lead, ...facts].map(({ text }) => text);
    };
    expect(texts([], PARTIAL, [BTP, DORSET])).toContain('1 of 2 forces, plus 1 that was not expected');
    expect(texts([], { ...PARTIAL, reported: 0 }, [])).toEqual(
      expect.arrayContaining(['0 of 2 forces', 'nothing accepted yet']),
    );
  });

  it('have a row for each measure and a column for each force that has any figure', () => {
    const { forces, groups } = view([
      total(measure('Arrests'), [reported(DORSET, 21), silent(WILTSHIRE)], { ...AT_LEAST(21), coverage: PARTIAL }),
      total(measure('Charges'), [reported(BTP, 2), reported(DORSET, 1), reported(WILTSHIRE, 0)], EXACT(3)),
    ]);
    expect(forces).toEqual(['BTP', 'Dorset', 'Wiltshire']);
    const rows = groups[0]!.rows.map(({ name, region, asides, cells }) => [
      name,
      region.words,
      asides,
      ...cells.map(({ words }) => words),
    ]);
    expect(rows).toEqual([
      ['Arrests', 'at least 21', ['1 of 2 forces reported'], 'not expected', '21', 'not reported'],
      ['Charges', '3', ['2 of 2 forces reported, plus 1 that was not expected'], '2', '1', 'none'],
    ]);
  });

  it('count the expected forces that reported, not only those whose figures are in a total', () => {
    const cells: ForceCell[] = [reported(BTP, 4), { ...silent(DORSET), state: 'NOT_APPLICABLE' }, silent(WILTSHIRE)];
    const { groups } = view([total(measure('Disruptions'), cells, { ...AT_LEAST(4), coverage: PARTIAL })]);
    expect(groups[0]!.rows[0]!.asides).toEqual(['1 of 2 forces reported, plus 1 that was not expected']);
    const nothing = view([total(measure('Disruptions'), cells.slice(1), { ...NOTHING, coverage: PARTIAL })]);
    expect(nothing.groups[0]!.rows[0]).toMatchObject({
      region: { words: 'no total', silent: true },
      asides: ['1 of 2 forces reported'],
    });
  });

  it('name the forces whose figures are accepted without sign-off, or changed late', () => {
    const unsigned = { withoutSignOff: [DORSET], changedAfterFinal: [WILTSHIRE] };
    const { groups } = view([total(measure('Arrests'), [reported(DORSET, 3), reported(WILTSHIRE, 4)], unsigned)]);
    expect(groups[0]!.rows[0]!.asides).toEqual([
      'not signed off: Dorset',
      'changed after figures were final: Wiltshire',
    ]);
    const restsOn = [{ ...returnOf(DORSET), withoutSignOff: true }, returnOf(WILTSHIRE)];
    expect(viewOn(restsOn).facts).toContainEqual({ name: 'Accepted without sign-off', text: 'Dorset' });
  });

  it('show "some" without a number if a force reported an unknown amount and none gave a number above 0', () => {
    const some: ForceCell = { ...silent(DORSET), state: 'UNQUANTIFIED', qualifier: 'UNQUANTIFIED' };
    const nil: ForceCell = { ...reported(WILTSHIRE, 0), state: 'NIL' };
    const part = { ...partOf('knife', 'Knife'), ...NOTHING, qualifier: 'UNQUANTIFIED' as const };
    const weapons = measure('Weapons', { breakdown: 'weapon', breakdownRule: 'SUBSET' });
    const words = (cells: readonly ForceCell[], more: Partial<Total>) =>
      view([total(weapons, cells, more)]).groups[0]!.rows[0]!.region.words;
    expect(words([some, nil], AT_LEAST(0))).toBe('some, no number given');
    expect(words([reported(DORSET, 0), nil], { ...AT_LEAST(0), byBreakdown: [part] })).toBe('some, no number given');
    expect(words([some, reported(WILTSHIRE, 3)], AT_LEAST(3))).toBe('at least 3');
    expect(words([nil, silent(DORSET)], AT_LEAST(0))).toBe('0 or more');
  });

  it('mark measures that have no headline', () => {
    const rows = (['TOTAL', 'PARTS', 'NONE'] as const).map(
      (headline) =>
        view([total(measure('Weight', { headline }), [reported(DORSET, 5), reported(WILTSHIRE, 1)], EXACT(6))])
          .groups[0]!.rows[0]!,
    );
    expect(rows.map(({ forHeadline, asides }) => [forHeadline, asides])).toEqual([
      [true, []],
      [false, ['sum of different kinds: do not use in a published headline']],
      [false, ['do not use in a published headline']],
    ]);
  });

  it("draw each measure's figures on one scale, and nothing for figures not reported", () => {
    const { groups } = view([
      total(measure('Arrests'), [reported(DORSET, 20), silent(WILTSHIRE)], { ...AT_LEAST(40), coverage: PARTIAL }),
    ]);
    const { region, cells } = groups[0]!.rows[0]!;
    expect(region.bar).toMatchObject({ open: true, sure: 2 * cells[0]!.bar!.sure });
    expect(cells[1]).toEqual({ words: 'not reported', silent: true, bar: null });
  });

  it('are grouped by category, in the order of the measures, and not added', () => {
    const { groups } = view([
      total(measure('Arrests'), [reported(DORSET, 1)]),
      total(measure('Cash', { category: 'SEIZURES', unit: 'GBP' }), [reported(DORSET, 1)]),
      total(measure('Plants', { category: 'SEIZURES', unit: 'PLANT' }), [reported(DORSET, 1)]),
    ]);
    expect(groups.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Arrests and charges', 1],
      ['Seizures', 2],
    ]);
  });

  it('list separately the measures asked for that no force reported', () => {
    const { groups, unreported } = view([
      total(measure('Arrests'), [silent(DORSET), silent(WILTSHIRE)], NOTHING),
      total(measure('Charges'), [{ ...silent(DORSET), state: 'NOT_APPLICABLE' }], NOTHING),
    ]);
    expect(unreported).toEqual(['Arrests']);
    expect(groups[0]!.rows).toMatchObject([{ name: 'Charges', region: { words: 'not applicable', bar: null } }]);
  });

  it('leave out people by age if a single force is behind one of the numbers', () => {
    const people = measure('People', { breakdown: 'age-group', breakdownRule: 'SUBSET' });
    const partsFor = (givenBy: number) => {
      const byBreakdown = [{ ...partOf('child', 'Children'), ...EXACT(3), givenBy }];
      return view([total(people, [reported(DORSET, 9)], { byBreakdown })]).groups[0]!.rows[0]!.parts;
    };
    expect(partsFor(1)).toBeNull();
    expect(partsFor(2)?.items).toEqual([{ name: 'Children', words: '3' }]);
  });

  it.each([
    ['PARTITION', 'The region’s total is made up of'],
    ['SUBSET', 'Of the region’s total'],
    ['OVERLAP', 'The region’s total of each part (one thing may count in several)'],
  ] as const)('explain how the parts of a %s relate to its total', (breakdownRule, relation) => {
    const parts = [
      { ...partOf('heroin', 'Heroin'), drugClass: 'A' as const, ...EXACT(1500) },
      { ...partOf('other', 'Other'), ...AT_LEAST(0) },
    ];
    const weight = measure('Weight', { unit: 'GRAM', breakdown: 'drug', breakdownRule });
    const { groups } = view([total(weight, [reported(DORSET, 1500)], { ...AT_LEAST(1500), byBreakdown: parts })]);
    expect(groups[0]!.rows[0]!.parts).toEqual({
      relation,
      items: [
        { name: 'Heroin (class A)', words: '1.5 kg' },
        { name: 'Other', words: '0 g or more' },
      ],
    });
  });

  it('are a table for five forces, a wide one for up to seven, and blocks for more', () => {
    const forces = Array.from({ length: 8 }, (_, index) => force(`Force ${index}`));
    const layout = (count: number) =>
      view([
        total(
          measure('Arrests'),
          forces.slice(0, count).map((one) => reported(one, 1)),
        ),
      ]).layout;
    expect([5, 6, 7, 8].map(layout)).toEqual(['columns', 'wide-columns', 'wide-columns', 'blocks']);
  });

  it('are blocks if a column would split a word or a number', () => {
    const cash = measure('Cash', { unit: 'GBP' });
    const layout = (of: Force, value: number) => view([total(cash, [reported(of, value)], EXACT(value))]).layout;
    expect(layout(force('Gloucestershire'), 1_234_567.89)).toBe('columns');
    expect(layout(force('Gloucestershire'), 12_345_678.9)).toBe('blocks');
    expect(layout(force('Gloucestershires'), 1)).toBe('blocks');
  });
});
