import { afterEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Readiness } from '../../src/platform/index.js';
import { startPlatform, type PlatformApp } from '../support/service/platform-app.js';

const SUBMIT = { query: 'mutation { submit(input: { note: "a" }) }' };

let platform: PlatformApp;
afterEach(() => platform.app.close());

const start = async (env?: NodeJS.ProcessEnv) => {
  platform = await startPlatform(env);
  return request(platform.app.getHttpServer());
};

describe('readiness', () => {
  test('is true once the service has started, as long as the database can be used', async () => {
    const http = await start();
    await http.get('/health/ready').expect(503, { status: 'not up' });
    platform.app.get(Readiness).ready();
    await http.get('/health/ready').expect(200, { status: 'ready' }).expect('Cache-Control', 'no-store');
    for (const trouble of ['database away', 'database unusable'] as const) {
      platform.database.trouble = trouble;
      await http.get('/health/ready').expect(503, { status: trouble });
    }
    platform.database.trouble = null;
    await http.get('/health/ready').expect(200);
  });

  test('ends when the service begins to stop', async () => {
    const http = await start();
    const readiness = platform.app.get(Readiness);
    readiness.ready();
    readiness.goingDown();
    await http.get('/health/ready').expect(503, { status: 'not up' });
    // A start that finishes later does not change this.
    readiness.ready();
    await http.get('/health/ready').expect(503, { status: 'not up' });
  });
});

describe('the limit on writes', () => {
  const codeOf = (response: request.Response): unknown => response.body.errors?.[0].extensions.code;

  test('counts mutations by caller, returns how long to wait, and does not affect queries', async () => {
    const http = await start({ WRITES_PER_MINUTE: '2' });
    const write = (actor: string) => http.post('/graphql').set('x-test-actor', actor).send(SUBMIT);
    // If a new minute begins in between, one of the five is still above the limit of one or the other.
    const answers: request.Response[] = [];
    for (let i = 0; i < 5; i += 1) answers.push(await write('a').expect(200));
    const refused = answers.find((answer) => codeOf(answer) === 'TOO_MANY_REQUESTS')!;
    expect(refused.headers['retry-after']).toMatch(/^\d{1,2}$/);
    expect(refused.body.errors[0].message).toContain(`Try again in ${String(refused.headers['retry-after'])} seconds`);
    expect(codeOf(await write('b'))).toBeUndefined();
    expect(codeOf(await http.post('/graphql').send(SUBMIT))).toBeUndefined();
    await http
      .post('/graphql')
      .set('x-test-actor', 'a')
      .send({ query: '{ echo }' })
      .expect({ data: { echo: 'none' } });
  });

  test('counts every field of a mutation', async () => {
    const http = await start({ WRITES_PER_MINUTE: '1' });
    const query = `mutation { ${['a', 'b', 'c'].map((alias) => `${alias}: submit(input: { note: "a" })`).join(' ')} }`;
    expect(codeOf(await http.post('/graphql').send({ query }))).toBe('TOO_MANY_REQUESTS');
  });

  test('is off if set to 0', async () => {
    const http = await start({ WRITES_PER_MINUTE: '0' });
    for (let i = 0; i < 5; i += 1) expect(codeOf(await http.post('/graphql').send(SUBMIT))).toBeUndefined();
  });
});
