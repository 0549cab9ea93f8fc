import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import request from 'supertest';
import { printServedSchema } from '../../src/platform/index.js';
import { held, startPlatform, type PlatformApp } from '../support/service/platform-app.js';
import { until } from '../support/run/until.js';

const OUTSIDE_DEMO = { DATABASE_URL: 'postgres://nobody@nowhere/nothing' };

let platform: PlatformApp;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.app.close());

const post = (on = platform) => request(on.app.getHttpServer()).post('/graphql');
const ask = (query: string, variables: object = {}, on = platform) => post(on).send({ query, variables });
const codes = (response: request.Response): unknown[] =>
  (response.body.errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);
const linesOf = (requestId: string) => platform.lines.filter((line) => line['requestId'] === requestId);

describe('an executed operation has status 200', () => {
  test('and answers with data', async () => {
    const response = await ask('{ __typename echo(text: "a") }').expect(200);
    expect(response.body).toEqual({ data: { __typename: 'Query', echo: 'a' } });
  });

  test.each([
    ['coded', 'FORBIDDEN', 'Only the coordinator may.'],
    ['missing', 'NOT_FOUND', `There is no phase "scorpion-99". The query 'phases' lists the codes.`],
    ['nul', 'BAD_USER_INPUT', expect.stringContaining('cannot be stored')],
    ['away', 'SERVICE_UNAVAILABLE', expect.stringContaining('try again shortly')],
    ['wrapped', 'SERVICE_UNAVAILABLE', expect.stringContaining('try again shortly')],
  ])('and a resolver that fails by %s gives %s', async (how, code, message) => {
    const response = await ask('query ($how: String!) { fails(how: $how) }', { how }).expect(200);
    expect(response.body.errors).toEqual([expect.objectContaining({ message, path: ['fails'] })]);
    expect(codes(response)).toEqual([code]);
    expect(response.text).not.toContain('secret');
  });

  test('and the details of an error', async () => {
    const response = await ask('{ fails(how: "coded") }');
    expect(response.body.errors[0].extensions).toEqual({ code: 'FORBIDDEN', details: { role: 'PRESS_OFFICER' } });
  });

  test.each(['error', 'text', 'unique'])('and an unexpected failure (%s) is masked', async (how) => {
    const response = await ask('query ($how: String!) { fails(how: $how) }', { how }).expect(200);
    const [error] = response.body.errors;
    expect(error.extensions).toEqual({ code: 'INTERNAL_ERROR', errorId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(response.text).not.toMatch(/secret|SELECT|passwd|\/work|at /);
  });

  test('and a masked error is logged once, with the id in the answer and its stack', async () => {
    const response = await ask('{ fails(how: "error") }').set('X-Request-Id', 'masked-1');
    const { errorId } = response.body.errors[0].extensions;
    const errors = linesOf('masked-1').filter(({ level }) => level === 'error');
    expect(errors).toEqual([expect.objectContaining({ errorId, msg: 'unexpected error' })]);
    expect(JSON.stringify(errors)).toContain('ThingResolver.fails');
    expect(platform.log().split(errorId)).toHaveLength(2);
  });

  test('and a database error is logged without the row', async () => {
    await ask('{ fails(how: "unique") }').set('X-Request-Id', 'row-1');
    expect(JSON.stringify(linesOf('row-1'))).not.toContain('Key (note)');
  });

  test('and an input constraint that is not met is named', async () => {
    const input = { note: 'too long', figures: [{ value: 1, unit: 'TON' }] };
    const response = await ask('mutation ($i: ReturnInput!) { submit(input: $i) }', { i: input }).expect(200);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(response.body.errors[0].message).toMatch(/note must be shorter.*figures\.0\.unit must be one of/);
  });

  test.each([
    ['a variable', 'mutation ($i: ReturnInput!) { submit(input: $i) }'],
    ['a literal', 'mutation { submit(input: { note: "abc", figures: [{ value: 0.45, unit: "GRAM" }] }) }'],
  ])('and a Decimal reaches the resolver unchanged, sent as %s', async (_, query) => {
    const response = await ask(query, { i: { note: 'abc', figures: [{ value: 0.45, unit: 'GRAM' }] } }).expect(200);
    expect(response.body.data.submit).toBe('abc 0.45');
  });
});

describe('an operation that was not executed has status 400:', () => {
  const fragments = Array.from({ length: 300 }, (_, i) => `fragment F${i} on Thing { ...F${i + 1} ...F${i + 1} }`);
  const deep = (levels: number) => `{ thing { ${'self { '.repeat(levels)} name ${'} '.repeat(levels)} } }`;

  test.each([
    ['no GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation', 'query A { echo } query B { echo }', 'BAD_USER_INPUT'],
    ['a missing variable', 'query ($v: Decimal!) { decimal(value: $v) }', 'BAD_USER_INPUT'],
    ['12 levels', deep(11), 'QUERY_TOO_COMPLEX'],
    ['1,000 aliases', `{ ${Array.from({ length: 1000 }, (_, i) => `a${i}: echo`).join(' ')} }`, 'QUERY_TOO_COMPLEX'],
    ['100,000 tokens', `{ ${'echo '.repeat(100_000)} }`, 'QUERY_TOO_COMPLEX'],
    ['a list nested 2,400 times', `{ echo(text: ${'['.repeat(2400)}${']'.repeat(2400)}) }`, 'QUERY_TOO_COMPLEX'],
    ['lists of lists', '{ thing { many { many { many { name } } } } }', 'QUERY_TOO_COMPLEX'],
    [
      '1,000 aliases of __typename',
      `{ ${Array.from({ length: 1000 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'aliases of __typename in fragments',
      `{ thing { ${'...F '.repeat(60)} } } fragment F on Thing { a: __typename }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['a directive twice', '{ echo @skip(if: false) @skip(if: false) }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'fragments that double 300 times',
      `{ thing { ...F0 } } ${fragments.join(' ')} fragment F300 on Thing { name }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['a fragment in itself', '{ thing { ...A } } fragment A on Thing { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a cycle',
      '{ thing { ...A } } fragment A on Thing { self { ...B } } fragment B on Thing { a: self { ...A } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['an unknown fragment', '{ thing { ...Z } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_, query, code) => {
    const response = await ask(query).expect(400);
    expect(new Set(codes(response))).toEqual(new Set([code]));
    expect(response.body).not.toHaveProperty('data');
  });

  test('but ten levels, with fragments expanded, are not too deep', async () => {
    await ask(deep(8)).expect(200);
    const chain = Array.from({ length: 20 }, (_, i) => `fragment F${i} on Thing { ...F${i + 1} }`).join(' ');
    await ask(`{ thing { ...F0 } } ${chain} fragment F20 on Thing { name }`).expect(200);
    await ask(`{ thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { self { name } }`).expect(200);
    const response = await ask(`{ thing { ...A } } fragment A on Thing { ${deep(9).slice(10, -4)} }`).expect(400);
    expect(codes(response)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('a persisted query', async () => {
    const response = await post()
      .send({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })
      .expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
  });

  test('a variable nested 90,000 times', async () => {
    const value = `${'['.repeat(90_000)}${']'.repeat(90_000)}`;
    const body = `{"query":"query ($v: Decimal!) { decimal(value: $v) }","variables":{"v":${value}}}`;
    const response = await post().set('Content-Type', 'application/json').send(body).expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('an operation whose cost cannot be known is not run, with status 400:', () => {
  const DEEP = 'thing { many { many { many { name } } } }';

  test.each([
    ['an argument', 'query ($t: String = "a") { echo(text: $t) }', { t: null }],
    ['a directive', 'query ($b: Boolean = true) { echo @include(if: $b) }', { b: null }],
    ['the first of a list', 'query ($n: Int = 20) { page(first: $n) { name } }', { n: null }],
    ['a list beside what costs too much', `query ($n: Int = 20) { page(first: $n) { name } ${DEEP} }`, { n: null }],
  ])('null from a variable for %s', async (_, query, variables) => {
    const response = await ask(query, variables).expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(response.body).not.toHaveProperty('data');
  });

  test('a negative number of items makes nothing else cheaper', async () => {
    const response = await ask(`{ page(first: -1000000000) { name } ${DEEP} }`).expect(400);
    expect(codes(response)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test.each([
    ['fragments', `{ ...F } fragment F on Query { ...G } fragment G on Query { ${DEEP} }`],
    ['inline fragments', `{ ... { ... on Query { ${DEEP} } } }`],
    ['@include and @skip', `{ ... @include(if: true) { ${DEEP.replace('many', 'many @skip(if: false)')} } }`],
    [
      'the introspection',
      `{ ${Array.from({ length: 50 }, (_, i) => `a${i}: __schema { types { fields { args { name description } type { fields { name description isDeprecated deprecationReason } } } } }`).join(' ')} }`,
    ],
  ])('%s cost as much as their content', async (_, query) => {
    expect(codes(await ask(query).expect(400))).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test.each([
    ['in the document', '{ page(first: null) { name } }', {}],
    ['as a variable', 'query ($n: Int = 20) { page(first: $n) { name } }', { n: null }],
  ])('null for a number of items is rejected before anything is run: %s', async (_, query, variables) => {
    const response = await ask(query, variables).expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(response.body).not.toHaveProperty('data');
  });

  test('wrong variables are named before anything else, and nothing is run', async () => {
    const response = await ask(`query ($v: Decimal!) { decimal(value: $v) ${DEEP} }`, { v: 'x' }).expect(400);
    expect(response.body.errors[0].message).toContain('Variable "$v" got invalid value');
    expect(response.body).not.toHaveProperty('data');
  });
});

describe('the total cost of running operations', () => {
  const COSTLY = '{ held page(first: 5000) { name } }';

  test('is limited: one more waits, is answered 503 when its time is up, and releases its share to others', async () => {
    const small = await startPlatform({ MAX_COST_UNDER_WAY: '8000', REQUEST_TIMEOUT_MS: '1000' });
    try {
      const first = ask(COSTLY, {}, small).then((response) => response);
      await until('the first is executed', 10_000, () => Promise.resolve(held.length === 1));
      const late = await ask(COSTLY, {}, small).expect(503);
      expect(late.body.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
      expect((await ask('{ echo }', {}, small).expect(200)).body).toEqual({ data: { echo: 'none' } });
      expect(held).toHaveLength(1);
      held.pop()?.();
      expect((await first).status).toBe(200);
      expect((await ask('{ page(first: 5000) { name } }', {}, small).expect(200)).body.data.page).toHaveLength(5000);
    } finally {
      await small.app.close();
    }
  });
});

describe('an answer', () => {
  const MUCH = '{ page(first: 5000) { name self { name } } }';

  test('that would be too large is an error that says what to do, and nothing else', async () => {
    const small = await startPlatform({ MAX_ANSWER_BYTES: '100000' });
    try {
      const response = await ask(MUCH, {}, small).expect(200);
      expect(response.body).toEqual({
        data: null,
        errors: [
          {
            message: expect.stringMatching(/larger than 100000 bytes. Ask for fewer items/),
            extensions: { code: 'QUERY_TOO_COMPLEX' },
          },
        ],
      });
      expect((await ask('{ page(first: 900) { name } }', {}, small).expect(200)).body.data.page).toHaveLength(900);
    } finally {
      await small.app.close();
    }
  });

  test('that is long is complete and in order, and other requests are served while it is computed', async () => {
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    const nested = '{ page(first: 150) { name many { name self { name } } } }';
    const longs = Array.from({ length: 2 }, () => ask(nested));
    let next = setImmediate(turn);
    const [long, again] = await Promise.all(longs);
    clearImmediate(next);
    expect(long?.body.data.page).toHaveLength(150);
    expect(long?.body.data.page.map(({ name }: { name: string }) => name)).toEqual(
      Array.from({ length: 150 }, (_, place) => `thing ${place}`),
    );
    expect(again?.text).toBe(long?.text);
    expect(turns).toBeGreaterThan(20);
  });
});

describe('a body that cannot be read gets a GraphQL answer', () => {
  const json = 'application/json';
  const bomb = gzipSync(JSON.stringify({ query: `{ echo(text: "${' '.repeat(8 << 20)}") }` }));

  test.each<[string, number, Record<string, string>, string | Buffer]>([
    ['malformed JSON', 400, { 'Content-Type': json }, '{"query":'],
    ['an empty body', 400, { 'Content-Type': json }, ''],
    ['an empty object', 400, { 'Content-Type': json }, '{}'],
    ['a list', 400, { 'Content-Type': json }, '[{"query":"{ echo }"}]'],
    ['a bare number', 400, { 'Content-Type': json }, '1'],
    ['a query that is an object', 400, { 'Content-Type': json }, '{"query":{"a":1}}'],
    ['variables that are a list', 400, { 'Content-Type': json }, '{"query":"{ echo }","variables":[1]}'],
    ['plain text', 400, { 'Content-Type': 'text/plain' }, '{"query":"{ echo }"}'],
    ['a form', 400, { 'Content-Type': 'application/x-www-form-urlencoded' }, 'query={echo}'],
    ['an invalid content type', 400, { 'Content-Type': ';;;' }, '{"query":"{ echo }"}'],
    ['an unknown charset', 415, { 'Content-Type': `${json}; charset=ebcdic` }, '{"query":"{ echo }"}'],
    ['an unknown encoding', 415, { 'Content-Type': json, 'Content-Encoding': 'zstd' }, '{"query":"{ echo }"}'],
    ['invalid gzip', 400, { 'Content-Type': json, 'Content-Encoding': 'gzip' }, '{"query":"{ echo }"}'],
    ['2 MiB', 413, { 'Content-Type': json }, JSON.stringify({ query: ' '.repeat(2 << 20) })],
    ['8 KiB that inflate to 8 MiB', 413, { 'Content-Type': json, 'Content-Encoding': 'gzip' }, bomb],
    ['a caller who accepts no JSON', 406, { 'Content-Type': json, Accept: 'text/html' }, '{"query":"{ echo }"}'],
  ])('%s: %i', async (_, status, headers, body) => {
    const sent = post().set(headers);
    // Written by hand, because supertest would serialise or label it.
    sent.write(body);
    const response = await sent.expect(status).expect('Content-Type', /json/);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['query', '{"query":"{ echo }","query":"{ echo }"}'],
    ['query', String.raw`{"query":"{ echo }","\u0071uery":"{ fails(how: \"error\") }"}`],
    ['value', '{"query":"{ echo }","variables":{"figures":[{"value":1},{"value":1,"unit":"GRAM","value":1}]}}'],
    ['unit', '{"query":"{ echo }","variables":{"a":{"unit":"GRAM"},"b":[[{"unit":null,"note":"","unit":{}}]]}}'],
    ['__proto__', '{"query":"{ echo }","variables":{"__proto__":{},"__proto__":{}}}'],
    ['', '{"query":"{ echo }","":1,"":1}'],
  ])('a key %j that it has twice: 400, and the message names it', async (key, body) => {
    const response = await post().set('Content-Type', json).send(body).expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(response.body.errors[0].message).toBe(
      `The body has the key "${key}" twice in one object. Send each key once.`,
    );
  });

  test('and variables in a URL that have a key twice are rejected as well', async () => {
    const response = await request(platform.app.getHttpServer())
      .get('/graphql')
      .query({ query: 'query ($text: String) { echo(text: $text) }', variables: '{"text":"a","text":"b"}' })
      .set('apollo-require-preflight', 'true')
      .expect(400);
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
    expect(response.body.errors[0].message).toContain(`The parameter 'variables' has the key "text" twice`);
  });

  test('and a caller who accepts no JSON is rejected before anything is run', async () => {
    const response = await ask('mutation { submit(input: { note: "a" }) }').set('Accept', 'text/html').expect(406);
    expect(response.body.errors[0].message).toBe(
      "The answer is JSON, which the request does not accept. Send 'Accept: application/json'.",
    );
  });

  test('and a request that a page of another site can send is rejected as such', async () => {
    const response = await post().set('Content-Type', 'text/plain').send('{"query":"{ echo }"}').expect(400);
    expect(response.body.errors[0].message).toContain('Cross-Site Request Forgery');
  });

  test.each(['get', 'put', 'options'] as const)('%s is not allowed for GraphQL: 405', async (method) => {
    const response = await request(platform.app.getHttpServer())[method]('/graphql?query={echo}').expect(405);
    expect(response.headers['allow']).toBe('GET, POST');
    expect(codes(response)).toEqual(['BAD_USER_INPUT']);
  });

  test('a query by GET with the preflight header is answered within the same limits, and a mutation is not', async () => {
    const get = (query: string): request.Test =>
      request(platform.app.getHttpServer())
        .get('/graphql')
        .query({ query })
        .set('Authorization', 'Bearer analyst')
        .set('apollo-require-preflight', 'true');
    const answer = await get('{ __typename }').expect(200);
    expect([answer.body, answer.headers['cache-control']]).toEqual([{ data: { __typename: 'Query' } }, 'no-store']);
    const fragments = Array.from({ length: 60 }, (_, place) => `fragment F${place} on Query { __typename }`).join(' ');
    expect(codes(await get(`{ ...F0 } ${fragments}`).expect(400))).toEqual(['QUERY_TOO_COMPLEX']);
    await get('mutation { __typename }').expect(405);
  });
});

describe('a value that an enum does not have', () => {
  let outsideDemo: PlatformApp;
  beforeAll(async () => {
    outsideDemo = await startPlatform(OUTSIDE_DEMO);
  });
  afterAll(() => outsideDemo.app.close());

  const VARIABLE = 'query ($of: Shade!) { shade(of: $of) }';
  const LIST = 'The values are: DARK, LIGHT.';

  test.each([
    ['in the document', '{ shade(of: GREY) }', {}, 'Value "GREY" does not exist in "Shade" enum.'],
    ['as text in the document', '{ shade(of: "DARK") }', {}, 'Enum "Shade" cannot represent non-enum value: "DARK".'],
    ['in a variable', VARIABLE, { of: 'dark' }, 'Value "dark" does not exist in "Shade" enum.'],
    ['as a number', VARIABLE, { of: 1 }, 'Enum "Shade" cannot represent non-string value: 1.'],
  ])('is answered with those that it has, in and outside the demo: %s', async (_, query, variables, found) => {
    for (const served of [platform, outsideDemo]) {
      const { body } = await ask(query, variables, served).expect(400);
      expect(body.errors).toHaveLength(1);
      expect(body.errors[0].message).toContain(found);
      expect(body.errors[0].message.endsWith(LIST)).toBe(true);
    }
  });

  test('is repeated only in part if it is long', async () => {
    const { body } = await ask(VARIABLE, { of: 'x'.repeat(2000) }).expect(400);
    expect(body.errors[0].message).toContain(LIST);
    expect(body.errors[0].message.length).toBeLessThan(600);
  });

  test('is not explained to somebody unknown', async () => {
    const { text } = await ask('{ shade(of: GREY) }').set('x-test-actor', 'nobody').expect(401);
    expect(text).not.toContain('DARK');
  });
});

describe('outside the demo', () => {
  let served: PlatformApp;
  beforeAll(async () => {
    served = await startPlatform(OUTSIDE_DEMO);
  });
  afterAll(() => served.app.close());

  test('the schema cannot be read, and messages suggest nothing from it', async () => {
    expect(codes(await ask(getIntrospectionQuery(), {}, served).expect(400))).toContain('GRAPHQL_VALIDATION_FAILED');
    expect((await ask('{ ech }', {}, served).expect(400)).text).not.toContain('Did you mean');
    await ask('{ __typename }', {}, served).expect(200);
  });

  test('in the demo it can be read', async () => {
    const response = await ask(getIntrospectionQuery()).expect(200);
    expect(response.body.data.__schema.queryType.name).toBe('Query');
    expect(printServedSchema(platform.app)).toContain('scalar Decimal');
  });
});

describe('other paths', () => {
  const get = (path: string) => request(platform.app.getHttpServer()).get(path);

  test('give a code and a message', async () => {
    const response = await get('/nowhere').expect(404);
    expect(response.body).toEqual({ code: 'NOT_FOUND', message: 'Cannot GET /nowhere' });
    expect((await get(`/${'x'.repeat(8000)}`).expect(404)).text.length).toBeLessThan(700);
  });

  test('have headers that prevent scripts', async () => {
    const { headers } = await get('/nowhere');
    expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('report that the process is alive, whatever the database does', async () => {
    platform.database.trouble = 'database away';
    const response = await get('/health/live').expect(200);
    expect(response.headers['cache-control']).toBe('no-store');
    platform.database.trouble = null;
  });
});

describe('requests are logged', () => {
  const SECRET = 's3cret-t0ken';

  test('with method, path and status, and without headers, query strings and variables', async () => {
    await ask('query ($t: String!) { echo(text: $t) }', { t: SECRET })
      .set('X-Request-Id', 'logged-1')
      .set('Authorization', `Bearer ${SECRET}`)
      .set('Cookie', `session=${SECRET}`);
    await request(platform.app.getHttpServer()).get(`/nowhere?token=${SECRET}`).set('X-Request-Id', 'logged-2');
    expect(linesOf('logged-1')).toEqual([
      expect.objectContaining({
        req: { method: 'POST', path: '/graphql', address: '127.0.0.1' },
        res: { statusCode: 200 },
        level: 'info',
      }),
    ]);
    expect(linesOf('logged-2')).toHaveLength(1);
    expect(platform.log()).not.toContain(SECRET);
  });

  test('with the id of the request, which is returned', async () => {
    const response = await ask('{ echo }').set('X-Request-Id', 'abc-123');
    expect(response.headers['x-request-id']).toBe('abc-123');
  });

  test.each(['', 'a b', '"},{"level":"fatal"', 'x'.repeat(65), 'a\tb'])('with a new id in place of %j', async (id) => {
    const response = await ask('{ echo }').set('X-Request-Id', id);
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('at a low level if they are probes', async () => {
    await request(platform.app.getHttpServer()).get('/health/live').set('X-Request-Id', 'probe-1');
    expect(linesOf('probe-1')).toEqual([expect.objectContaining({ level: 'debug' })]);
  });
});
