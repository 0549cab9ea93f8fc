import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gone, postmasterOf, startGroup, written, type StartedGroup } from '../support/service/started-group.js';
import { ask } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

/* The service as it is started: the built program as a process, with its own database. */

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  __typename ... on SubmitReturnSuccess { return { version } } } }`;
const READ = `{ return(phase: "scorpion-7", force: "dorset") { version figures { measure { code } value } } }`;
const PATIENCE_MS = 60_000;
const ARRESTS = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 21 }] };

let root: string;
let started: StartedGroup[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'scorpion-start-'));
  await chmod(root, 0o755);
});

afterAll(async () => {
  await endAll();
  await rm(root, { recursive: true, force: true });
});

async function endAll(): Promise<void> {
  for (const service of started) service.end();
  await Promise.all(started.map(({ ended }) => ended));
  started = [];
}

function start(dataDir: string, environment: Readonly<Record<string, string>> = {}): StartedGroup {
  const { PATH } = process.env;
  const service = startGroup('exec node dist/main.js', {
    PATH,
    DATA_DIR: dataDir,
    PORT: '0',
    LOAD_RECORD: 'false',
    ...environment,
  });
  started.push(service);
  return service;
}

/** Resolves with the address once the service reports that it is ready; rejects when it ends before. */
const ready = (service: StartedGroup): Promise<string> => written(service, /Ready at (http:\/\/[^\s,]+)/);

describe('the service on a machine without a database', () => {
  let dataDir: string;
  let service: StartedGroup;
  let url: string;

  const versionOfDorset = async (): Promise<unknown> => (await ask(url, 'demo-analyst-dorset', READ)).data;
  const restart = async (): Promise<void> => {
    service = start(dataDir);
    url = await ready(service);
  };

  beforeAll(() => {
    dataDir = join(root, 'lasting');
  });
  afterAll(endAll);

  it('answers probes while it comes up: alive, and not ready', async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    service = start(dataDir, { PORT: String(port) });
    const seen = new Set<number>();
    await until('it is ready', PATIENCE_MS, async () => {
      const status = await probe(`${url}/health/ready`);
      if (status !== null) seen.add(status);
      return status === 200;
    });
    expect([...seen]).toEqual([503, 200]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('keeps another from its DATA_DIR, which says so and ends with 1, and is not harmed', async () => {
    const second = start(dataDir);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(String(service.pid));
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('ends with 0 and leaves no process when it is stopped, and has kept what it was sent', async () => {
    const sent = await ask(url, 'demo-analyst-dorset', SUBMIT, { input: ARRESTS });
    expect(sent.data).toMatchObject({ submitReturn: { return: { version: 1 } } });
    const database = await postmasterOf(dataDir);
    service.end();
    expect(await service.ended).toBe(0);
    await gone(database);
    await restart();
    expect(await versionOfDorset()).toMatchObject({
      return: { version: 1, figures: [{ measure: { code: 'arrests' }, value: 21 }] },
    });
  });

  it('has kept what it acknowledged when it is killed', async () => {
    const again = { ...ARRESTS, figures: [{ measure: 'arrests', value: 22 }], reason: 'Counted again.' };
    await ask(url, 'demo-analyst-dorset', SUBMIT, { input: again });
    service.signal('SIGKILL');
    await service.ended;
    await restart();
    expect(await versionOfDorset()).toMatchObject({ return: { version: 2, figures: [{ value: 22 }] } });
  });
});

describe('a start', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(root, 'data-'));
  });
  afterEach(endAll);

  it('names a taken port and leaves no database running', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const service = start(dataDir, { PORT: String(port) });
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain(`Port ${port} on 127.0.0.1 is already in use`);
    taken.close();
  });

  it('that is stopped before it is ready ends with 0', async () => {
    const service = start(dataDir);
    await written(service, /./);
    service.end();
    expect(await service.ended).toBe(0);
    await expect(postmasterOf(dataDir)).rejects.toThrow('ENOENT');
  });

  it('lists everything that is wrong with its settings and ends with 1', async () => {
    const service = start(dataDir, { PORT: 'eighty', DEMO: 'perhaps' });
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain('PORT');
    expect(service.output()).toContain('DEMO');
  });

  it('refuses to put its database among the files of somebody else', async () => {
    await writeFile(join(dataDir, 'letter.txt'), 'Dear commissioner');
    const service = start(dataDir);
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain(dataDir);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The status of one probe; null: it was not answered. */
async function probe(url: string): Promise<number | null> {
  return fetch(url).then(
    ({ status }) => status,
    () => null,
  );
}
