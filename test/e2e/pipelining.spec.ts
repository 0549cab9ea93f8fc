import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/run/until.js';
import { RawConnection } from '../support/service/raw-http.js';
import { readMetrics, valueOf } from '../support/service/read-metrics.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* Callers who send the next request before they have the answer to the one before (RFC 9112, section 9.3.2). */

const COSTLY = `{ phases(first: 110) { code participants { participation force { code name kind alsoKnownAs } }
  asks { measure { code name definition alsoKnownAs } } } }`;

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(async () => {
  await service.stop();
});

/** A whole request as bytes. */
function requestOf(token: string, query: string, path = '/graphql'): string {
  const body = JSON.stringify({ query });
  return [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: application/json',
    `Authorization: Bearer ${token}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** Resolves once no request but the one that asks is under way, and no memory for bodies is taken. */
async function nothingIsUnderWay(): Promise<void> {
  await until('no request is under way', 20_000, async () => {
    const series = await readMetrics(service.url);
    return valueOf(series, 'http_requests_under_way') === 1 && valueOf(series, 'request_body_memory_bytes') === 0;
  });
}

describe('requests that are sent before the answer to the one before', () => {
  it('are answered in their order', async () => {
    const connection = new RawConnection(service.url);
    const names = ['a', 'b', 'c'];
    connection.send(names.map((name) => requestOf('demo-press', `{ ${name}: forces(first: 1) { code } }`)).join(''));
    for (const name of names) {
      expect(JSON.parse((await connection.answer()).body)).toEqual({
        data: { [name]: [{ code: expect.any(String) }] },
      });
    }
    await connection.hangUp();
    await nothingIsUnderWay();
  });

  it.each([
    ['a known caller', 'demo-press'],
    ['a stranger', 'nobody'],
  ])('take nothing when %s hangs up before the answers', async (_, token) => {
    const connection = new RawConnection(service.url).send(requestOf(token, COSTLY).repeat(20));
    await connection.answer();
    await connection.hangUp();
    await nothingIsUnderWay();
    const { errors } = await service.ask('demo-coordinator', COSTLY);
    expect(errors).toEqual([]);
  });

  it('are not done once the service has closed the connection', async () => {
    const save = 'mutation { saveDraft(input: { phase: "scorpion-2", force: "dorset" }) { __typename } }';
    const connection = new RawConnection(service.url);
    connection.send(requestOf('demo-press', '', '/nothing') + requestOf('demo-analyst-dorset', save));
    expect((await connection.answer()).status).toBe(404);
    await expect(connection.answer()).rejects.toThrow('The connection ended');
    await nothingIsUnderWay();
    const draft = '{ return(phase: "scorpion-2", force: "dorset") { draft { revision } } }';
    expect((await service.ask('demo-analyst-dorset', draft)).data).toEqual({ return: { draft: null } });
  });

  it('are not answered, and their connection is closed, if they are too many', async () => {
    const connection = new RawConnection(service.url).send(requestOf('demo-press', COSTLY).repeat(50));
    await expect(connection.answer()).rejects.toThrow('The connection ended');
    await nothingIsUnderWay();
  });
});
