import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { RawConnection, type RawAnswer } from '../support/service/raw-http.js';
import { readMetrics, valueOf } from '../support/service/read-metrics.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

/* What a body may cost, and whom: a stranger's is not read at all, a caller's within bounds of its own and of all. */

const KIBIBYTE = 1024;
const MEBIBYTE = KIBIBYTE ** 2;
const MEMORY = 4 * MEBIBYTE;
const TIME_MS = 3_000;
const PATIENCE_MS = 30_000;
const CALLER = { Authorization: 'Bearer demo-press' };
const OTHER = { Authorization: 'Bearer demo-admin' };
const FORCES = JSON.stringify({ query: '{ forces { code } }' });

let service: TestService;
let open: RawConnection[] = [];

beforeAll(async () => {
  service = await startTestService({ BODY_MEMORY_BYTES: `${MEMORY}`, REQUEST_TIMEOUT_MS: `${TIME_MS}` });
});

afterAll(async () => {
  await service.stop();
});

afterEach(async () => {
  for (const connection of open) await connection.hangUp();
  open = [];
});

function connection(): RawConnection {
  const made = new RawConnection(service.url);
  open.push(made);
  return made;
}

const codeOf = ({ body }: RawAnswer): unknown =>
  (JSON.parse(body) as { errors?: [{ extensions: { code: string } }] }).errors?.[0].extensions.code;

/** Asks on a connection of its own, whole. */
async function ask(caller: object, body: string | Buffer = FORCES, headers: object = {}): Promise<RawAnswer> {
  const asking = connection().head({ ...caller, 'Content-Length': body.length, ...headers });
  return asking.send(body).answer();
}

async function memory(): Promise<number> {
  return valueOf(await readMetrics(service.url), 'request_body_memory_bytes');
}

const nobodysMemory = (): Promise<void> =>
  until('all memory is given back', PATIENCE_MS, async () => !(await memory()));

describe('a stranger', () => {
  it.each([
    ['without a token', {}],
    ['with a token that nobody has', { Authorization: 'Bearer nobody' }],
    ['with what is no token', { Authorization: 'Bearer no body' }],
    ['with another scheme', { Authorization: 'Basic ZGVtbzpkZW1v' }],
  ])('%s is answered before the body has come', async (_, headers) => {
    const answer = await connection()
      .head({ ...headers, 'Content-Length': MEBIBYTE })
      .answer();
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer', connection: 'close' } });
    expect(JSON.parse(answer.body)).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('is not told what is wrong with the query, nor with the body', async () => {
    for (const body of ['{', '{"query":"{"}', '{"query":"{ nope }"}', '[]'])
      expect([body, (await ask({}, body)).status]).toEqual([body, 401]);
  });

  it('who sends everything before looking at the answer gets the answer', async () => {
    const body = '['.repeat(MEBIBYTE);
    const asked = Array.from({ length: 50 }, async () => {
      const { status } = await fetch(`${service.url}/graphql`, { method: 'POST', body });
      return status;
    });
    expect(new Set(await Promise.all(asked))).toEqual(new Set([401]));
  });

  it('who waits to be told to go on is not told to', async () => {
    const { status } = await connection().head({ 'Content-Length': MEBIBYTE, Expect: '100-continue' }).answer();
    expect(status).toBe(401);
  });

  it('costs no memory for the body, and is no reason to refuse others', async () => {
    const strangers = Array.from({ length: 50 }, () =>
      connection()
        .head({ 'Content-Length': MEBIBYTE })
        .send('['.repeat(MEBIBYTE / 2)),
    );
    expect(new Set((await Promise.all(strangers.map((one) => one.answer()))).map(({ status }) => status))).toEqual(
      new Set([401]),
    );
    expect(await memory()).toBe(0);
    expect((await ask(CALLER)).status).toBe(200);
  });

  it('at any other path is answered before the body has come, too', async () => {
    for (const [line, status] of [
      ['POST / HTTP/1.1', 405],
      ['POST /nowhere HTTP/1.1', 404],
      ['PUT /graphql HTTP/1.1', 405],
      ['POST /graphql/x HTTP/1.1', 404],
      ['GET /health/live HTTP/1.1', 200],
    ] as const) {
      const answer = await connection().head({ 'Content-Length': MEBIBYTE }, line).answer();
      expect([line, answer.status, answer.headers['connection']]).toEqual([line, status, 'close']);
    }
  });
});

describe('a caller', () => {
  it('who waits to be told to go on is told to, and answered', async () => {
    const asking = connection().head({ ...CALLER, 'Content-Length': FORCES.length, Expect: '100-continue' });
    expect((await asking.answer()).status).toBe(100);
    expect((await asking.send(FORCES).answer()).status).toBe(200);
  });

  it('may send it in pieces, and compressed', async () => {
    const pieces = FORCES.replace(/.{7}/g, (piece) => `7\r\n${piece}\r\n`).replace(/(?<=\r\n)([^\r]{1,6})$/, '');
    const last = FORCES.slice(FORCES.length - (FORCES.length % 7));
    const asking = connection().head({ ...CALLER, 'Transfer-Encoding': 'chunked' });
    const end = last === '' ? '' : `${last.length}\r\n${last}\r\n`;
    expect((await asking.send(`${pieces}${end}0\r\n\r\n`).answer()).status).toBe(200);
    expect((await ask(CALLER, gzipSync(FORCES), { 'Content-Encoding': 'gzip' })).status).toBe(200);
  });

  it('is refused at once who says that more is to come than may', async () => {
    const answer = await connection()
      .head({ ...CALLER, 'Content-Length': 2 * MEBIBYTE })
      .answer();
    expect([answer.status, codeOf(answer), answer.headers['connection']]).toEqual([413, 'BAD_USER_INPUT', 'close']);
    expect(answer.body).toContain('more than 1048576 bytes');
  });

  it('is refused in the middle of more than may come, in pieces that never end', async () => {
    const asking = connection().head({ ...CALLER, 'Transfer-Encoding': 'chunked' });
    const piece = 'x'.repeat(64 * KIBIBYTE);
    for (let sent = 0; sent <= MEBIBYTE; sent += piece.length) asking.send(`10000\r\n${piece}\r\n`);
    expect((await asking.answer()).status).toBe(413);
  });

  it('is refused who sends it in very small pieces', async () => {
    const asking = connection().head({ ...CALLER, 'Transfer-Encoding': 'chunked' });
    const answer = await asking.send(`1\r\n \r\n`.repeat(10_001)).answer();
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BAD_USER_INPUT']);
    expect(answer.body).toContain('more than 10000 pieces');
  });

  it.each([
    ['empty objects', '[{}', ',{}'],
    ['lists in one another', '[', '['],
    ['numbers', '[1', ',1'],
    ['one name again and again', '{"a":1', ',"a":1'],
  ])('is refused with more values than may come, before all of them have: %s', async (_, start, more) => {
    const answer = await connection()
      .head({ ...CALLER, 'Content-Length': MEBIBYTE })
      .send(start + more.repeat(100_001))
      .answer();
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BAD_USER_INPUT']);
    expect(answer.body).toContain('more than 100000 values');
  });

  it('is refused likewise what is small only while it is compressed', async () => {
    const bombs = { bytes: ' '.repeat(64 * MEBIBYTE), values: '[{}'.padEnd(400_000, ',{}') };
    for (const [what, text] of Object.entries(bombs)) {
      const answer = await ask(CALLER, gzipSync(text), { 'Content-Encoding': 'gzip' });
      expect([what, answer.status, codeOf(answer)]).toEqual([what, 413, 'BAD_USER_INPUT']);
      expect(answer.body).toContain(what);
    }
  });

  it('may not compress so that reading it takes much memory', async () => {
    expect((await ask(CALLER, FORCES, { 'Content-Encoding': 'br' })).status).toBe(415);
  });
});

describe('the memory for all', () => {
  const half = (caller: object, sent = 224 * KIBIBYTE): RawConnection =>
    connection()
      .head({ ...caller, 'Content-Length': 225 * KIBIBYTE })
      .send('{"query":"'.padEnd(sent, 'x'));

  it('is not one caller’s alone: who has much under way is told to wait, and others are answered', async () => {
    half(CALLER);
    await until('the first has its memory', PATIENCE_MS, async () => (await memory()) > 0);
    const refused = await half(CALLER).answer();
    expect([refused.status, codeOf(refused), refused.headers['retry-after']]).toEqual([
      503,
      'SERVICE_UNAVAILABLE',
      '1',
    ]);
    expect((await ask(CALLER)).status).toBe(200);
    expect((await ask(OTHER)).status).toBe(200);
  });

  it('is refused to whoever asks for much while most of it is used, and given to those who ask for little', async () => {
    for (const name of ['demo-admin', 'demo-coordinator', 'demo-pcc-btp']) half({ Authorization: `Bearer ${name}` });
    await until('three have theirs', PATIENCE_MS, async () => (await memory()) >= 3 * 4 * 224 * KIBIBYTE);
    expect((await half(CALLER).answer()).status).toBe(503);
    expect((await ask(CALLER)).status).toBe(200);
  });

  it('is not taken by who announces much and sends little of it', async () => {
    for (const caller of [CALLER, OTHER]) for (let count = 0; count < 8; count += 1) half(caller, KIBIBYTE);
    await until('all have begun', PATIENCE_MS, async () => (await memory()) >= 16 * 4 * KIBIBYTE);
    expect((await ask(CALLER)).status).toBe(200);
    expect((await ask({ Authorization: 'Bearer demo-admin' })).status).toBe(200);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an answer', () => ask(CALLER)],
    ['an error of the query', () => ask(CALLER, '{"query":"{ nope }"}')],
    ['what is not JSON', () => ask(CALLER, '{"query":')],
    ['what is no object', () => ask(CALLER, '[1,2]')],
    ['what is not UTF-8', () => ask(CALLER, Buffer.from([0x7b, 0xff, 0x7d]))],
    ['what is not compressed as it says', () => ask(CALLER, FORCES, { 'Content-Encoding': 'gzip' })],
    ['another charset', () => ask(CALLER, FORCES, { 'Content-Type': 'application/json; charset=utf-16' })],
    ['too many values', () => ask(CALLER, ','.repeat(200_000))],
    ['too many bytes', () => ask(CALLER, ' '.repeat(2 * MEBIBYTE))],
    ['a body that does not come in time', () => half(CALLER).answer()],
    [
      'a caller who hangs up in the middle of the body',
      async () => {
        const hangingUp = half(CALLER);
        await until('the body is being read', PATIENCE_MS, async () => (await memory()) > 0);
        await hangingUp.hangUp();
      },
    ],
    [
      'a caller who does not wait for the answer',
      async () => {
        const hangingUp = connection().head({ ...CALLER, 'Content-Length': FORCES.length });
        await hangingUp.send(FORCES).hangUp();
      },
    ],
  ])('is given back after %s', async (_, request) => {
    await request();
    await nobodysMemory();
    expect((await ask(CALLER)).status).toBe(200);
  });
});
