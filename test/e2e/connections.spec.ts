import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { withLock } from '../support/database/blocking-lock.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

const MOST = 10;
const MANY = 50;
const PATIENCE_MS = 30_000;
const QUESTION = '{ forces { code } }';

let service: TestService;
let sockets: Socket[] = [];

beforeAll(async () => {
  service = await startTestService({ MAX_CONNECTIONS: `${MOST}` });
});

afterAll(async () => {
  await service.stop();
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
});

/** Makes many connections, one after the other, and sends this on each. */
async function crowd(bytes: string): Promise<void> {
  const { port, hostname } = new URL(service.url);
  for (let count = 0; count < MANY; count += 1) {
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(bytes);
  }
}

const stillOpen = (): number => sockets.filter(({ closed }) => !closed).length;

describe('connections beyond the limit', () => {
  it.each([
    ['that send nothing', ''],
    ['that never send a whole request', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\n'],
    ['that are idle', 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('replace the oldest, and everybody can connect: ones %s', async (_, bytes) => {
    await crowd(bytes);
    expect(await service.ask('demo-press', QUESTION)).toMatchObject({ status: 200, errors: [] });
    for (const socket of sockets) socket.resume();
    await until('those over the bound are closed', PATIENCE_MS, () => Promise.resolve(stillOpen() <= MOST));
  });

  it('never replace one on which somebody waits for an answer', async () => {
    const LOCK = 'LOCK TABLE operations IN ACCESS EXCLUSIVE MODE';
    const { asked } = await withLock(service.database.ownerUrl, LOCK, async (lock) => {
      const waiting = { asked: service.ask('demo-press', '{ operations { code } }') };
      await lock.awaitedBy(1);
      await crowd('');
      return waiting;
    });
    expect(await asked).toMatchObject({ status: 200, errors: [] });
  });
});

it('keeps an idle connection for longer than nginx keeps its own', async () => {
  await crowd('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [answer] = (await once(sockets.at(-1)!, 'data')) as [Buffer];
  expect(Number(/^keep-alive: timeout=(\d+)/im.exec(answer.toString())?.[1])).toBeGreaterThan(60);
});
