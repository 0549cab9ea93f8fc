import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
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
    expect(response.body.data).toEqual({ day: '2024-02-29', instant: '2024-02-29T11:00:00.000Z' });
  });

  test.each([
    '{ day(on: "2024-02-30") }',
    '{ day(on: 20240229) }',
    '{ instant(at: "tomorrow") }',
    '{ instant(at: "2024-02-29T12:00:00") }',
    '{ instant(at: "2024-02-30T12:00:00Z") }',
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
