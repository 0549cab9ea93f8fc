import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { withLock } from '../support/database/blocking-lock.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/** The size of the readers' pool, and one more. */
const POOL = 10;
const MANY = 30;

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ REQUEST_TIMEOUT_MS: '0' });
});
afterAll(() => service.stop());

it('a service whose pool is fully used remains ready', async () => {
  const answers = await withLock(
    service.database.ownerUrl,
    'LOCK TABLE operations IN ACCESS EXCLUSIVE MODE',
    async (lock) => {
      const asked = Promise.all(
        Array.from({ length: MANY }, () => service.ask('demo-coordinator', '{ operations { code } }')),
      );
      await lock.awaitedBy(POOL);
      await request(service.url).get('/health/ready').expect(200, { status: 'ready' });
      return { asked };
    },
  );
  expect(await answers.asked).toMatchObject(Array.from({ length: MANY }, () => ({ status: 200, errors: [] })));
});
