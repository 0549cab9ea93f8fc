import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf, versionCounts } from '../support/database/database-states.js';
import { withLock, type BlockingLock } from '../support/database/blocking-lock.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

const READ = '{ operations { code } }';
const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { version } } ... on Rejection { problems { code } } } }`;
const INPUT = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 21 }] };
const LOCK_OPERATIONS = 'LOCK TABLE operations IN ACCESS EXCLUSIVE MODE';
/** A submission takes this lock before it has stored anything. */
const LOCK_PHASE = `SELECT FROM phases WHERE code = 'scorpion-7' FOR NO KEY UPDATE`;

/** An HTTP request as bytes. */
function posted(body: object, length?: number): string {
  const json = JSON.stringify(body);
  const headers = [
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    'Authorization: Bearer demo-coordinator',
    `Content-Length: ${length ?? json.length}`,
  ];
  return `${headers.join('\r\n')}\r\n\r\n${json}`;
}

describe('a request whose time is up', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ REQUEST_TIMEOUT_MS: '700' });
  });
  afterAll(() => service.stop());

  it.each([
    ['a query', LOCK_OPERATIONS, READ, {}],
    ['a submission', LOCK_PHASE, SUBMIT, { input: INPUT }],
  ])('is answered with its time limit, and nothing is stored: %s', async (_, lock, query, variables) => {
    const before = await contentsOf(service.database);
    await withLock(service.database.ownerUrl, lock, async (blocker) => {
      const { status, errors } = await service.ask('demo-coordinator', query, variables);
      expect(status).toBe(200);
      expect(errors).toMatchObject([
        {
          message: expect.stringContaining('longer than the limit of 700 ms'),
          extensions: { code: 'SERVICE_UNAVAILABLE' },
        },
      ]);
      await blocker.awaitedBy(0);
    });
    expect(await contentsOf(service.database)).toEqual(before);
    // A busy machine may take longer than the time limit here; the next request must still be answered.
    await until('a request is answered again', 30_000, async () => {
      const next = await service.ask('demo-coordinator', READ);
      return next.status === 200 && next.errors.length === 0;
    });
  });

  it('is answered even if its body never arrived in full, and the connection is closed', async () => {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.write(posted({ query: READ }, 5_000));
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as unknown).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
  });
});

describe('a caller who disconnects', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ REQUEST_TIMEOUT_MS: '0' });
  });
  afterAll(() => service.stop());

  /** Sends a request, and disconnects once it waits for the lock. */
  async function hangUp(lock: BlockingLock, body: object): Promise<void> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.write(posted(body));
    await lock.awaitedBy(1);
    socket.destroy();
    await once(socket, 'close');
  }

  it('ends the request if it only reads', async () => {
    await withLock(service.database.ownerUrl, LOCK_OPERATIONS, async (lock) => {
      await hangUp(lock, { query: READ });
      await lock.awaitedBy(0);
    });
  });

  it('does not stop a return, which is accepted', async () => {
    await withLock(service.database.ownerUrl, LOCK_PHASE, async (lock) => {
      await hangUp(lock, { query: SUBMIT, variables: { input: INPUT } });
      // By the time of this answer the service has noticed the disconnection.
      expect(await service.ask('demo-coordinator', READ)).toMatchObject({ status: 200 });
      await lock.awaitedBy(1);
    });
    await until('the return is stored', 30_000, async () => {
      return (await versionCounts(service.database))['scorpion-7/dorset'] === 1;
    });
  });
});
