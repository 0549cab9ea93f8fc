import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ERROR_TABLE } from '../../src/common/errors.js';
import { PROBLEMS } from '../../src/common/problem.js';
import { startPlatform, type PlatformApp } from '../support/service/platform-app.js';
import { readMetrics, valueOf, type Series } from '../support/service/read-metrics.js';
import { mustSubmit, mustBeRefused } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const RETURN = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 48151623 }] };
const OPERATION = 'graphql_operation_duration_seconds_count';

describe('the metrics', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  /** The increase of a metric while something is done. */
  async function growth(work: () => Promise<unknown>): Promise<(name: string, labels?: Series['labels']) => number> {
    const before = await readMetrics(service.url);
    await work();
    const after = await readMetrics(service.url);
    return (name, labels) => valueOf(after, name, labels) - valueOf(before, name, labels);
  }

  it('count submissions, by outcome, and each problem that blocked one', async () => {
    const grown = await growth(async () => {
      await mustSubmit(service, RETURN);
      const figures = [
        { measure: 'arrests', value: 1.5 },
        { measure: 'searches', value: 2.5 },
        { measure: 'cash-seized', value: 1, unit: 'GRAM' },
      ];
      await mustBeRefused(service, { ...RETURN, figures });
    });
    expect(grown('return_submissions_total', { outcome: 'accepted' })).toBe(1);
    expect(grown('return_submissions_total', { outcome: 'refused' })).toBe(1);
    expect(grown('return_refusals_total', { problem: 'FRACTIONAL_COUNT' })).toBe(1);
    expect(grown('return_refusals_total', { problem: 'UNIT_MISMATCH' })).toBe(1);
    expect(grown(OPERATION, { kind: 'mutation', field: 'submitReturn', outcome: 'OK' })).toBe(2);
  });

  it.each([
    ['{ forces { code } }', { kind: 'query', field: 'forces', outcome: 'OK' }],
    ['query { a: forces { code } b: forces { name } }', { kind: 'query', field: 'forces', outcome: 'OK' }],
    ['{ forces { code } measures { code } }', { kind: 'query', field: 'several', outcome: 'OK' }],
    ['{ phase(code: "scorpion-99") { code } }', { kind: 'query', field: 'phase', outcome: 'NOT_FOUND' }],
    ['{ nope }', { kind: 'none', field: 'none', outcome: 'GRAPHQL_VALIDATION_FAILED' }],
    ['{', { kind: 'none', field: 'none', outcome: 'GRAPHQL_PARSE_FAILED' }],
  ])('count operations, by root field and outcome: %s', async (query, labels) => {
    const grown = await growth(() => service.ask('demo-coordinator', query));
    expect(grown(OPERATION, labels)).toBe(1);
    expect(grown(OPERATION)).toBe(1);
  });

  it('count HTTP requests, by route and status', async () => {
    const grown = await growth(async () => {
      await request(service.url).get('/health/live');
      await request(service.url).get('/no/such/path');
      await request(service.url).get('/graphql');
    });
    const count = 'http_request_duration_seconds_count';
    expect(grown(count, { method: 'GET', route: '/health/live', status: '200' })).toBe(1);
    expect(grown(count, { method: 'GET', route: 'none', status: '404' })).toBe(1);
    expect(grown(count, { method: 'GET', route: '/graphql', status: '405' })).toBe(1);
  });

  it('count statements and transactions, and the connections of both pools', async () => {
    const grown = await growth(() => service.ask('demo-coordinator', '{ operations { code } }'));
    // One statement identifies the caller, and three read the data.
    expect(grown('sql_transactions_total', { transaction: 'read', outcome: 'committed' })).toBe(2);
    expect(grown('sql_statement_duration_seconds_count', { transaction: 'read' })).toBe(4);
    const series = await readMetrics(service.url);
    expect(valueOf(series, 'sql_pool_connections', { state: 'busy' })).toBe(0);
    for (const pool of ['read', 'write']) {
      expect(valueOf(series, 'sql_pool_connections', { pool, state: 'idle' })).toBeGreaterThan(0);
      expect(valueOf(series, 'sql_pool_waiting', { pool })).toBe(0);
    }
  });

  it('measure the process itself, and its running requests', async () => {
    const series = await readMetrics(service.url);
    expect(valueOf(series, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(valueOf(series, 'service_build_info', { node: process.version })).toBe(1);
  });

  it('have only labels from fixed lists, whatever callers send', async () => {
    const own = 'hostile-9f3a';
    await service.ask(own, `query ${own.replace('-', '_')} { ${own.replace('-', '_')}: forces { code } }`);
    await service.ask('demo-coordinator', '{ __typename }');
    await request(service.url).get(`/${own}?${own}`);
    await request(service.url).post('/graphql').set('content-type', own).set('x-request-id', own).send(own);
    const { text } = await request(service.url).get('/metrics');
    expect(text).not.toMatch(/hostile|48151623|dorset|demo-|scorpion-7|Bearer/);
    const known = new Set([
      ...Object.keys(ERROR_TABLE),
      ...Object.keys(PROBLEMS),
      'OK',
      'query',
      'mutation',
      'none',
      'several',
      'accepted',
      'refused',
      'read',
      'write',
      'committed',
      'not committed',
      'idle',
      'busy',
      'forces',
      'measures',
      'phase',
      'operations',
      'submitReturn',
      '__typename',
      'GET',
      'POST',
      '/graphql',
      '/health/live',
      '/metrics',
      '200',
      '400',
      '401',
      '404',
      '405',
      '415',
      'bytes',
      'values',
      'pieces',
      'memory',
    ]);
    const ours = (await readMetrics(service.url)).filter(({ name }) => !/^(process|nodejs)_|_build_info$/.test(name));
    const names = ours.flatMap(({ labels: { le: _, ...labels } }) => Object.values(labels));
    expect(names.filter((value) => !known.has(value))).toEqual([]);
  });
});

describe('the metrics outside a demo', () => {
  const OUTSIDE_DEMO = { DATABASE_URL: 'postgres://nobody@nowhere/nothing' };
  const METRICS_TOKEN = 'a-token-of-some-length';
  let platform: PlatformApp;
  afterEach(() => platform.app.close());

  it('do not exist without a token', async () => {
    platform = await startPlatform(OUTSIDE_DEMO);
    const http = request(platform.app.getHttpServer());
    const { body } = await http.get('/metrics').expect(404);
    expect(body).toEqual({ code: 'NOT_FOUND', message: 'Cannot GET /metrics' });
    const { body: other } = await http.get('/anything').expect(404);
    expect(other).toEqual({ code: 'NOT_FOUND', message: 'Cannot GET /anything' });
  });

  it('can be read with the token', async () => {
    platform = await startPlatform({ ...OUTSIDE_DEMO, METRICS_TOKEN });
    const get = (sent: Record<string, string>) => request(platform.app.getHttpServer()).get('/metrics').set(sent);
    for (const authorization of ['Bearer another-token-of-length', `Basic ${METRICS_TOKEN}`, METRICS_TOKEN]) {
      await get({ authorization }).expect(401);
    }
    expect((await get({}).expect(401)).body).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { text } = await get({ authorization: `Bearer ${METRICS_TOKEN}` }).expect(200);
    expect(text).toContain('# TYPE http_request_duration_seconds histogram');
    expect(platform.log()).not.toContain(METRICS_TOKEN);
  });
});
