import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustSubmit, codesOf, readReturn, totalsOf } from '../support/api/returns-api.js';
import { setPhaseStatus } from '../support/database/database-states.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const FORCES = [
  'avon-and-somerset',
  'btp',
  'crimestoppers',
  'devon-and-cornwall',
  'dorset',
  'gloucestershire',
  'swrocu',
  'wiltshire',
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
  ])('of %s is returned whole and in order, or page by page after the last one seen', async (name, codes) => {
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

  it("of measures can be paged through in the dictionary's own order", async () => {
    const { measures } = await read('{ measures(first: 100) { code } }');
    const { first, rest } = await read<{ first: Item[]; rest: Item[] }>(
      '{ first: measures(first: 3) { code } rest: measures(first: 100, after: "line-holders-charged") { code } }',
    );
    expect(codesOf(first)).toEqual(['arrests', 'charges', 'line-holders-charged']);
    expect(codesOf([...first, ...rest])).toEqual(codesOf(measures!));
  });

  it.each(['forces(first: 0)', 'measures(first: 501)', 'phases(first: -1)'])('is rejected for %s', async (field) => {
    const { errors } = await service.ask('demo-press', `{ ${field} { code } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('of phases can be limited to one operation', async () => {
    const { phases } = await read('{ phases(operation: "viper") { code } }');
    expect(codesOf(phases!)).toEqual(['viper-2024']);
  });

  it('of phases of one operation can be paged through', async () => {
    const { phases } = await read('{ phases(operation: "scorpion", first: 2, after: "scorpion-6") { code } }');
    expect(codesOf(phases!)).toEqual(['scorpion-7', 'scorpion-8']);
  });

  it.each([
    ['phases(operation: "nope")', 'NOT_FOUND', `There is no operation "nope". The query 'operations' lists the codes.`],
    ['phases(operation: "Scorpion")', 'NOT_FOUND', 'There is no operation "Scorpion". Did you mean "scorpion"?'],
    ['phases(after: "scorpion-99")', 'BAD_USER_INPUT', "'after' must be the code of a phase, not 'scorpion-99'."],
    ['phases(operation: "viper", after: "nope")', 'BAD_USER_INPUT', "'after' must be the code of a phase, not 'nope'."],
  ])('is an error, and not empty, for an unknown name: %s', async (field, code, message) => {
    const { errors } = await service.ask('demo-press', `{ ${field} { code } }`);
    expect(errors).toMatchObject([{ message, extensions: { code } }]);
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
    await mustSubmit(service, { phase: 'scorpion-11', force: 'wiltshire', nil: codes.slice(0, 2) });
    await mustSubmit(service, { phase: 'scorpion-12', force: 'wiltshire', nil: codes });
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
    '%s has five forces, and three whose participation is not known',
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

  it('asks for the measures that are CORE or ASKED in the dictionary, in its order, and has dates without times', async () => {
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
        ['C', '2006-01-01', '2014-06-09'],
        ['B', '2014-06-10', null],
      ],
    ],
    [
      'cannabis',
      [
        ['B', null, '2004-01-28'],
        ['C', '2004-01-29', '2009-01-25'],
        ['B', '2009-01-26', null],
      ],
    ],
    [
      'methamphetamine',
      [
        ['B', null, '2007-01-17'],
        ['A', '2007-01-18', null],
      ],
    ],
    ['synthetic-cathinones', [['B', '2010-04-16', null]]],
    ['nitrous-oxide', [['C', '2023-11-08', null]]],
    ['xylazine', [['C', '2025-01-15', null]]],
    ['cocaine', [['A', null, null]]],
    ['mixed', []],
  ])('of %s has its dates', async (drug, classes) => {
    const { breakdowns } = await read<{ breakdowns: { parts: (Item & { classes: Record<string, unknown>[] })[] }[] }>(
      '{ breakdowns(codes: ["drug", "nope"]) { code parts { code classes { drugClass validFrom validUntil } } } }',
    );
    const found = breakdowns.flatMap(({ parts }) => parts).find(({ code }) => code === drug);
    expect(found?.classes.map((one) => [one['drugClass'], one['validFrom'], one['validUntil']])).toEqual(classes);
  });
});

describe('an unknown code', () => {
  const refusal = async (document: string, token = 'demo-coordinator'): Promise<string | undefined> => {
    const { errors } = await service.ask(token, document);
    return errors.map(({ extensions, message }) => `${extensions.code}: ${message}`)[0];
  };

  it.each([
    ['{ phase(code: "Operation Scorpion 13") { code } }', 'phase "Operation Scorpion 13". Did you mean "scorpion-13"?'],
    ['{ phase(code: "Scorpion 13") { code } }', 'phase "Scorpion 13". Did you mean "scorpion-13"?'],
    ['{ phase(code: "scorpion‑13") { code } }', 'phase "scorpion‑13". Did you mean "scorpion-13"?'],
    ['{ phase(code: "11") { code } }', 'phase "11". Did you mean "scorpion-11"?'],
    ['{ regionalTotals(phase: "phase 11") { asOf } }', 'phase "phase 11". Did you mean "scorpion-11"?'],
    ['{ phase(code: "scorpion") { code } }', 'phase "scorpion". The query \'phases\' lists the codes.'],
    ['{ force(code: "Gloucestershire") { code } }', 'force "Gloucestershire". Did you mean "gloucestershire"?'],
    ['{ force(code: "avon & somerset") { code } }', 'force "avon & somerset". Did you mean "avon-and-somerset"?'],
    [
      '{ force(code: "Avon and Somerset Constabulary") { code } }',
      'force "Avon and Somerset Constabulary". Did you mean "avon-and-somerset"?',
    ],
    ['{ force(code: "E23000039") { code } }', 'force "E23000039". Did you mean "dorset"?'],
    ['{ force(code: "wiltshrie") { code } }', 'force "wiltshrie". Did you mean "wiltshire"?'],
    ['{ force(code: "kent") { code } }', 'force "kent". The query \'forces\' lists the codes.'],
    ['{ operation(code: "Operation Viper") { code } }', 'operation "Operation Viper". Did you mean "viper"?'],
    ['{ measure(code: "People arrested") { code } }', 'measure "People arrested". Did you mean "arrests"?'],
    ['{ measure(code: "cars") { code } }', 'measure "cars". Did you mean the part "car" of "vehicles-seized"?'],
    ['{ measureHistory(measure: "Arrest") { code } }', 'measure "Arrest". Did you mean "arrests"?'],
    ['{ regionalTotals(phase: "Scorpion 1") { asOf } }', 'phase "Scorpion 1". Did you mean "scorpion-1"?'],
    ['{ release(phase: "Scorpion 1") { version } }', 'phase "Scorpion 1". Did you mean "scorpion-1"?'],
    ['{ return(phase: "scorpion-1", force: "Dorset") { version } }', 'force "Dorset". Did you mean "dorset"?'],
    ['{ auditEntries(force: "Dorset Police") { id } }', 'force "Dorset Police". Did you mean "dorset"?', 'demo-admin'],
    ['mutation { openPhase(phase: "Scorpion 13") { __typename } }', 'phase "Scorpion 13". Did you mean "scorpion-13"?'],
    [
      'mutation { openPhase(phase: "Viper 2024") { __typename } }',
      'phase "Viper 2024". Did you mean "viper-2024"?',
      'demo-press',
    ],
    [
      'mutation { withdrawRelease(phase: "Scorpion 1", version: 1, reason: "A slip.") { __typename } }',
      'phase "Scorpion 1". Did you mean "scorpion-1"?',
    ],
    [
      'mutation { setParticipation(phase: "scorpion-1", force: "Wilts", participation: TAKING_PART) { __typename } }',
      'force "Wilts". Did you mean "wiltshire"?',
    ],
  ])(
    'is answered with the one that is meant, or where the codes are listed: %s',
    async (document, message, token = 'demo-coordinator') => {
      expect(await refusal(document, token)).toBe(`NOT_FOUND: There is no ${message}`);
    },
  );

  it.each([
    ['forces(after: "Dorset Police")', "force, not 'Dorset Police'. Did you mean 'dorset'?"],
    ['phases(after: "Scorpion 9")', "phase, not 'Scorpion 9'. Did you mean 'scorpion-9'?"],
    ['measures(after: "Arrest")', "measure, not 'Arrest'. Did you mean 'arrests'?"],
    ['measures(after: "cars")', "measure, not 'cars'. Did you mean the part 'car' of 'vehicles-seized'?"],
    ['breakdowns(after: "weapons")', "breakdown, not 'weapons'. Did you mean 'weapon'?"],
  ])('at which a page is to begin is answered so too: %s', async (field, message) => {
    expect(await refusal(`{ ${field} { code } }`)).toBe(`BAD_USER_INPUT: 'after' must be the code of a ${message}`);
  });

  it.each([
    ['unit', 'kg', "Did you mean 'KILOGRAM'?"],
    ['unit', 'kilograms', "Did you mean 'KILOGRAM'?"],
    ['unit', 'grams', "Did you mean 'GRAM'?"],
    ['unit', '\u00A3', "Did you mean 'GBP'?"],
    ['unit', 'mg', "A milligram is a thousandth of a gram: divide the value by 1,000 and send it as 'GRAM'."],
    ['qualifier', 'approx', "Did you mean 'APPROXIMATE'?"],
    ['qualifier', 'at least', "Did you mean 'AT_LEAST'?"],
    ['qualifier', 'over', "Did you mean 'AT_LEAST'?"],
  ])('of a %s, %s, is answered with the value that is meant, or how to convert it', async (field, sent, hint) => {
    const figure = (value: string): string => `{ measure: "drugs-weight", value: 5, ${field}: ${value} }`;
    const submit = (value: string): string =>
      `($sent: ${field === 'unit' ? 'Unit' : 'Qualifier'}) { submitReturn(input: { phase: "scorpion-1", force: "dorset", figures: [${figure(value)}] }) { __typename } }`;
    const { errors } = await service.ask('demo-analyst-dorset', `mutation ${submit('$sent')}`, { sent });
    expect(errors[0]?.message).toContain(` ${hint} The values are: `);
    expect(errors[0]?.message.match(/Did you mean/g) ?? []).toHaveLength(hint.startsWith('Did') ? 1 : 0);
    const word = JSON.stringify(sent);
    expect(await refusal(`mutation ${submit(word).replace(/^[^)]*\)/, '')}`, 'demo-analyst-dorset')).toContain(hint);
  });

  it('is never answered with a discarded phase', async () => {
    await setPhaseStatus(service.database, 'viper-2024', 'DISCARDED');
    expect(await refusal('{ phase(code: "Viper 2024") { code } }')).toBe(
      `NOT_FOUND: There is no phase "Viper 2024". The query 'phases' lists the codes.`,
    );
    await setPhaseStatus(service.database, 'viper-2024', 'OPEN');
  });
});
