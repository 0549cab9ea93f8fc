import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RawConnection } from '../support/service/raw-http.js';
import { readMetrics, valueOf } from '../support/service/read-metrics.js';
import { startServiceProcess, type ServiceProcess } from '../support/service/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { until } from '../support/run/until.js';

/* In a process of its own, because its log is its output. */

const PATIENCE_MS = 30_000;
const COUNT = 'http_request_duration_seconds_count';

let database: TestDatabase;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startServiceProcess({ DATABASE_URL: database.servingUrl, LOG_LEVEL: 'warn' });
});

afterAll(async () => {
  service.group.end();
  await service.group.ended;
  await database.drop();
});

it('callers who disconnect, during a body or before the answer, are not logged as errors', async () => {
  const body = JSON.stringify({ query: '{ forces { code } }' });
  const head = { Authorization: 'Bearer demo-press', 'Content-Length': body.length };
  const sent = Array.from({ length: 60 }, async (_, place) => {
    const connection = new RawConnection(service.url).head(head).send(body.slice(0, place % 2 === 0 ? 10 : undefined));
    // Some before they are identified, some while the body is awaited.
    if (place % 3 === 0) await readMetrics(service.url);
    await connection.hangUp();
  });
  await Promise.all(sent);
  await until('some were seen to have gone', PATIENCE_MS, async () => {
    return valueOf(await readMetrics(service.url), COUNT, { route: '/graphql', status: 'gone' }) > 0;
  });
  await until('none is under way', PATIENCE_MS, async () => {
    return valueOf(await readMetrics(service.url), 'http_requests_under_way') <= 1;
  });
  expect(service.group.output()).not.toMatch(/"level":"(warn|error|fatal)"/);
});
