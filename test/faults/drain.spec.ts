import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentsOf, versionCounts } from '../support/database/database-states.js';
import { withLock } from '../support/database/blocking-lock.js';
import { startServiceProcess, untilNobodyListens } from '../support/service/service-process.js';
import type { StartedGroup } from '../support/service/started-group.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { ask } from '../support/service/test-service.js';

/* A service in a process of its own that is stopped while somebody waits for an answer. */

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { version } } ... on Rejection { problems { code } } } }`;
const INPUT = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 21 }] };
/** A submission takes this lock before it has stored anything. */
const LOCK = `SELECT FROM phases WHERE code = 'scorpion-7' FOR NO KEY UPDATE`;

let database: TestDatabase;
let service: StartedGroup;
let url: URL;

beforeEach(async () => {
  database = await createTestDatabase();
  const started = await startServiceProcess({
    DATABASE_URL: database.servingUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    LOG_LEVEL: 'silent',
    REQUEST_TIMEOUT_MS: '0',
    // For an answer that is larger than what the system keeps of a connection.
    MAX_ANSWER_BYTES: '100000000',
    MAX_QUERY_ALIASES: '100',
    MAX_QUERY_COST: '100000000',
    MAX_QUERY_TOKENS: '100000',
  });
  service = started.group;
  url = new URL(started.url);
});

afterEach(async () => {
  service.end();
  await service.ended;
  await database.drop();
});

const submit = () => ask<unknown>(url.href.slice(0, -1), 'demo-coordinator', SUBMIT, { input: INPUT });

function connection(): Socket {
  return connect(Number(url.port), url.hostname);
}

/** Stops the service; resolves once it accepts no more requests. */
async function stop(): Promise<void> {
  service.signal('SIGTERM');
  await untilNobodyListens(url.href);
}

/** Begins to read the answer to a query; gives the length that it says it has, and what reads the rest. */
async function beginToRead(query: string): Promise<{ readonly bytes: number; readonly rest: () => Promise<number> }> {
  const body = JSON.stringify({ query });
  const socket = connection();
  socket.write(`POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`);
  socket.write(`Authorization: Bearer demo-coordinator\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  const head = first.toString('latin1').split('\r\n\r\n')[0] ?? '';
  return {
    bytes: Number(/^Content-Length: (\d+)/im.exec(head)?.[1]),
    rest: async () => first.length - head.length - 4 + (await buffer(socket)).length,
  };
}

const WHOLE_SCHEMA = `{ ${Array.from(
  { length: 90 },
  (_, place) =>
    `s${place}: __schema { types { name description fields { name description args { name description } } } }`,
).join(' ')} }`;

describe('a service that is stopping', () => {
  it('sends a large answer to its end, although its caller reads slowly', async () => {
    const { bytes, rest } = await beginToRead(WHOLE_SCHEMA);
    expect(bytes).toBeGreaterThan(8_000_000);
    await stop();
    expect(await rest()).toBe(bytes);
    expect(await service.ended).toBe(0);
  });

  it('stores and acknowledges the running submission', async () => {
    const { submitted } = await withLock(database.ownerUrl, LOCK, async (lock) => {
      const sent = { submitted: submit() };
      await lock.awaitedBy(1);
      await stop();
      return sent;
    });
    expect(await submitted).toMatchObject({ status: 200, data: { submitReturn: { return: { version: 1 } } } });
    expect(await service.ended).toBe(0);
    expect(await versionCounts(database)).toEqual({ 'scorpion-7/dorset': 1 });
  });

  it('stops waiting for a submission that does not end: its caller gets an error, and nothing is stored', async () => {
    const before = await contentsOf(database);
    await withLock(database.ownerUrl, LOCK, async (lock) => {
      const submitted = submit();
      await lock.awaitedBy(1);
      service.signal('SIGTERM');
      expect(await submitted).toMatchObject({
        status: 200,
        errors: [
          {
            message: expect.stringContaining('The service is stopping'),
            extensions: { code: 'SERVICE_UNAVAILABLE' },
          },
        ],
      });
      expect(await service.ended).toBe(0);
    });
    expect(await contentsOf(database)).toEqual(before);
  });

  it('is not ready, closes every connection after its answer, and idle and silent ones at once', async () => {
    const silent = connection();
    await once(silent, 'connect');
    const idle = connection();
    await once(idle, 'connect');
    idle.write('GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [first] = (await once(idle, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 200 .*\r\nConnection: keep-alive\r\n/is);
    const late = connection();
    // Half a request, so the connection is not idle.
    late.write('GET /health/ready HTTP/1.1\r\n');
    const { submitted } = await withLock(database.ownerUrl, LOCK, async (lock) => {
      const sent = { submitted: submit() };
      await lock.awaitedBy(1);
      const closed = Promise.all([once(idle, 'close'), once(silent, 'close')]);
      await stop();
      await closed;
      late.write('Host: localhost\r\n\r\n');
      const answer = await text(late);
      expect(answer).toMatch(/^HTTP\/1\.1 503 .*\r\nConnection: close\r\n.*"not up"/is);
      return sent;
    });
    expect(await submitted).toMatchObject({ status: 200 });
    expect(await service.ended).toBe(0);
  });
});
