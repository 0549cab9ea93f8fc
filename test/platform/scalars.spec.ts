import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import request from 'supertest';
import { DateTimeScalar } from '../../src/platform/graphql/index.js';
import { SEEDED } from '../support/returns/return-samples.js';
import { startPlatform, type PlatformApp } from '../support/service/platform-app.js';

let platform: PlatformApp;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.app.close());

const post = () => request(platform.app.getHttpServer()).post('/graphql');
const ask = (query: string, variables: object = {}) => post().send({ query, variables });
const codes = (response: request.Response): unknown[] =>
  (response.body.errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

describe('scalars', () => {
  test.each([
    ['{ decimal(value: 12.50) }', 12.5],
    ['{ decimal(value: 0.1) }', 0.1],
    ['{ decimal(value: 123456789012.345) }', 123456789012.345],
    ['{ decimal(value: 1.000000000000000000001) }', '1.000000000000000000001'],
    ['{ decimal(value: 9007199254740993) }', '9007199254740993'],
    ['{ decimal(value: 1e300) }', 1e300],
    ['{ decimal(value: -0) }', 0],
    ['{ decimal(value: 0e-999) }', 0],
  ])('%s gives %j', async (query, expected) => {
    expect((await ask(query).expect(200)).body.data.decimal).toEqual(expected);
  });

  test.each(['"1"', '1e400', '1e-400', '1e-999999999', 'true', 'null', '[1]', '{}', 'A'])(
    'the literal %s is no Decimal',
    async (literal) => {
      const response = await ask(`{ decimal(value: ${literal}) }`).expect(400);
      expect(codes(response)[0]).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
    },
  );

  const pretended = '{"isLosslessNumber":true,"value":"1","toString":"1"}';
  test.each(['"1"', '1e400', '1e-400', 'true', 'null', '[1]', '{}', pretended])(
    'the variable %s is no Decimal',
    async (value) => {
      const body = `{"query":"query ($v: Decimal!) { decimal(value: $v) }","variables":{"v":${value}}}`;
      const response = await post().set('Content-Type', 'application/json').send(body).expect(400);
      expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    },
  );

  test('a date is returned as a date, and an instant in UTC', async () => {
    const response = await ask('{ day(on: "2024-02-29") instant(at: "2024-02-29T12:00:00+01:00") }').expect(200);
    expect(response.body.data).toEqual({
      day: '2024-02-29',
      instant: '2024-02-29T11:00:00.000Z',
    });
  });

  test.each([
    '{ day(on: "2024-02-30") }',
    '{ day(on: 20240229) }',
    '{ instant(at: "tomorrow") }',
    '{ instant(at: "2024-02-29T12:00:00") }',
    '{ instant(at: "2024-02-30T12:00:00Z") }',
    '{ instant(at: "2024-02-29") }',
    '{ instant(at: 1709208000) }',
  ])('%s is BAD_USER_INPUT', async (query) => {
    expect(codes(await ask(query).expect(400))).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['Date', 'day', 'on', 20240229],
    ['DateTime', 'instant', 'at', 1709208000],
    ['DateTime', 'instant', 'at', 'x'.repeat(100_000)],
  ])(
    'a variable that is no %s is BAD_USER_INPUT, and the message repeats little of it',
    async (type, field, argument, value) => {
      const response = await ask(`query ($v: ${type}!) { ${field}(${argument}: $v) }`, { v: value }).expect(400);
      expect(codes(response)).toEqual(['BAD_USER_INPUT']);
      expect(response.text.length).toBeLessThan(1000);
    },
  );
});

const READ = {
  decimal: {
    type: 'Decimal!',
    ask: (value: string) => `decimal(value: ${value})`,
  },
  whole: { type: 'Int!', ask: (value: string) => `whole(value: ${value})` },
  'decimal in a list of inputs': {
    type: 'Decimal!',
    ask: (value: string) => `figures(of: [{ value: 1, unit: "GRAM" }, { value: ${value}, unit: "GRAM" }])`,
  },
} as const;
type Read = (typeof READ)[keyof typeof READ];

/** A number as JSON and GraphQL write it: `-0`, `1.0`, `20.99999999999999999`, `1E+2`. */
const aNumber = fc
  .record({
    sign: fc.constantFrom('', '', '-'),
    whole: fc.oneof(
      fc.constantFrom('0', '1', '20', '9007199254740993', '2147483648'),
      fc.bigInt(1n, 10n ** 20n).map(String),
    ),
    fraction: fc.oneof(
      fc.constant(''),
      fc.constantFrom('.0', '.50', `.${'9'.repeat(17)}`, `.${'0'.repeat(16)}1`),
      fc.nat().map((n) => `.${n}`),
    ),
    exponent: fc.oneof(fc.constant(''), fc.constantFrom('e0', 'E+2', 'e-2', 'e400', 'e-400')),
  })
  .map(({ sign, whole, fraction, exponent }) => sign + whole + fraction + exponent);

describe('a number has the same meaning as a variable and in the document', () => {
  type Outcome = Promise<{ status: number; data: unknown; codes: unknown[] }>;
  const outcome = async (asked: request.Test): Outcome => {
    const { status, body } = await asked;
    const errors = (body.errors ?? []) as { extensions: { code: string } }[];
    // A document that is refused does not match the schema, or has a wrong value in it: see `literal` above.
    const named = errors.map(({ extensions: { code } }) => code.replace('GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'));
    return { status, data: body.data, codes: named };
  };
  const inDocument = ({ ask: field }: Read, number: string): Outcome => outcome(ask(`{ r: ${field(number)} }`));
  const queryOf = ({ type, ask: field }: Read): string => `query ($v: ${type}) { r: ${field('$v')} }`;
  const asVariable = (read: Read, number: string): Outcome =>
    outcome(
      post()
        .set('Content-Type', 'application/json')
        .send(`{"query":${JSON.stringify(queryOf(read))},"variables":{"v":${number}}}`),
    );
  const inUrl = (read: Read, number: string): Outcome =>
    outcome(
      request(platform.app.getHttpServer())
        .get('/graphql')
        .query({ query: queryOf(read), variables: `{"v":${number}}` })
        .set('apollo-require-preflight', 'true'),
    );

  test.each(
    ['-0', '1.0', '1.00e0', '1e2', '20.99999999999999999', '9007199254740993', '2147483648', '12.50', '1e-7', '0e-999']
      .concat(['1e400', '-1e-400', `0.1${'0'.repeat(1200)}`, `1${'0'.repeat(1200)}e-1200`])
      .map((number) => [number.length > 40 ? `${number.slice(0, 8)}… of ${number.length} characters` : number, number]),
  )('%s', async (_, number) => {
    for (const read of Object.values(READ)) {
      const literal = await inDocument(read, number);
      expect([await asVariable(read, number), await inUrl(read, number)]).toEqual([literal, literal]);
    }
  });

  test('whatever its digits', async () => {
    await fc.assert(
      fc.asyncProperty(aNumber, fc.constantFrom(...Object.values(READ)), async (number, read) => {
        const literal = await inDocument(read, number);
        expect([await asVariable(read, number), await inUrl(read, number)]).toEqual([literal, literal]);
      }),
      { ...SEEDED, numRuns: 150 },
    );
  });

  test('and a message repeats it as it was sent', async () => {
    const body = '{"query":"query ($v: Int!) { whole(value: $v) }","variables":{"v":1.0}}';
    const response = await post().set('Content-Type', 'application/json').send(body).expect(400);
    expect(response.body.errors[0].message).toBe(
      'Variable "$v" got invalid value 1.0; Int cannot represent non-integer value: 1.0',
    );
  });
});

describe('a DateTime', () => {
  const asLiteral = (text: string): request.Test => ask(`{ instant(at: "${text}") }`);
  const asVariable = (text: string): request.Test => ask('query ($v: DateTime!) { instant(at: $v) }', { v: text });

  test.each([
    ['2027-06-27T23:59:59+14:00', '2027-06-27T09:59:59.000Z'],
    ['2027-06-27T23:59:59-12:00', '2027-06-28T11:59:59.000Z'],
    ['2027-06-27T12:00+05:45', '2027-06-27T06:15:00.000Z'],
    ['2027-06-27T00:00:00-00:00', '2027-06-27T00:00:00.000Z'],
    ['2027-06-27T23:59:59.9999999Z', '2027-06-27T23:59:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('may be %s', async (text, expected) => {
    expect((await asLiteral(text).expect(200)).body.data).toEqual({
      instant: expected,
    });
    expect((await asVariable(text).expect(200)).body.data).toEqual({
      instant: expected,
    });
  });

  test.each([
    '2027-06-27T23:59:59+99:99',
    '2027-06-27T23:59:59+14:15',
    '2027-06-27T23:59:59+15:00',
    '2027-06-27T23:59:59-12:15',
    '2027-06-27T23:59:59-14:00',
    '2027-06-27T23:59:59+00:60',
    '2027-06-27T23:59:59+01:07',
    '2027-06-27T23:59:59+0100',
    '2027-06-27T24:00:00Z',
    '2027-06-27T23:60:00Z',
    '2016-12-31T23:59:60Z',
    '0000-06-27T12:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-12:00',
    '2027-06-27',
  ])('is never %s', async (text) => {
    for (const asked of [asLiteral(text), asVariable(text)]) {
      const response = await asked.expect(400);
      expect(codes(response)).toEqual(['BAD_USER_INPUT']);
      expect(response.body.errors[0].message).toContain(`"${text}"`);
    }
  });

  test('may have the offset of any place at any time since 2000', () => {
    const instants = Array.from({ length: 60 }, (_, half) =>
      DateTime.utc(2000 + Math.floor(half / 2), 1 + (half % 2) * 6),
    );
    const zones = Intl.supportedValuesOf('timeZone');
    const texts = new Set(
      zones.flatMap((zone) => instants.map((instant) => `2027-06-27T12:00:00${instant.setZone(zone).toFormat('ZZ')}`)),
    );
    expect(texts.size).toBeGreaterThan(30);
    for (const text of texts) expect(DateTimeScalar.parseValue(text)).toEqual(new Date(text));
  });

  test('with an offset that no place has is rejected with those that places have', async () => {
    const { errors } = (await asLiteral('2027-06-27T23:59:59+99:59').expect(400)).body;
    expect(errors[0].message).toContain('from -12:00 to +14:00, in quarters of an hour');
  });
});

describe('the argument asOf', () => {
  const query = 'query ($v: DateTime) { state(asOf: $v) }';

  test.each([
    ['2026-01-31', '2026-01-31T23:59:59.999Z'],
    ['2026-06-30', '2026-06-30T22:59:59.999Z'],
    ['2026-03-28', '2026-03-28T23:59:59.999Z'],
    ['2026-03-29', '2026-03-29T22:59:59.999Z'],
    ['2026-10-24', '2026-10-24T22:59:59.999Z'],
    ['2026-10-25', '2026-10-25T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T23:59:59.999Z'],
    ['2026-06-30T12:00:00+01:00', '2026-06-30T11:00:00.000Z'],
  ])('takes %s, as %s', async (text, expected) => {
    const wanted = { data: { state: expected } };
    const literal = `{ state(asOf: "${text}") }`;
    const fallback = `query ($v: DateTime = "${text}") { state(asOf: $v) }`;
    // Each twice: the second time the document is stored.
    for (const again of [1, 2]) {
      expect([again, (await ask(literal)).body]).toEqual([again, wanted]);
      expect([again, (await ask(query, { v: text })).body]).toEqual([again, wanted]);
      expect([again, (await ask(fallback)).body]).toEqual([again, wanted]);
    }
    const fragment = `query ($v: DateTime) { ...F } fragment F on Query { state(asOf: $v) }`;
    expect((await ask(fragment, { v: text })).body).toEqual(wanted);
    const url = await request(platform.app.getHttpServer())
      .get('/graphql')
      .query({ query, variables: JSON.stringify({ v: text }) })
      .set('apollo-require-preflight', 'true');
    expect(url.body).toEqual(wanted);
  });

  test.each(['2026-02-30', '2026-6-30', '0000-01-01', '2026-06-30T12:00:00', ' 2026-06-30', 'yesterday'])(
    'does not take %j',
    async (text) => {
      expect(codes(await ask(`{ state(asOf: "${text}") }`).expect(400))).toEqual(['BAD_USER_INPUT']);
      expect(codes(await ask(query, { v: text }).expect(400))).toEqual(['BAD_USER_INPUT']);
    },
  );

  test.each([
    ['as a literal', '{ state(before: "2026-06-30") }', {}],
    ['as a variable', 'query ($v: DateTime) { state(before: $v) }', { v: '2026-06-30' }],
    ['as a default', 'query ($v: DateTime = "2026-06-30") { state(before: $v) }', {}],
    ['as a variable of both', 'query ($v: DateTime) { state(asOf: $v, before: $v) }', { v: '2026-06-30' }],
    [
      'as a variable of both in two operations',
      'query A($v: DateTime) { state(asOf: $v) } query B($v: DateTime) { state(before: $v) }',
      { v: '2026-06-30' },
    ],
  ])('is the only one that takes a day: %s', async (_, document, variables) => {
    const response = await post()
      .send({
        query: document,
        variables,
        ...(document.includes('query B') && { operationName: 'B' }),
      })
      .expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(response.body.errors[0].message).toContain('A DateTime must be a date and time with its offset from UTC');
  });
});
