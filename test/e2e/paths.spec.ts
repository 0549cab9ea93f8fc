import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from '../support/database/database-states.js';
import { RawConnection, type RawAnswer } from '../support/service/raw-http.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  const connection = new RawConnection(service.url).head({ Connection: 'close', ...headers }, `GET ${path} HTTP/1.1`);
  return connection.answer().finally(() => connection.hangUp());
}

const SUBMIT = JSON.stringify({
  query: `mutation { submitReturn(input: { phase: "scorpion-1", force: "dorset", nil: ["arrests"] }) { __typename } }`,
});

async function submit(path: string): Promise<RawAnswer> {
  const authorization = 'Bearer demo-analyst-dorset';
  const connection = new RawConnection(service.url)
    .head({ authorization, 'Content-Length': SUBMIT.length }, `POST ${path} HTTP/1.1`)
    .send(SUBMIT);
  return connection.answer().finally(() => connection.hangUp());
}

describe('a path', () => {
  it.each([
    '/GRAPHQL',
    '/GraphQL',
    '/graphqL',
    '/graphql/',
    '/graphql//',
    '/graphql/?x',
    '//graphql',
    '/./graphql',
    '/%67raphql',
    '/graphql%2F',
    '/graphql%3F',
    '/graphql;x',
    '/graphql/.',
    'http://localhost/graphql',
    '/graphql#x',
  ])("is exactly GraphQL's, or not served at all: %s", async (path) => {
    const before = await contentsOf(service.database);
    expect((await submit(path)).status).toBe(404);
    expect(await contentsOf(service.database)).toEqual(before);
  });

  it('may have a query string, which is ignored', async () => {
    const { status, body } = await submit('/graphql?op=submit');
    expect([status, body]).toEqual([200, expect.stringContaining('SubmitReturnSuccess')]);
  });

  it.each([
    '/',
    '/health/live',
    '/health/ready',
    '/metrics',
    '/explorer',
    '/schema',
    '/schema.graphql',
    '/api/schemas/release.schema.json',
  ])('is unique, without another case or a slash at its end: %s', async (path) => {
    expect((await get(path)).status).toBe(200);
    const others = path === '/' ? ['//'] : [`${path}/`, path.toUpperCase(), `/${path}`];
    for (const other of others) expect([other, (await get(other)).status]).toEqual([other, 404]);
  });
});

describe('the demo', () => {
  it.each([
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'x-forwarded-port',
    'X-Forwarded',
    'X-Real-IP',
    'Via',
    'X-Client-IP',
    'X-Cluster-Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
    'CF-Ray',
    'X-Original-Host',
    'X-Envoy-External-Address',
    'Fastly-Client-IP',
    'ngrok-trace-id',
    'Forwarded-For',
    'Client-IP',
    'Fly-Client-IP',
    'WL-Proxy-Client-IP',
    'X-ProxyUser-Ip',
    'X-Azure-ClientIP',
    'CDN-Loop',
    'Tailscale-User-Login',
    'X-Amzn-Trace-Id',
    'X-Vercel-Id',
    'X-Varnish',
    'X-MS-Proxy',
  ])('answers nothing that a proxy passed on: %s', async (name) => {
    for (const path of ['/', '/graphql', '/health/live', '/metrics']) {
      const { status, body } = await get(path, { [name]: 'x' });
      expect([path, status]).toEqual([path, 421]);
      expect(body).toContain(`the header '${name.toLowerCase()}' shows that a proxy`);
    }
  });

  it.each(['Origin', 'Referer', 'X-Request-Id', 'traceparent', 'DNT', 'X-Requested-With', 'Cache-Control'])(
    'answers what a browser or a program on this machine may send: %s',
    async (name) => {
      expect((await get('/health/live', { [name]: 'x' })).status).toBe(200);
    },
  );
});
