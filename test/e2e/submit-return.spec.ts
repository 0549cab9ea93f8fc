import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  mustSubmit,
  amount,
  codesOf,
  exactly,
  readReturn,
  mustBeRefused,
  submit,
  totalOf,
} from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('a whole return', () => {
  const key = { phase: 'scorpion-1', force: 'dorset' };

  it('does not report what it leaves out, even if the previous version did', async () => {
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }], nil: ['charges'] });
    const { warnings } = await mustSubmit(service, { ...key, figures: [{ measure: 'charges', value: 1 }] });
    expect(warnings.map(({ code, measure }) => [code, measure])).toEqual([['FIGURE_DROPPED', 'arrests']]);
    const { byForce } = await totalOf(service, key.phase, 'arrests');
    expect(byForce.find(({ force }) => force.code === 'dorset')).toMatchObject({ state: 'NOT_REPORTED', value: null });
  });

  it('can be read as it was sent, in that order, with window, asAt, note and reason', async () => {
    const input = {
      window: { from: '2022-03-07', to: '2022-03-09' },
      asAt: '2022-03-31',
      note: 'Sent by phone.',
      reason: 'A recount.',
    };
    const sent = await mustSubmit(service, {
      ...key,
      ...input,
      nil: ['closure-orders'],
      notApplicable: ['lines-closed'],
      figures: [
        { measure: 'weapons-seized', qualifier: 'UNQUANTIFIED', note: 'A bag of knives.' },
        { measure: 'cash-seized', value: 8000, qualifier: 'AT_LEAST' },
        { measure: 'drugs-weight', breakdown: 'cocaine', value: 1 },
      ],
    });
    expect(sent.return).toMatchObject({ ...input, version: 3, status: 'SUBMITTED' });
    const read = sent.return.figures.map((figure) => [
      figure.measure.code,
      figure.breakdown?.code,
      figure.state,
      figure.value,
      figure.qualifier,
      figure.note,
    ]);
    expect(read).toEqual([
      ['weapons-seized', undefined, 'UNQUANTIFIED', null, 'UNQUANTIFIED', 'A bag of knives.'],
      ['cash-seized', undefined, 'REPORTED', 8000, 'AT_LEAST', null],
      ['drugs-weight', 'cocaine', 'REPORTED', 1, 'EXACT', null],
      ['closure-orders', undefined, 'NIL', 0, 'EXACT', null],
      ['lines-closed', undefined, 'NOT_APPLICABLE', null, null, null],
    ]);
    expect(await readReturn(service, { ...key, version: 3 })).toEqual(sent.return);
  });

  it('keeps every earlier version unchanged', async () => {
    expect(await readReturn(service, { ...key, version: 1 })).toMatchObject({
      version: 1,
      figures: [{ value: 27 }, {}],
    });
    expect(await readReturn(service, key)).toMatchObject({ version: 3 });
    expect(await readReturn(service, { ...key, version: 4 })).toBeNull();
  });

  it.each([0, -1, -2_147_483_648])('has no version %d, and a query for it is BAD_USER_INPUT', async (version) => {
    const query = `{ return(phase: "scorpion-1", force: "dorset", version: ${version}) { version } }`;
    const { data, errors } = await service.ask<object>('demo-analyst-dorset', query);
    expect(data).toEqual({ return: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('accepts an explicit null for every optional field', async () => {
    const nothing = { breakdown: null, unit: null, qualifier: null, note: null };
    const accepted = await mustSubmit(service, {
      phase: 'scorpion-1',
      force: 'btp',
      nil: null,
      notApplicable: null,
      othersNil: null,
      window: null,
      asAt: null,
      note: null,
      reason: null,
      expectedVersion: null,
      idempotencyKey: null,
      figures: [
        { measure: 'arrests', value: 2, ...nothing },
        { measure: 'charges', value: null, ...nothing, qualifier: 'UNQUANTIFIED' },
      ],
    });
    expect(accepted.return.figures.map(({ state }) => state)).toEqual(['REPORTED', 'UNQUANTIFIED']);
    expect(codesOf(await mustBeRefused(service, { phase: 'scorpion-1', force: 'swrocu', figures: null }))).toEqual([
      'NOTHING_REPORTED',
    ]);
  });

  it('with othersNil makes nil every CORE and ASKED measure that it does not name, and no VOLUNTARY one', async () => {
    const { data } = await service.ask<{ phase: { asks: { measure: { code: string } }[] } }>(
      'demo-press',
      '{ phase(code: "scorpion-1") { asks { measure { code } } } }',
    );
    const asked = data.phase.asks.map(({ measure }) => measure.code);
    const { figures } = (
      await mustSubmit(service, {
        phase: 'scorpion-1',
        force: 'wiltshire',
        othersNil: true,
        notApplicable: ['lines-closed'],
        figures: [
          { measure: 'arrests', value: 5 },
          { measure: 'drugs-weight', breakdown: 'heroin', value: 1 },
        ],
      })
    ).return;
    const named = ['arrests', 'drugs-weight', 'lines-closed'];
    const nil = figures.filter(({ state }) => state === 'NIL').map(({ measure }) => measure.code);
    expect(nil).toEqual(asked.filter((code) => !named.includes(code)));
    expect(nil).not.toContain('convictions');
    expect(figures).toHaveLength(asked.length);
  });
});

describe('a value', () => {
  const key = { phase: 'scorpion-2', force: 'dorset' };
  const cocaine = { measure: 'drugs-weight', breakdown: 'cocaine' };

  it.each([
    [{ ...cocaine, value: 0.45, unit: 'KILOGRAM' }, 450],
    [{ ...cocaine, value: 0.000001, unit: 'KILOGRAM' }, 0.001],
    [{ ...cocaine, value: 1.000001, unit: 'KILOGRAM' }, 1000.001],
    [{ ...cocaine, value: 999999999.999999, unit: 'KILOGRAM' }, 999999999999.999],
    [{ measure: 'cash-seized', value: 999999999999.99 }, 999999999999.99],
    [{ measure: 'arrests', value: 999999999999, unit: 'COUNT' }, 999999999999],
    [{ measure: 'cash-seized', value: 0.29 }, 0.29],
  ])('%j is stored and returned exactly as %d', async (figure, expected) => {
    const { return: stored } = await mustSubmit(service, { ...key, figures: [figure] });
    expect(stored.figures.map(amount)).toEqual([exactly(expected)]);
    expect((await readReturn(service, key))?.figures.map(amount)).toEqual([exactly(expected)]);
  });

  it.each([
    ['an exact 0', { value: 0 }],
    ['-0', { value: -0 }],
    ['up to 0', { value: 0, qualifier: 'AT_MOST' }],
  ])('%s is nil', async (_, input) => {
    const { return: stored } = await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', ...input }] });
    expect(stored.figures).toMatchObject([{ state: 'NIL', ...exactly(0) }]);
  });

  it.each([
    [1e308, ['VALUE_TOO_LARGE']],
    [-1e308, ['NEGATIVE_VALUE', 'VALUE_TOO_LARGE']],
    [5e-324, ['TOO_MANY_DECIMALS']],
    [0.1 + 0.2, ['TOO_MANY_DECIMALS']],
    [1_000_000_000_000, ['VALUE_TOO_LARGE']],
  ])('%d is a problem of its size, not an error', async (value, codes) => {
    const sent = { ...key, force: 'wiltshire', figures: [{ measure: 'cash-seized', value }] };
    expect(codesOf(await mustBeRefused(service, sent))).toEqual(codes);
  });

  it('is not rounded when converted from kilograms, whatever the number of digits', async () => {
    const submitLiteral = async (value: string): Promise<unknown> => {
      const query = `mutation { submitReturn(input: { phase: "scorpion-2", force: "wiltshire", figures: [
        { measure: "drugs-weight", breakdown: "cocaine", value: ${value}, unit: KILOGRAM }] }) {
        ... on SubmitReturnSuccess { return { figures { value } } } ... on Rejection { problems { code message } } } }`;
      const { data } = await service.ask<{ submitReturn: unknown }>('demo-analyst-wiltshire', query);
      return data.submitReturn;
    };
    const hair = `1.${'0'.repeat(62)}1`;
    expect(await submitLiteral(hair)).toEqual({
      problems: [{ code: 'TOO_MANY_DECIMALS', message: expect.stringContaining('at most 3 decimals in GRAM') }],
    });
    expect(await submitLiteral(`1.${'0'.repeat(63)}`)).toEqual({ return: { figures: [{ value: 1000 }] } });
  });

  /** The answer to a return with this value of a figure, as it stands in the variables. */
  const submitRaw = async (value: string): Promise<Response> =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer demo-analyst-gloucestershire' },
      body: `{ "query": "mutation ($i: SubmitReturnInput!) { submitReturn(input: $i) { ... on Rejection { problems { code } } } }",
        "variables": { "i": { "phase": "scorpion-2", "force": "gloucestershire", "figures": [{ "measure": "cash-seized", "value": ${value} }] } } }`,
    });

  it.each([
    ['999999999999.99900001', 'TOO_MANY_DECIMALS'],
    ['1.0000000000000000001', 'TOO_MANY_DECIMALS'],
    ['1e-300', 'TOO_MANY_DECIMALS'],
    ['9007199254740993', 'VALUE_TOO_LARGE'],
  ])('%s in the variables keeps all its digits', async (value, code) => {
    const response = await submitRaw(value);
    expect(await response.json()).toEqual({ data: { submitReturn: { problems: [{ code }] } } });
  });

  it.each(
    ['1e400', '-1e400', '1e-400', `1.${'0'.repeat(2000)}1`, '"5"', 'true', '[1]'].map((value) => [
      value.slice(0, 20),
      value,
    ]),
  )('%s is not a number that a figure can have, and fails as a variable', async (_, value) => {
    const response = await submitRaw(value);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('hostile text', () => {
  const key = { phase: 'scorpion-3', force: 'dorset', nil: ['arrests'] };

  it.each([
    "'; DROP TABLE figures; --",
    '"quoted" \\ and $1',
    '👮🏽‍♀️ 😀',
    'right to left שלום',
    'a\r\n\tb',
    '{"a":null}',
    'x'.repeat(5000),
    '😀'.repeat(5000),
  ])('is stored and returned as it was sent: %p', async (note) => {
    expect((await mustSubmit(service, { ...key, note })).return.note).toBe(note);
    expect((await readReturn(service, key))?.note).toBe(note);
  });

  it.each([
    ['NUL', { note: 'a\0b' }],
    ['a change of direction', { note: '\u202eright to left' }],
    ['half a character', { note: '\ud800' }],
    ['the other half', { reason: '\udc00' }],
    ['10,000 characters', { note: 'x'.repeat(10_000) }],
    ['a long reason', { reason: 'x'.repeat(2001) }],
    ['an empty key', { idempotencyKey: '' }],
    ['a key of 201 characters', { idempotencyKey: 'k'.repeat(201) }],
    ['a key of 200 characters and a variation selector', { idempotencyKey: `${'k'.repeat(200)}\ufe0f` }],
    ['NUL in a code', { nil: ['arrests\0'] }],
    ['a negative version', { expectedVersion: -1 }],
  ])('is BAD_USER_INPUT if it cannot be stored: %s', async (_, input) => {
    const { data, errors } = await submit(service, { ...key, ...input });
    expect(data).toEqual({ submitReturn: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it.each([
    ['1,001 figures', { figures: times(1001, () => ({ measure: 'arrests', value: 1 })) }],
    ['90,000 nil', { nil: times(90_000, () => 'a') }],
  ])('is BAD_USER_INPUT before anything else is checked if it is too long: %s', async (_, input) => {
    const { status, data, errors } = await submit(service, { ...key, ...input });
    expect([status, data ?? null]).toEqual([400, null]);
    expect(errors).toMatchObject([
      {
        message: 'A list in the variables has more than 1000 items. Send fewer items in each request.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each(['__proto__', 'constructor', "arrests'--", 'x'.repeat(10_000), ''])(
    'is an unknown measure in place of a code: %p',
    async (measure) => {
      const problems = await mustBeRefused(service, { phase: 'scorpion-3', force: 'wiltshire', nil: [measure] });
      expect(problems.map(({ code, measure: stored }) => [code, stored])).toEqual([['UNKNOWN_MEASURE', measure]]);
    },
  );

  it('has a message for each of 500 figures, and one message for more', async () => {
    const figures = times(500, (i) => ({ measure: `unknown-${i}`, value: i }));
    const sent = { phase: 'scorpion-3', force: 'wiltshire', figures };
    const problems = await mustBeRefused(service, sent);
    expect(problems.map(({ measure }) => measure)).toEqual(figures.map(({ measure }) => measure));
    expect(await mustBeRefused(service, { ...sent, nil: ['arrests'] })).toMatchObject([
      { code: 'TOO_MANY_FIGURES', message: expect.stringContaining('501 entries in') },
    ]);
  });
});

describe('versions', () => {
  it('are counted from 1 and checked against expectedVersion if that is sent', async () => {
    const key = { phase: 'scorpion-4', force: 'dorset', nil: ['arrests'] };
    expect((await mustSubmit(service, { ...key, expectedVersion: 0 })).return.version).toBe(1);
    const conflict = await mustBeRefused(service, { ...key, expectedVersion: 0 });
    expect(conflict).toMatchObject([
      { code: 'VERSION_CONFLICT', message: expect.stringContaining('version 1 is current') },
    ]);
    expect((await mustSubmit(service, { ...key, expectedVersion: 1 })).return.version).toBe(2);
    expect((await mustSubmit(service, key)).return.version).toBe(3);
  });

  it('are complete, each of them, if 50 are sent at once for one force', async () => {
    const key = { phase: 'scorpion-5', force: 'dorset' };
    const sent = await Promise.all(
      times(50, (i) =>
        mustSubmit(service, {
          ...key,
          note: `sent as ${i}`,
          figures: ['arrests', 'charges', 'cash-seized'].map((measure) => ({ measure, value: i + 1 })),
        }),
      ),
    );
    const versions = sent.map(({ return: { version } }) => version);
    expect([...versions].sort((a, b) => a - b)).toEqual(times(50, (i) => i + 1));
    const read = await Promise.all(versions.map((version) => readReturn(service, { ...key, version })));
    expect(read).toEqual(sent.map((one) => one.return));
    expect(read.map((one) => [one?.note, ...(one?.figures.map(({ value }) => value) ?? [])])).toEqual(
      times(50, (i) => [`sent as ${i}`, i + 1, i + 1, i + 1]),
    );
  });

  it('with the same expectedVersion are accepted once of 20 sent at the same time', async () => {
    const key = { phase: 'scorpion-6', force: 'dorset', nil: ['arrests'], expectedVersion: 0 };
    const outcomes = await Promise.all(times(20, () => submit(service, key)));
    const problems = outcomes.flatMap(({ data }) => data?.submitReturn?.problems ?? []);
    expect(codesOf(problems)).toEqual(times(19, () => 'VERSION_CONFLICT'));
  });
});

describe('an operation of several fields', () => {
  const SUBMIT = `submitReturn(input: { phase: "scorpion-7", force: "dorset", nil: ["arrests"] }) {
    ... on SubmitReturnSuccess { return { version phase { code returns { force { code } } } versions(first: $first) { version } } } }`;
  const ask = (query: string, first = 5) =>
    service.ask<Record<string, unknown>>('demo-analyst-dorset', query, { first });

  it('answers with what each mutation did, beside the error of one that failed before or after it', async () => {
    const { status, data, errors } = await ask(`mutation ($first: Int!) {
      before: signOffReturn(phase: "scorpion-7", force: "wiltshire", version: 1) { __typename }
      taken: ${SUBMIT}
      after: closePhase(phase: "scorpion-7") { __typename } }`);
    expect([status, data]).toEqual([
      200,
      { before: null, taken: { return: expect.objectContaining({ version: 1 }) }, after: null },
    ]);
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['before'], 'FORBIDDEN'],
      [['after'], 'FORBIDDEN'],
    ]);
  });

  it('answers with a step that was taken, even if something that was asked about it could not be read', async () => {
    const { data, errors } = await ask(`mutation ($first: Int!) { ${SUBMIT} }`, 0);
    expect(data).toMatchObject({ submitReturn: { return: { version: 2, versions: null } } });
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['submitReturn', 'return', 'versions'], 'BAD_USER_INPUT'],
    ]);
  });

  it('answers with what each query found, beside the error of another', async () => {
    const { data, errors } = await ask(`{ forces(first: 1) { code } unknown: force(code: "kent") { code }
      list: measures(after: "none") { code } phase(code: "scorpion-7") { code } }`);
    expect(data).toEqual({
      forces: [{ code: 'avon-and-somerset' }],
      unknown: null,
      list: null,
      phase: { code: 'scorpion-7' },
    });
    expect(errors.map(({ extensions }) => extensions.code).sort()).toEqual(['BAD_USER_INPUT', 'NOT_FOUND']);
  });
});
