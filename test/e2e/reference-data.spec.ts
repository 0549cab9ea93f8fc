import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFINITION_PROBLEMS, type DefinitionProblemCode } from '../../src/dictionary/domain/definition.js';
import { contentsOf } from '../support/database-states.js';
import { accept, codesOf, exactly, readReturn, totalOf, totalsOf } from '../support/returns-api.js';
import { countStatements } from '../support/statement-count.js';
import { startTestService, type TestService } from '../support/test-service.js';

const FORCES = [
  ...['avon-and-somerset', 'btp', 'crimestoppers', 'devon-and-cornwall', 'dorset', 'gloucestershire'],
  ...['swrocu', 'wiltshire'],
];
const FIVE = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];
const PHASES = [
  ...[1, 2, 3, 4, 5, 6].map((n) => `scorpion-${n}`),
  'viper-2024',
  ...[7, 8, 9, 10, 11, 12, 13].map((n) => `scorpion-${n}`),
];

interface Item {
  readonly code: string;
  readonly [field: string]: unknown;
}
type Lists = Readonly<Record<string, readonly Item[]>>;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function read<Data = Lists>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await service.ask<Data>('demo-press', query, variables);
  expect(errors).toEqual([]);
  return data;
}

describe('a list', () => {
  it.each([
    ['forces', FORCES],
    ['operations', ['scorpion', 'viper']],
    ['phases', PHASES],
  ])('of %s comes whole and in order, or page by page after the last one seen', async (name, codes) => {
    const whole = await read(`{ ${name} { code } }`);
    expect(codesOf(whole[name]!)).toEqual(codes);
    const pages: string[] = [];
    for (let after: string | null = null, full = true; full; after = pages.at(-1) ?? null) {
      const page = await read(`query ($after: ID) { ${name}(first: 3, after: $after) { code } }`, { after });
      pages.push(...codesOf(page[name]!));
      full = page[name]!.length === 3;
    }
    expect(pages).toEqual(codes);
  });

  it('of measures pages through the whole dictionary in its own order', async () => {
    const { measures } = await read('{ measures(first: 100) { code } }');
    const { first, rest } = await read<{ first: Item[]; rest: Item[] }>(
      '{ first: measures(first: 3) { code } rest: measures(first: 100, after: "line-holders-charged") { code } }',
    );
    expect(codesOf(first)).toEqual(['arrests', 'charges', 'line-holders-charged']);
    expect(codesOf([...first, ...rest])).toEqual(codesOf(measures!));
  });

  it.each(['forces(first: 0)', 'measures(first: 101)', 'phases(first: -1)'])('is not %s', async (field) => {
    const { errors } = await service.ask('demo-press', `{ ${field} { code } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('of phases can be of one operation', async () => {
    const { phases } = await read('{ phases(operation: "viper") { code } }');
    expect(codesOf(phases!)).toEqual(['viper-2024']);
  });

  it('of 50 costs as many statements as a list of 2', async () => {
    const phases = (first: number) => () =>
      read(
        `{ phases(first: ${first}) { code participants { force { name } participation } asks { ask measure { name } } } }`,
      );
    const { measures } = await read('{ measures(first: 50) { code } }');
    const codes = codesOf(measures!);
    const totals = (count: number) => () => totalsOf(service, 'scorpion-1', codes.slice(0, count));
    const returns = (phase: string) => () => readReturn(service, { phase, force: 'wiltshire' });
    await accept(service, { phase: 'scorpion-11', force: 'wiltshire', nil: codes.slice(0, 2) });
    await accept(service, { phase: 'scorpion-12', force: 'wiltshire', nil: codes });
    for (const [few, many] of [
      [phases(2), phases(50)],
      [totals(2), totals(50)],
      [returns('scorpion-11'), returns('scorpion-12')],
    ] as const) {
      const statements = await countStatements(few);
      expect(statements).toBeGreaterThan(0);
      expect(await countStatements(many)).toBe(statements);
    }
  });
});

describe('a phase', () => {
  const phaseOf = async (code: string): Promise<Item> => {
    const { phase } = await read<{ phase: Item }>(
      `query ($code: ID!) { phase(code: $code) { code operation startsOn endsOn datesKnownTo status activeDays leadForce
         participants { force { code } participation } asks { ask measure { code ask } } } }`,
      { code },
    );
    return phase;
  };
  const part = (participation: string, forces: readonly string[]): object[] =>
    forces.map((code) => ({ force: { code }, participation }));

  it.each(PHASES.filter((code) => code !== 'viper-2024'))(
    '%s has five forces and three that may come',
    async (code) => {
      const { participants } = await phaseOf(code);
      const may = ['btp', 'crimestoppers', 'swrocu'];
      expect(participants).toEqual(
        FORCES.flatMap((force) => part(may.includes(force) ? 'NOT_KNOWN' : 'TAKING_PART', [force])),
      );
      expect(part('TAKING_PART', FIVE)).toHaveLength(5);
    },
  );

  it('viper-2024 has Dorset alone and asks for nothing', async () => {
    const { participants, asks } = await phaseOf('viper-2024');
    expect(participants).toEqual(part('TAKING_PART', ['dorset']));
    expect(asks).toEqual([]);
  });

  it('asks for what the dictionary says is CORE or ASKED, in its order, and tells its days as days', async () => {
    const phase = await phaseOf('scorpion-4');
    expect(phase).toMatchObject({
      startsOn: '2023-04-01',
      endsOn: '2023-04-30',
      datesKnownTo: 'MONTH',
      status: 'OPEN',
    });
    const { measures } = await read('{ measures(first: 100) { code ask } }');
    expect(phase['asks']).toEqual(
      measures!.filter(({ ask }) => ask !== 'VOLUNTARY').map((measure) => ({ ask: measure['ask'], measure })),
    );
  });
});

describe("a drug's class", () => {
  it.each([
    [
      'ketamine',
      [
        ['C', null, '2014-06-09'],
        ['B', '2014-06-10', null],
      ],
    ],
    ['nitrous-oxide', [['C', '2023-11-08', null]]],
    ['xylazine', [['C', '2025-01-15', null]]],
    ['cocaine', [['A', null, null]]],
    ['mixed', []],
  ])('of %s is dated', async (drug, classes) => {
    const { breakdowns } = await read<{ breakdowns: { parts: (Item & { classes: Record<string, unknown>[] })[] }[] }>(
      '{ breakdowns(codes: ["drug", "nope"]) { code parts { code classes { drugClass validFrom validUntil } } } }',
    );
    const found = breakdowns.flatMap(({ parts }) => parts).find(({ code }) => code === drug);
    expect(found?.classes.map((one) => [one['drugClass'], one['validFrom'], one['validUntil']])).toEqual(classes);
  });
});

describe('defining a measure', () => {
  const NEW = {
    code: 'drones-seized',
    name: 'Drones seized',
    category: 'SEIZURES',
    unit: 'COUNT',
    definition: 'Drones.',
  };
  const LATER = { ...NEW, name: 'Drones and parts seized', validFrom: '2025-01-01' };
  interface Outcome {
    readonly measure?: Item;
    readonly problems?: readonly Item[];
  }
  const define = async (input: object): Promise<Outcome> => {
    const query = `mutation ($input: DefineMeasureInput!) { defineMeasure(input: $input) {
      ... on MeasureDefined { measure { code version name validFrom } }
      ... on MeasureRejected { problems { code message } } } }`;
    const { data } = await service.ask<{ defineMeasure: Outcome }>('demo-admin', query, { input });
    return data.defineMeasure;
  };

  it('lets every phase have it at once, an old one too', async () => {
    expect(await define(NEW)).toEqual({ measure: { code: NEW.code, version: 1, name: NEW.name, validFrom: null } });
    await accept(service, { phase: 'viper-2024', force: 'dorset', figures: [{ measure: NEW.code, value: 3 }] });
    expect(await totalOf(service, 'viper-2024', NEW.code)).toMatchObject(exactly(3));
    const { measures } = await read('{ measures(first: 100) { code } }');
    expect(codesOf(measures!).at(-1)).toBe(NEW.code);
  });

  it('anew is in force from its day on, and not before', async () => {
    expect(await define(LATER)).toMatchObject({ measure: { version: 2, name: LATER.name, validFrom: '2025-01-01' } });
    const found = await Promise.all(
      ['(on: "2024-12-31", first: 100)', '(on: "2025-01-01", first: 100)', '(first: 100)'].map(async (page) => {
        const { measures } = await read(`{ measures${page} { code name } }`);
        return measures?.find(({ code }) => code === NEW.code)?.['name'];
      }),
    );
    expect(found).toEqual([NEW.name, LATER.name, LATER.name]);
    const before = await totalOf(service, 'viper-2024', NEW.code);
    expect(before.measure).toEqual({ code: NEW.code, version: 1, name: NEW.name });
    expect((await totalOf(service, 'scorpion-11', NEW.code)).measure).toMatchObject({ version: 2, name: LATER.name });
    const { measureHistory } = await read(`{ measureHistory(measure: "${NEW.code}") { code version validFrom } }`);
    expect(measureHistory?.map(({ version, validFrom }) => [version, validFrom])).toEqual([
      [1, null],
      [2, '2025-01-01'],
    ]);
  });

  const PROBLEMS: readonly [DefinitionProblemCode, object, RegExp][] = [
    ['CODE_NOT_ALLOWED', { code: 'Drones Seized' }, /hyphens.*'Drones Seized'/],
    ['TEXT_MISSING', { code: 'other', name: 'Other', definition: ' ' }, /definition/],
    ['NAME_TAKEN', { code: 'other', name: 'Raids' }, /'raids' means warrants-executed/],
    ['UNIT_FIXED', { ...LATER, unit: 'GBP', validFrom: '2026-01-01' }, /counted in COUNT/],
    ['BREAKDOWN_NOT_KNOWN', { code: 'other', name: 'Other', breakdown: 'nope', breakdownRule: 'SUBSET' }, /'nope'/],
    ['RULE_MISSING', { code: 'other', name: 'Other', breakdown: 'drug' }, /only one of/],
    [
      'EXHAUSTIVE_NEEDS_SUBSET',
      { code: 'other', name: 'Other', breakdown: 'drug', breakdownRule: 'OVERLAP', exhaustive: true },
      /OVERLAP/,
    ],
    ['VALID_FROM_NOT_ALLOWED', { code: 'other', name: 'Other', validFrom: '2025-01-01' }, /2025-01-01.*new measure/],
    ['VALID_FROM_MISSING', { ...LATER }, /2025-01-01 was given.*in force from 2025-01-01/],
  ];

  it('has a case for every problem code that there is', () => {
    expect(PROBLEMS.map(([code]) => code).sort()).toEqual(Object.keys(DEFINITION_PROBLEMS).sort());
  });

  it.each(PROBLEMS)('is refused for %s, and nothing is stored', async (code, input, says) => {
    const before = await contentsOf(service.database);
    const named = code === 'CODE_NOT_ALLOWED' ? { name: 'Other' } : {};
    const outcome = await define({ ...NEW, ...named, ...input });
    expect(outcome).toEqual({ problems: [{ code, message: expect.stringMatching(says) }] });
    expect(await contentsOf(service.database)).toEqual(before);
  });
});
