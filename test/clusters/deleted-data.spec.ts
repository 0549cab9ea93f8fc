import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { until } from '../support/run/until.js';
import { startServiceProcess } from '../support/service/service-process.js';
import { gone, isRunning, postmasterOf, type StartedGroup } from '../support/service/started-group.js';
import { ask } from '../support/service/test-service.js';

/* DATA_DIR disappears while the service runs. PostgreSQL runs on for a minute, and what it commits then is lost. */

const PATIENCE_MS = 30_000;
const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename } }`;

let dataDir: string;
let service: StartedGroup;
let database: number;
let url: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-deleted-'));
  ({ group: service, url } = await startServiceProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }));
  database = await postmasterOf(dataDir);
});

afterEach(async () => {
  service.end();
  await service.ended;
  // It would run on for a minute, and still be there when the last suite has ended.
  if (isRunning(database)) process.kill(database, 'SIGQUIT');
  await gone(database);
  for (const folder of [dataDir, `${dataDir}-moved`]) await rm(folder, { recursive: true, force: true });
});

async function submit(): Promise<string> {
  const { data, errors } = await ask<{ submitReturn: { __typename: string } | null } | null>(
    url,
    'demo-analyst-dorset',
    SUBMIT,
    { input: { phase: 'scorpion-9', force: 'dorset', figures: [{ measure: 'arrests', value: 26 }] } },
  );
  return errors[0]?.extensions.code ?? data?.submitReturn?.__typename ?? '';
}

it.each([
  ['is deleted', () => rm(dataDir, { recursive: true })],
  ['loses its database', () => rm(join(dataDir, 'postgres'), { recursive: true })],
  ['is moved away', () => rename(dataDir, `${dataDir}-moved`)],
])('a service whose DATA_DIR %s confirms no change, and logs one error', async (_, go) => {
  expect(await submit()).toBe('SubmitReturnSuccess');
  await go();
  for (let times = 0; times < 5; times += 1) expect(await submit()).toBe('SERVICE_UNAVAILABLE');
  await until('the probe says so', PATIENCE_MS, async () => (await fetch(`${url}/health/ready`)).status === 503);
  service.end();
  expect(await service.ended).toBe(0);
  const errors = service
    .output()
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
  expect(errors).toEqual([expect.stringContaining('(DATA_DIR) was deleted or is used by another service')]);
});
