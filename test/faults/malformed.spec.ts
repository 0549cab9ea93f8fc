import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentsOf } from '../support/database/database-states.js';
import { isReady, startServiceProcess, type ServiceProcess } from '../support/service/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { until } from '../support/run/until.js';
import { aMalformedRequest, type Request } from './malformed-requests.js';

/*
 * Thousands of requests that nobody should send, the same ones in every run, to a service of its own. It refuses them and
 * is afterwards what it was before.
 */
const BATCHES = 10;
/** Senders side by side, since many wait to see whether the service hangs up, and what each sends in a batch. */
const SENDERS = 8;
const EACH = 125;
const SEED = 20_260_211;
/** How long the sender of something that breaks off waits for an answer before it hangs up, in milliseconds. */
const HANGS_UP_MS = 150;
/** Whole requests are answered, however busy the machine. */
const PATIENCE_MS = 30_000;
const MEGABYTE = 1_000_000;
/** Of a full batch of requests that came before: two kilobytes of each would show. */
const MOST_KEPT_AGAIN = 2 * MEGABYTE;
/** The documents that Apollo keeps parsed, 30 MiB of them at most, and some slack. */
const MOST_KEPT = 40 * MEGABYTE;
/** Memory that is not in use is given back when it suits the system. */
const MOST_RESIDENT = 150 * MEGABYTE;

let database: TestDatabase;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startServiceProcess(
    { DATABASE_URL: database.servingUrl, MIGRATION_DATABASE_URL: database.ownerUrl },
    ['--expose-gc', '--import', './test/faults/memory-gauge.mjs'],
  );
});

afterAll(async () => {
  service.group.end();
  await service.group.ended;
  await database.drop();
});

/** Sends it on a connection of its own; gives all that comes back until the connection is closed. */
async function exchange({ text, answer }: Request): Promise<string> {
  const { port, hostname } = new URL(service.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('latin1').on('data', (more: string) => (received += more));
    // A service that hangs up on what it does not want to read is within its rights.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received);
    });
    socket.setTimeout(answer === 'ANSWERED' ? PATIENCE_MS : HANGS_UP_MS, () => socket.destroySoon());
    socket.write(text, 'latin1');
    if (answer === 'HALF') socket.end();
  });
}

/** What is wrong with an answer, in words; null: nothing. */
function faultOf({ text, answer }: Request, received: string): string | null {
  const statuses = [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
  if (statuses.some((status) => status >= 500)) return 'a status of 500 or more';
  if (/"(INTERNAL_ERROR|SERVICE_UNAVAILABLE)"/.test(received)) return 'a fault of the service in the answer';
  if (/"__typename":"(SubmitReturnSuccess|MeasureDefined)"/.test(received)) return 'a return that was taken';
  if (answer !== 'ANSWERED') return null;
  if (statuses.length !== 1) return `${statuses.length} answers`;
  const asksGraphql = text.startsWith('POST /graphql HTTP');
  return asksGraphql && !isGraphqlBody(received) ? 'no GraphQL body in the answer' : null;
}

function isGraphqlBody(received: string): boolean {
  try {
    const body = JSON.parse(received.slice(received.indexOf('\r\n\r\n'))) as Record<string, unknown>;
    return 'data' in body || Array.isArray(body['errors']);
  } catch {
    return false;
  }
}

let readings = 0;

interface Memory {
  readonly used: number;
  readonly resident: number;
}

/** Bytes in use after a collection of all garbage, of heap and buffers; and resident. */
async function memory(): Promise<Memory> {
  service.group.signal('SIGUSR2');
  readings += 1;
  const read = () => [...service.group.output().matchAll(/memory in use (\d+) of (\d+)\./g)];
  await until('the service says how much memory it uses', PATIENCE_MS, () =>
    Promise.resolve(read().length >= readings),
  );
  const [, used, resident] = read().at(-1)!;
  return { used: Number(used), resident: Number(resident) };
}

/** The least of several readings: what connections use that are still closing is gone by then. */
async function settledMemory(): Promise<Memory> {
  const all: Memory[] = [];
  for (let reading = 0; reading < 5; reading += 1) all.push(await memory());
  return all.reduce((one, other) => (one.used < other.used ? one : other));
}

/** Sends a batch of them, the same for the same seed; counts the statuses answered. Shrinks what is not refused. */
async function sendMany(seed: number, seen: Map<string, number>): Promise<void> {
  const property = fc.asyncProperty(aMalformedRequest, async (request) => {
    const received = await exchange(request);
    expect(faultOf(request, received)).toBeNull();
    const status = /^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 'none';
    seen.set(status, (seen.get(status) ?? 0) + 1);
  });
  const seeds = Array.from({ length: SENDERS }, (_, sender) => seed * SENDERS + sender);
  await Promise.all(seeds.map((one) => fc.assert(property, { seed: one, numRuns: EACH })));
}

it('refuses thousands of malformed requests without a fault, a crash, a stored row or more memory', async () => {
  const before = await contentsOf(database);
  const measured: Memory[] = [];
  const seen = new Map<string, number>();
  // The last ones twice: what may rightly be kept of them, such as parsed documents, is kept by then.
  for (const batch of [...Array(BATCHES).keys(), BATCHES - 1]) {
    await sendMany(SEED + batch, seen);
    measured.push(await settledMemory());
  }
  const told = [...seen].sort().map(([status, count]) => `${count} of ${status}`);
  const used = measured.map((one) => `${Math.round(one.used / MEGABYTE)}/${Math.round(one.resident / MEGABYTE)}`);
  console.log(
    `malformed: ${(BATCHES + 1) * SENDERS * EACH} requests, ${told.join(', ')}; MB in use/resident: ${used.join(' ')}`,
  );

  expect(await contentsOf(database)).toEqual(before);
  expect(await isReady(service.url)).toBe(true);
  // At LOG_LEVEL warn there is nothing to say but that it is up.
  expect(service.group.output()).not.toMatch(/"level":"(warn|error|fatal)"|Error|Warning/);
  const [early, all, again] = [measured[2]!, measured[BATCHES - 1]!, measured[BATCHES]!];
  expect(again.used - all.used).toBeLessThan(MOST_KEPT_AGAIN);
  expect(again.used - early.used).toBeLessThan(MOST_KEPT);
  expect(again.resident - early.resident).toBeLessThan(MOST_RESIDENT);
}, 900_000);
