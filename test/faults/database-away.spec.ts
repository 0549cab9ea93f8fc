import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { makeOwnPostgres, type OwnPostgres } from '../support/database/own-postgres.js';
import { startServiceProcess } from '../support/service/service-process.js';
import type { StartedGroup } from '../support/service/started-group.js';
import { ask, type GraphqlAnswer } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

/** More than the pool has connections. */
const MANY = 30;
const PATIENCE_MS = 30_000;
const QUESTION = '{ regionalTotals(phase: "scorpion-7") { totals { measure { code } } } }';

let postgres: OwnPostgres;
let service: StartedGroup;
let url = '';

beforeAll(async () => {
  postgres = await makeOwnPostgres();
  // As a process of its own: an error that nobody listens for would end it.
  ({ group: service, url } = await startServiceProcess({
    DATABASE_URL: postgres.servingUrl,
    MIGRATION_DATABASE_URL: postgres.ownerUrl,
    LOG_LEVEL: 'silent',
    REQUEST_TIMEOUT_MS: '3000',
  }));
});

afterAll(async () => {
  postgres.thaw();
  service.end();
  expect(await service.ended).toBe(0);
  await postgres.remove();
});

/** Resolves once the service reports this of itself. */
async function readiness(expected: { readonly code: number; readonly status: string }): Promise<void> {
  await until(`it is ${expected.status}`, PATIENCE_MS, async () => {
    const { status, body } = await request(url).get('/health/ready');
    return status === expected.code && (body as { status: string }).status === expected.status;
  });
}

const answers = (count: number): Promise<GraphqlAnswer<unknown>[]> =>
  Promise.all(Array.from({ length: count }, () => ask<unknown>(url, 'demo-coordinator', QUESTION)));

/** As long as nobody can tell who asks, nothing is executed. */
const UNAVAILABLE = { status: 503, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] };
const ANSWERED = { status: 200, errors: [] };

describe('a database that goes and comes back', () => {
  it.each([
    ['is stopped', () => postgres.stop(), () => postgres.start()],
    [
      'hangs',
      () => postgres.freeze(),
      () => {
        postgres.thaw();
        return Promise.resolve();
      },
    ],
    ['is stopped once more', () => postgres.stop(), () => postgres.start()],
  ])('makes the service unavailable as long as it %s, and no longer', async (_, away, back) => {
    expect(await answers(MANY)).toMatchObject(Array.from({ length: MANY }, () => ANSWERED));
    await readiness({ code: 200, status: 'ready' });
    await away();
    expect(await answers(MANY)).toMatchObject(Array.from({ length: MANY }, () => UNAVAILABLE));
    await readiness({ code: 503, status: 'database away' });
    expect(await answers(1)).toMatchObject([UNAVAILABLE]);
    expect(await ask(url, 'nobody-that-anybody-could-tell', QUESTION)).toMatchObject(UNAVAILABLE);
    expect((await ask(url, null, QUESTION)).status).toBe(401);
    expect((await request(url).get('/health/live')).status).toBe(200);
    await back();
    await readiness({ code: 200, status: 'ready' });
    expect(await answers(MANY)).toMatchObject(Array.from({ length: MANY }, () => ANSWERED));
  });

  it('does not keep the service from stopping', async () => {
    await postgres.freeze();
    const asked = answers(MANY);
    await readiness({ code: 503, status: 'database away' });
    service.end();
    expect(await asked).toMatchObject(Array.from({ length: MANY }, () => UNAVAILABLE));
    expect(await service.ended).toBe(0);
  });
});
