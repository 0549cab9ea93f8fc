import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signOffAndAccept } from '../support/api/return-steps.js';
import {
  mustSubmit,
  amount,
  codesOf,
  exactly,
  totalOf,
  type Amount,
  type FigureInput,
} from '../support/api/returns-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const FIVE = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];

interface Coded {
  readonly code: string;
}
interface GroupingView extends Amount {
  readonly parts: readonly Coded[];
  readonly coverage: { readonly reported: number; readonly missing: readonly Coded[] };
}
interface GroupingsView {
  readonly byClass: readonly (GroupingView & { readonly drugClass: string })[];
  readonly byGroup: readonly (GroupingView & { readonly group: string })[];
}

const KIND = 'value qualifier lower upper parts { code } coverage { reported missing { code } }';
const KINDS = `byClass { drugClass ${KIND} } byGroup { group ${KIND} }`;
const TOTALS = `query ($phase: ID!, $measures: [ID!]) { regionalTotals(phase: $phase, measures: $measures) {
  totals { ${KINDS} } } }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function kindsOf(phase: string, measure: string, token = 'demo-coordinator'): Promise<GroupingsView> {
  const answer = await service.ask<{ regionalTotals: { totals: GroupingsView[] } }>(token, TOTALS, {
    phase,
    measures: [measure],
  });
  expect(answer.errors).toEqual([]);
  return answer.data.regionalTotals.totals[0]!;
}

/** The fields of each class and group, by its code. */
async function amountsOf(phase: string, measure: string): Promise<Record<string, Amount>> {
  const { byClass, byGroup } = await kindsOf(phase, measure);
  return Object.fromEntries([
    ...byClass.map((one) => [one.drugClass, amount(one)] as const),
    ...byGroup.map((one) => [one.group, amount(one)] as const),
  ]);
}

const drugs = (measure: string, given: Readonly<Record<string, number>>): FigureInput[] =>
  Object.entries(given).map(([breakdown, value]) => ({ measure, breakdown, value }));
const atLeast = (value: number): Amount => ({ value, qualifier: 'AT_LEAST', lower: value, upper: null });
const atMost = (lower: number, upper: number): Amount => ({ value: upper, qualifier: 'AT_MOST', lower, upper });

/** The first force gives these, and the others have none of the measure. */
async function oneGives(phase: string, figures: readonly FigureInput[]): Promise<void> {
  const [first, ...others] = FIVE as [string, ...string[]];
  const measures = [...new Set(figures.map(({ measure }) => measure))];
  await mustSubmit(service, { phase, force: first, figures });
  for (const force of others) await mustSubmit(service, { phase, force, nil: measures });
}

describe('totals by class and by group', () => {
  it('add the figures of each, with its parts and the reporting forces', async () => {
    const phase = 'scorpion-2';
    const weights = { cocaine: 5, heroin: 0.25, cannabis: 100, 'cannabis-resin': 20, ketamine: 3, benzodiazepines: 1 };
    await oneGives(phase, drugs('drugs-weight', weights));
    const { byClass, byGroup } = await kindsOf(phase, 'drugs-weight');
    expect(byClass.map(({ drugClass, ...one }) => [drugClass, amount(one), codesOf(one.parts)])).toEqual([
      ['A', exactly(5.25), ['cocaine', 'heroin']],
      ['B', exactly(123), ['cannabis', 'cannabis-resin', 'ketamine']],
      ['C', exactly(1), ['benzodiazepines']],
    ]);
    expect(byGroup.map(({ group, ...one }) => [group, amount(one), codesOf(one.parts)])).toEqual([
      ['cannabis', exactly(120), ['cannabis', 'cannabis-resin']],
    ]);
    for (const { coverage } of [...byClass, ...byGroup]) expect(coverage).toEqual({ reported: 5, missing: [] });
  });

  it('have no upper bound while an expected force is silent, or gave a total without parts', async () => {
    const phase = 'scorpion-3';
    const silent = FIVE.slice(2);
    await mustSubmit(service, { phase, force: FIVE[0]!, figures: drugs('drugs-weight', { cocaine: 5, cannabis: 2 }) });
    await mustSubmit(service, { phase, force: FIVE[1]!, figures: [{ measure: 'drugs-weight', value: 500 }] });
    for (const force of silent) await mustSubmit(service, { phase, force, nil: ['arrests'] });
    const { byClass } = await kindsOf(phase, 'drugs-weight');
    expect(byClass.map(amount)).toEqual([atLeast(5), atLeast(2)]);
    expect(byClass.map(({ coverage }) => [coverage.reported, codesOf(coverage.missing)])).toEqual([
      [1, FIVE.slice(1)],
      [1, FIVE.slice(1)],
    ]);
    for (const force of silent) await mustSubmit(service, { phase, force, nil: ['drugs-weight'] });
    expect(await amountsOf(phase, 'drugs-weight')).toEqual({ A: atLeast(5), B: atLeast(2), cannabis: atLeast(2) });
    await mustSubmit(service, { phase, force: FIVE[1]!, notApplicable: ['drugs-weight'] });
    expect(await amountsOf(phase, 'drugs-weight')).toEqual({ A: exactly(5), B: exactly(2), cannabis: exactly(2) });
  });

  it('have no upper bound for a class, but one for a group, beside a mixed part', async () => {
    await oneGives('scorpion-4', drugs('drugs-weight', { cocaine: 5, cannabis: 2, mixed: 7 }));
    const open = { A: atLeast(5), B: atLeast(2), cannabis: exactly(2) };
    expect(await amountsOf('scorpion-4', 'drugs-weight')).toEqual(open);
    await oneGives('scorpion-4', drugs('drugs-weight', { cocaine: 5, cannabis: 2, mixed: 0 }));
    expect(await amountsOf('scorpion-4', 'drugs-weight')).toEqual({ ...open, A: exactly(5), B: exactly(2) });
    // A partner that is not expected adds what it has; its mixed part may be of any class.
    await mustSubmit(service, {
      phase: 'scorpion-4',
      force: 'btp',
      figures: drugs('drugs-weight', { unidentified: 1 }),
    });
    expect(await amountsOf('scorpion-4', 'drugs-weight')).toEqual(open);
    // The total of a part is not exact either, because the partner did not give parts at all.
    const weight = { measure: 'drugs-weight', value: 9 };
    await mustSubmit(service, { phase: 'scorpion-4', force: 'btp', figures: [weight] });
    const { byBreakdown } = await totalOf(service, 'scorpion-4', 'drugs-weight');
    const [cocaine] = byBreakdown.filter(({ code }) => code === 'cocaine');
    expect(amount(cocaine!)).toEqual(atLeast(5));
  });

  it("use the classes on the phase's first day", async () => {
    // Nitrous oxide has been of class C since 8 November 2023, nitazenes of class A since 20 March 2024.
    const given = drugs('drugs-tablets', { ecstasy: 4, nitazenes: 2, 'nitrous-oxide': 10 });
    await oneGives('scorpion-6', given);
    expect(await amountsOf('scorpion-6', 'drugs-tablets')).toEqual({ A: atLeast(4) });
    await oneGives('scorpion-8', given);
    expect(await amountsOf('scorpion-8', 'drugs-tablets')).toEqual({ A: exactly(6), C: exactly(10) });
    await oneGives('scorpion-7', given);
    expect(await amountsOf('scorpion-7', 'drugs-tablets')).toEqual({ A: atLeast(4), C: atLeast(10) });
  });

  it.each([
    ['scorpion-3', '2003-06-01', { B: atLeast(103) }],
    ['scorpion-5', '2006-06-01', { B: exactly(3), C: exactly(102) }],
    ['scorpion-12', '2008-06-01', { A: exactly(3), C: exactly(102) }],
    ['scorpion-13', '2010-06-01', { A: exactly(3), B: exactly(100), C: exactly(2) }],
  ])('use the classes of cannabis, methamphetamine and ketamine: %s on %s', async (phase, firstDay, byClass) => {
    const moved = 'UPDATE phases SET starts_on = $2, ends_on = $2, active_days = 1 WHERE code = $1';
    await service.database.asOwner(moved, [phase, firstDay]);
    await oneGives(phase, drugs('drugs-weight', { cannabis: 100, methamphetamine: 3, ketamine: 2 }));
    expect(await amountsOf(phase, 'drugs-weight')).toEqual({ ...byClass, cannabis: exactly(100) });
  });

  it('are a lower bound if parts are only included in the total', async () => {
    await oneGives('scorpion-9', [
      ...drugs('drugs-value', { cocaine: 300, cannabis: 50, 'cannabis-resin': 25, 'cannabis-products': 5 }),
      { measure: 'drugs-value', value: 1000 },
    ]);
    const found = await amountsOf('scorpion-9', 'drugs-value');
    expect(found).toEqual({ A: atLeast(300), B: atLeast(80), cannabis: exactly(80) });
  });

  it('count a seizure of two drugs once', async () => {
    const cannabis = drugs('drug-seizures', { cannabis: 4, 'cannabis-resin': 3, 'cannabis-products': 0 });
    await oneGives('scorpion-10', cannabis);
    expect(await amountsOf('scorpion-10', 'drug-seizures')).toEqual({ B: atLeast(4), cannabis: atMost(4, 7) });
    await oneGives('scorpion-10', [...cannabis, { measure: 'drug-seizures', value: 5 }]);
    expect(await amountsOf('scorpion-10', 'drug-seizures')).toEqual({ B: atLeast(4), cannabis: atMost(4, 5) });
  });

  it('do not exist for a measure without drugs, or if no force gave a part', async () => {
    await oneGives('scorpion-11', [
      ...drugs('weapons-seized', { knife: 4 }),
      { measure: 'arrests', value: 3 },
      { measure: 'drugs-weight', value: 3 },
      ...drugs('drugs-wraps', { mixed: 3 }),
    ]);
    for (const measure of ['weapons-seized', 'arrests', 'drugs-weight', 'drugs-wraps', 'charges']) {
      expect(await kindsOf('scorpion-11', measure)).toEqual({ byClass: [], byGroup: [] });
    }
  });

  it('are the same for everybody who reads totals', async () => {
    for (const force of FIVE) await signOffAndAccept(service, { phase: 'scorpion-2', force, version: 1 });
    const answer = await kindsOf('scorpion-2', 'drugs-weight');
    for (const token of ['demo-analyst-btp', 'demo-approver-dorset', 'demo-pcc-wiltshire']) {
      expect(await kindsOf('scorpion-2', 'drugs-weight', token)).toEqual(answer);
    }
  });

  it('take as many statements as the totals without them, and can be asked for through fragments', async () => {
    const ask = (selection: string, fragment = ''): (() => Promise<unknown>) => {
      const query = `{ regionalTotals(phase: "scorpion-2", measures: ["drugs-weight"]) { totals { ${selection} } } } ${fragment}`;
      return async () => {
        const { data, errors } = await service.ask('demo-coordinator', query);
        expect(errors).toEqual([]);
        return data;
      };
    };
    const plain = ask('value');
    const kinds = ask(KINDS);
    expect(await countStatements(kinds)).toBe(await countStatements(plain));
    const answer = await kinds();
    expect(await ask('... on Total { ...kinds }', `fragment kinds on Total { ${KINDS} }`)()).toEqual(answer);
    expect(await ask(`...kinds @include(if: false) ${KINDS}`, 'fragment kinds on Total { value }')()).toEqual(answer);
  });
});

describe('totals by category', () => {
  it('are the totals, in the order of the categories and then of the dictionary, with nothing added', async () => {
    const measures = ['patrols', 'people-safeguarded', 'charges', 'cash-seized', 'arrests'];
    const query = `query ($measures: [ID!]) { regionalTotals(phase: "scorpion-2", measures: $measures) {
      totals { measure { code category } value } byCategory { category totals { measure { code category } value } } } }`;
    const { data, errors } = await service.ask<{
      regionalTotals: {
        totals: { measure: Coded }[];
        byCategory: { category: string; totals: { measure: Coded }[] }[];
      };
    }>('demo-pcc-dorset', query, { measures });
    expect(errors).toEqual([]);
    const { totals, byCategory } = data.regionalTotals;
    expect(byCategory.map(({ category, totals: own }) => [category, own.map(({ measure }) => measure.code)])).toEqual([
      ['ARRESTS', ['arrests', 'charges']],
      ['SEIZURES', ['cash-seized']],
      ['SAFEGUARDING', ['people-safeguarded']],
      ['ENGAGEMENT', ['patrols']],
    ]);
    expect(byCategory.flatMap(({ totals: own }) => own)).toEqual(totals);
  });

  it('are empty if no measure is asked for', async () => {
    const query = '{ regionalTotals(phase: "scorpion-2", measures: []) { byCategory { category } } }';
    expect((await service.ask<object>('demo-coordinator', query)).data).toEqual({ regionalTotals: { byCategory: [] } });
  });
});
