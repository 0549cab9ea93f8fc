import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withLock } from '../support/database/blocking-lock.js';
import { readMetrics, valueOf } from '../support/service/read-metrics.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename } }`;
const INPUT = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 21 }] };
/** A lock that blocks every submission to the phase. */
const LOCK = `SELECT FROM phases WHERE code = 'scorpion-7' FOR UPDATE`;
/** More than the number of connections. */
const WRITERS = 60;
const PATIENCE_MS = 30_000;

const READS = [
  '{ forces { code } }',
  '{ phase(code: "scorpion-7") { status participants { participation } } }',
  '{ regionalTotals(phase: "scorpion-7") { asOf } }',
  '{ return(phase: "scorpion-7", force: "dorset") { version } }',
];

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

/** Whether writers wait for a connection, because those before them wait for the lock. */
async function someWaitForConnections(): Promise<boolean> {
  return valueOf(await readMetrics(service.url), 'sql_pool_waiting') > 0;
}

describe('while every connection for writing waits for a lock', () => {
  it('readers and probes are answered', async () => {
    const { writers } = await withLock(service.database.ownerUrl, LOCK, async () => {
      const sent = Array.from({ length: WRITERS }, () => service.ask('demo-coordinator', SUBMIT, { input: INPUT }));
      await until('writers wait for a connection', PATIENCE_MS, someWaitForConnections);
      const answers = await Promise.all(READS.map((query) => service.ask<object>('demo-coordinator', query)));
      expect(answers.map(({ status, errors }) => ({ status, errors }))).toEqual(
        READS.map(() => ({ status: 200, errors: [] })),
      );
      expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
      return { writers: Promise.all(sent) };
    });
    // A writer that waited too long for a connection gets that as an answer: every request is answered.
    expect((await writers).map(({ status }) => status)).toEqual(Array(WRITERS).fill(200));
  });
});
