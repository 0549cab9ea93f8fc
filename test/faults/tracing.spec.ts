import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startServiceProcess } from '../support/service/service-process.js';
import type { StartedGroup } from '../support/service/started-group.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* The service in a process of its own, and a collector for its traces. */

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: object }[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const QUERY = 'query Hidden($code: ID!) { phase(code: $code) { name } }';

let database: TestDatabase;
let collector: Server;
let taken: { readonly path: string | undefined; readonly key: unknown; readonly sent: Sent }[];
let answer: (response: ServerResponse) => void;
let service: StartedGroup;
let url: string;

beforeEach(async () => {
  taken = [];
  answer = (response) => response.setHeader('Content-Type', 'application/json').end('{}');
  const take = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    taken.push({ path: message.url, key: message.headers['x-key'], sent: (await json(message)) as Sent });
    answer(response);
  };
  collector = createServer((message, response) => {
    take(message, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  database = await createTestDatabase();
});

afterEach(async () => {
  service.end();
  await service.ended;
  await database.drop();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const { port } = collector.address() as AddressInfo;
  ({ group: service, url } = await startServiceProcess({
    DATABASE_URL: database.servingUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    LOG_LEVEL: 'info',
    ANSWER_CACHE_BYTES: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=opens',
    ...more,
  }));
}

async function askTraced(query: string, variables: object): Promise<number> {
  const { status } = await request(url)
    .post('/graphql')
    .set({ authorization: 'Bearer demo-coordinator', traceparent: `00-${TRACE}-${CALLER}-01`, baggage: 'a=hidden' })
    .send({ query, variables });
  return status;
}

async function end(): Promise<void> {
  service.end();
  expect(await service.ended).toBe(0);
}

const spansOfTrace = (): SentSpan[] =>
  taken
    .flatMap(({ sent }) => sent.resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans)
    .filter(({ traceId }) => traceId === TRACE);

describe('traces', () => {
  it("continue the caller's, down to the statements, are named in the log, and contain nothing that was sent", async () => {
    await start({ OTEL_SERVICE_NAME: 'returns-test' });
    expect(await askTraced(QUERY, { code: 'scorpion-7' })).toBe(200);
    expect(await askTraced(QUERY, { code: 'hidden-phase' })).toBe(200);
    await request(url).get('/health/ready').expect(200);
    await end();
    const [first] = taken;
    expect(first).toMatchObject({ path: '/v1/traces', key: 'opens' });
    expect(first?.sent.resourceSpans[0]?.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'returns-test' },
    });
    const spans = spansOfTrace();
    const named = (name: string): SentSpan[] => spans.filter((span) => span.name === name);
    const [server] = named('POST /graphql');
    expect(server?.parentSpanId).toBe(CALLER);
    const [operation] = named('graphql query phase');
    expect(operation?.parentSpanId).toBe(server?.spanId);
    // The caller, and the phase.
    const transactions = named('read transaction').filter(({ parentSpanId }) => parentSpanId === server?.spanId);
    expect(transactions).toHaveLength(2);
    const statements = spans.filter(({ parentSpanId }) => parentSpanId === transactions[1]?.spanId);
    expect(statements.map(({ name }) => name)).toEqual(['START', 'SELECT', 'COMMIT']);
    expect(named('graphql query phase').map(({ status }) => status.code ?? 0)).toEqual([0, 2]);
    expect(JSON.stringify(taken)).not.toMatch(/hidden|scorpion-7|demo-coordinator|Bearer|set_config|FROM phases/i);
    expect(JSON.stringify(taken)).not.toContain('health');
    const lines = service.output().split('\n');
    const line = lines.find((one) => one.includes('"/graphql"'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ traceId: TRACE });
  });

  it('without a collector do not stop the service from ending', async () => {
    answer = () => undefined;
    await start();
    await askTraced(QUERY, { code: 'scorpion-7' });
    await end();
  });

  it('are not made unless they are switched on', async () => {
    await start({ OTEL_EXPORTER_OTLP_ENDPOINT: '' });
    await askTraced(QUERY, { code: 'scorpion-7' });
    await end();
    expect(taken).toEqual([]);
    expect(service.output()).not.toContain('traceId');
  });
});
