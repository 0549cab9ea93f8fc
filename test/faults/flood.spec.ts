import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Flood, type Answers } from '../bench/flood/flood.js';
import { someHostileBodies, type HostileBody } from '../bench/flood/hostile-bodies.js';
import { versionCounts } from '../support/database/database-states.js';
import { readMetrics, valueOf } from '../support/service/read-metrics.js';
import { isReady, post, startServiceProcess, type ServiceProcess } from '../support/service/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { until } from '../support/run/until.js';

/*
 * Bodies of a megabyte of every shape that a generator finds, from many at once, to a service with as little memory as
 * V8 takes in a container of 512 MB. Beside it returns go in. The bench has the long form, and measures.
 */
const HEAP_MIB = 256;
const BODIES = 30;
const SEED = 20_261_129;
const MANY_SHAPES = someHostileBodies(BODIES, SEED);
/** 340,000 empty objects: parsed, fifteen of them at once were once enough. */
const HEAVIEST = [{ bytes: Buffer.from(`[{}${',{}'.repeat(340_000)}]`), encoding: null, chunk: null }];
const CLIENTS = 40;
const PATIENCE_MS = 30_000;
/** The flood goes on until at least so many of it are answered and so many returns were sent beside it. */
const ANSWERED = 100;
const RETURNS = 8;
const FORCES = ['avon-and-somerset', 'devon-and-cornwall', 'gloucestershire', 'wiltshire'];
/** None of these sends the returns. */
const TOKENS = [
  'demo-press',
  'demo-admin',
  'demo-analyst-dorset',
  'demo-approver-dorset',
  'demo-pcc-dorset',
  'demo-analyst-btp',
  'demo-approver-btp',
  'demo-pcc-btp',
  'demo-analyst-swrocu',
  'demo-pcc-swrocu',
];
const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { version } } } }`;

let database: TestDatabase;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startServiceProcess(
    { DATABASE_URL: database.servingUrl, MIGRATION_DATABASE_URL: database.ownerUrl, LOG_LEVEL: 'error' },
    [`--max-old-space-size=${HEAP_MIB}`],
  );
});

afterAll(async () => {
  service.group.end();
  await service.group.ended;
  await database.drop();
});

interface Acknowledged {
  readonly submitReturn: { readonly return?: { readonly version: number } } | null;
}

/** Sends the return with this number; gives whose it is once it is acknowledged; null: it was not. */
async function sendReturn(number: number): Promise<string | null> {
  const force = FORCES[number % FORCES.length];
  const phase = `scorpion-${1 + (number % 3)}`;
  const figures = [{ measure: 'arrests', value: number }];
  const input = { phase, force, figures, reason: 'the next one' };
  const answer = await post<Acknowledged>(service.url, 'demo-coordinator', SUBMIT, { input });
  return answer?.data?.submitReturn?.return === undefined ? null : `${phase}/${force}`;
}

const total = (answers: Answers): number => [...answers.values()].reduce((sum, count) => sum + count, 0);

/** Floods the service while returns go in; gives what the flood was answered, and whose returns were acknowledged. */
async function floodWith(
  bodies: readonly HostileBody[],
  tokens: readonly string[],
): Promise<{ answers: Answers; acknowledged: string[] }> {
  const flood = new Flood({ url: service.url, clients: CLIENTS, tokens, bodies });
  const acknowledged: string[] = [];
  try {
    for (let number = 0; number < RETURNS || total(flood.answers) < ANSWERED; number += 1) {
      expect(await isAlive()).toBe(true);
      const returned = await sendReturn(number);
      if (returned !== null) acknowledged.push(returned);
    }
  } finally {
    await flood.stop();
  }
  return { answers: flood.answers, acknowledged };
}

async function isAlive(): Promise<boolean> {
  return fetch(`${service.url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** How many versions there are of each return, over all floods. */
const expected: Record<string, number> = {};

/** The process that was started is still the one that answers, and has stored exactly what it acknowledged. */
async function expectUnharmed(acknowledged: readonly string[]): Promise<void> {
  expect(await isReady(service.url)).toBe(true);
  expect(acknowledged.length).toBeGreaterThan(0);
  for (const name of acknowledged) expected[name] = (expected[name] ?? 0) + 1;
  expect(await versionCounts(database)).toMatchObject(expected);
  await until('all memory of bodies is given back', PATIENCE_MS, async () => {
    return valueOf(await readMetrics(service.url), 'request_body_memory_bytes') === 0;
  });
  // At LOG_LEVEL error there is nothing to say of it but what was refused for want of memory.
  expect(service.group.output()).not.toMatch(/heap|fatal|unexpected error/i);
}

describe.each([
  ['of every shape', MANY_SHAPES],
  ['of the heaviest shape', HEAVIEST],
])('a flood of bodies %s', (_, bodies) => {
  it('is refused to strangers without reading it, and harms nobody', async () => {
    const { answers, acknowledged } = await floodWith(bodies, []);
    expect([...answers.keys()]).toEqual(['401']);
    expect(acknowledged.length).toBeGreaterThanOrEqual(RETURNS);
    await expectUnharmed(acknowledged);
  });

  it('is refused within bounds to those who are known, and harms nobody', async () => {
    const { answers, acknowledged } = await floodWith(bodies, TOKENS);
    const allowed = new Set(['200', '400', '413', '415', '503']);
    expect([...answers.keys()].filter((status) => !allowed.has(status))).toEqual([]);
    await expectUnharmed(acknowledged);
  });
});
