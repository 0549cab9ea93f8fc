import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setPhaseStatus } from '../support/database/database-states.js';
import { define } from '../support/api/dictionary-api.js';
import { codesOf } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

interface Item {
  readonly code: string;
  readonly version: number;
  readonly name: string;
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function list(field: string, fields = 'code'): Promise<readonly Item[]> {
  const { data, errors } = await service.ask<{ list: Item[] }>('demo-press', `{ list: ${field} { ${fields} } }`);
  expect(errors).toEqual([]);
  return data.list;
}
const codes = async (field: string): Promise<string[]> => codesOf(await list(field));

async function refusal(field: string): Promise<[string, string] | undefined> {
  const { errors } = await service.ask('demo-press', `{ ${field} { code } }`);
  return errors.map(({ message, extensions }): [string, string] => [extensions.code, message])[0];
}

describe('phases', () => {
  it.each([
    ['search: "ring of steel"', ['scorpion-1', 'scorpion-7']],
    ['search: "STEEL ring"', ['scorpion-1', 'scorpion-7']],
    ['search: "scorpion cannabis"', ['scorpion-5', 'scorpion-11']],
    ['search: "Viper"', ['viper-2024']],
    ['search: "scorpion-1", to: "2022-12-31"', ['scorpion-1']],
    ['search: "scorpion\u20111", to: "2022-12-31"', ['scorpion-1']],
    ['search: "Vi\u0301per"', ['viper-2024']],
    ['search: "%"', []],
    ['search: "_"', []],
    ['search: "\\\\"', []],
    ['search: "ring of silver"', []],
    ['search: "road", operation: "viper"', []],
    ['from: "2024-03-04", to: "2024-06-10"', ['scorpion-7', 'scorpion-8']],
    ['from: "2024-03-05", to: "2024-06-09"', []],
    ['from: "2025-06-23"', ['scorpion-12', 'scorpion-13']],
    ['newestFirst: true, first: 2', ['scorpion-13', 'scorpion-12']],
    ['newestFirst: true, first: 2, after: "scorpion-7"', ['viper-2024', 'scorpion-6']],
    ['search: "ring", first: 1, after: "scorpion-1"', ['scorpion-7']],
  ])('with %s are %j', async (args, expected) => {
    expect(await codes(`phases(${args})`)).toEqual(expected);
  });

  it.each(['search: ""', 'search: "  "', 'search: null', 'operation: null, status: null, from: null, to: null'])(
    'with %s are all',
    async (args) => {
      expect(await codes(`phases(${args})`)).toEqual(await codes('phases'));
    },
  );

  it('can be filtered by status', async () => {
    expect(await codes('phases(status: CLOSED)')).toEqual([]);
    await setPhaseStatus(service.database, 'scorpion-2', 'CLOSED');
    expect(await codes('phases(status: CLOSED)')).toEqual(['scorpion-2']);
    expect(await codes('phases(status: OPEN)')).not.toContain('scorpion-2');
  });

  it.each([
    [
      'from: "2024-01-02", to: "2024-01-01"',
      "'from', 2024-01-02, is later than 'to', 2024-01-01. Give an earlier 'from'.",
    ],
    [`search: "${'x'.repeat(101)}"`, expect.stringContaining('search must be text of at most 100 characters')],
    ['search: "\\u0000"', expect.stringContaining('search must be text')],
  ])('cannot be listed with %.60s', async (args, message) => {
    expect(await refusal(`phases(${args})`)).toEqual(['BAD_USER_INPUT', message]);
  });
});

describe('measures', () => {
  it.each([
    ['search: "raids"', ['warrants-executed']],
    ['search: "RAIDS"', ['warrants-executed']],
    ['search: "county lines"', ['line-holders-charged', 'lines-disrupted', 'lines-closed']],
    ['search: "knives"', ['weapons-sweeps', 'weapons-seized', 'weapons-surrendered']],
    ['search: "heroin seized"', ['drugs-value', 'drugs-weight', 'drugs-tablets', 'drugs-wraps']],
    ['search: "seized heroin", first: 1, after: "drugs-weight"', ['drugs-tablets']],
    ['search: "5 \u201Cknives\u201D", after: "weapons-sweeps"', ['weapons-seized', 'weapons-surrendered']],
    ['search: "type 1"', ['lines-closed']],
    ['search: "type 1", after: "lines-closed"', []],
    ['search: "drugs", category: SEIZURES, first: 2, after: "drugs-value"', ['drugs-weight', 'drugs-tablets']],
    ['search: "positive-"', ['positive-drug-tests', 'positive-roadside-drug-tests']],
    ['category: RESOURCES', ['officers-and-staff']],
    ['category: RESOURCES, search: "arrests"', []],
    ['search: "%"', []],
    ['search: "people|arrested"', []],
  ])('with %s are %j', async (args, expected) => {
    expect(await codes(`measures(${args})`)).toEqual(expected);
  });

  it('say by what a search found them; without a search they say nothing', async () => {
    const found = (args: string): Promise<readonly object[]> =>
      list(`measures(${args})`, 'code foundBy { kind text part words }');
    expect(await found('search: "CHILDREN", category: SAFEGUARDING, first: 1, after: "people-safeguarded"')).toEqual([
      {
        code: 'nrm-referrals',
        foundBy: [{ kind: 'PART', text: 'Children (under 18)', part: 'child', words: ['CHILDREN'] }],
      },
    ]);
    expect(await found('first: 1')).toEqual([{ code: 'arrests', foundBy: [] }]);
  });

  it('can be searched by their names on the day, in every alphabet', async () => {
    const named = { code: 'cafes-visited', category: 'ENGAGEMENT', unit: 'COUNT', definition: 'Visits.' };
    await define(service, { ...named, name: 'CAFÉS VISITED' });
    expect(
      (await define(service, { ...named, name: 'Tearooms visited', validFrom: '2030-01-01' })).problems,
    ).toBeUndefined();
    expect(await codes('measures(search: "cafés", on: "2029-12-31")')).toEqual(['cafes-visited']);
    expect(await codes('measures(search: "TEAROOMS", on: "2029-12-31")')).toEqual([]);
    expect(await codes('measures(search: "TEAROOMS")')).toEqual(['cafes-visited']);
    expect(await codes('measures(search: "cafe\u0301s", on: "2029-12-31")')).toEqual(['cafes-visited']);
    const one = (args: string): Promise<readonly Item[]> =>
      list(`measure(code: "cafes-visited"${args})`, 'version name');
    expect(await one('')).toEqual({ version: 2, name: 'Tearooms visited' });
    expect(await one(', on: "2029-12-31"')).toEqual({ version: 1, name: 'CAFÉS VISITED' });
  });
});

describe("a measure's history", () => {
  const history = async (args = ''): Promise<number[]> => {
    const versions = await list(`measureHistory(measure: "cash-found"${args})`, 'version');
    return versions.map(({ version }) => version);
  };

  it('is returned whole, or page by page after the last version seen', async () => {
    const cash = { code: 'cash-found', category: 'SEIZURES', unit: 'GBP', name: 'Cash found', definition: 'Cash.' };
    await define(service, cash);
    for (const year of [2030, 2031, 2032]) await define(service, { ...cash, validFrom: `${year}-01-01` });
    expect(await history()).toEqual([1, 2, 3, 4]);
    expect(await history(', first: 2')).toEqual([1, 2]);
    expect(await history(', first: 2, after: 2')).toEqual([3, 4]);
    expect(await history(', after: 4')).toEqual([]);
  });

  it.each([
    ['after: 5', '\'after\' must be a version of "cash-found", not 5.'],
    ['after: 0', '\'after\' must be a version of "cash-found", not 0.'],
    ['first: 501', expect.stringContaining('first')],
  ])('has no page with %s', async (args, message) => {
    expect(await refusal(`measureHistory(measure: "cash-found", ${args})`)).toEqual(['BAD_USER_INPUT', message]);
  });
});

describe('breakdowns and operations', () => {
  it('are returned page by page', async () => {
    const all = await codes('breakdowns');
    expect(all).toEqual(['age-group', 'closure-type', 'disruption', 'drug', 'vehicle', 'weapon']);
    expect(await codes('breakdowns(first: 2)')).toEqual(all.slice(0, 2));
    expect(await codes('breakdowns(first: 2, after: "closure-type")')).toEqual(all.slice(2, 4));
    expect(await codes('breakdowns(codes: ["weapon", "drug"], after: "drug")')).toEqual(['weapon']);
    expect(await codes('breakdowns(after: "weapon")')).toEqual([]);
    expect(await codes('operations(after: "scorpion")')).toEqual(['viper']);
  });

  it.each([
    ['breakdowns(after: "nope")', "'after' must be the code of a breakdown, not 'nope'."],
    ['breakdowns(codes: ["\\u0000"])', expect.stringContaining('codes must be text')],
    ['operations(after: "nope")', "'after' must be the code of an operation, not 'nope'."],
  ])('have no page %s', async (field, message) => {
    expect(await refusal(field)).toEqual(['BAD_USER_INPUT', message]);
  });
});

/** Lists around releases, each with rows of the test's own and the answer to an id that is not in it. */
describe.each([
  [
    'releaseReads(phase: "scorpion-1", ARGS) { id }',
    'demo-coordinator',
    `INSERT INTO release_reads (phase, person, role)
     SELECT 'scorpion-1', 'demo-press', 'PRESS_OFFICER' FROM generate_series(1, 3) RETURNING id`,
    'the id of a reading',
  ],
  [
    'releaseSteps(phase: "scorpion-1", ARGS) { id }',
    'demo-coordinator',
    `WITH released AS (
       INSERT INTO releases (phase, version, published_at, as_at, opens_at, content, content_hash)
       VALUES ('scorpion-1', 1, now(), now(), now(), '{}', sha256('{}')) RETURNING phase, version)
     INSERT INTO release_steps (phase, version, step, at, actor)
     SELECT phase, version, 'SENT_TO_MEDIA', now(), 'demo-coordinator' FROM released, generate_series(1, 3) RETURNING id`,
    'the id of a step',
  ],
])('%s', (field, token, insertion, what) => {
  const ids = async (given: string): Promise<unknown[]> => {
    const { data, errors } = await service.ask<Record<string, { id: string }[] | null> | null>(
      token,
      `{ list: ${field.replace('ARGS', given)} }`,
    );
    return data?.['list']?.map(({ id }) => id) ?? errors.map(({ message }) => message);
  };

  it('is returned page by page, newest first', async () => {
    const [first = '', second = '', third = ''] = (await service.database.asOwner<{ id: string }>(insertion)).map(
      ({ id }) => id,
    );
    expect(await ids('first: 2')).toEqual([third, second]);
    expect((await ids(`first: 2, after: "${second}"`))[0]).toBe(first);
    for (const after of ['nope', '999999']) {
      expect(await ids(`after: "${after}"`)).toEqual([`'after' must be ${what}, not '${after}'.`]);
    }
  });
});

/** Lists that are never longer than what can be set or published at once. */
const BOUNDED = ['preElectionPeriods', 'releaseReaders', 'releases'];

describe('every list of the schema', () => {
  it('that can grow is paged, or as long as the list of names in its argument', async () => {
    const query = `{ __schema { queryType { fields { name type { kind ofType { kind } } args { name } } } } }`;
    const { data } = await service.ask<{
      __schema: {
        queryType: {
          fields: { name: string; type: { kind: string; ofType: { kind: string } | null }; args: { name: string }[] }[];
        };
      };
    }>('demo-press', query);
    const lists = data.__schema.queryType.fields.filter(({ type }) => [type.kind, type.ofType?.kind].includes('LIST'));
    expect(lists.length).toBeGreaterThan(5);
    expect(lists.map(({ name }) => name)).toEqual(expect.arrayContaining(BOUNDED));
    for (const { name, args } of lists.filter((list) => !BOUNDED.includes(list.name))) {
      const names = args.map((arg) => arg.name);
      expect([name, names.includes('first'), names.includes('after')]).toEqual([name, true, true]);
    }
  });
});
