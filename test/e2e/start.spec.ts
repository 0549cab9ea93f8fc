import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { gone, postmasterOf, startGroup, written, type StartedGroup } from '../support/started-group.js';
import { ask } from '../support/test-service.js';
import { until } from '../support/until.js';

/* The service as it is started: the built program as a process, with its own database. */

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  __typename ... on SubmitReturnSuccess { return { version } } } }`;
const READ = `{ return(phase: "scorpion-7", force: "dorset") { version figures { measure { code } value } } }`;
const ARRESTS = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 21 }] };

let dataDir: string;
let started: StartedGroup[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-start-'));
  started = [];
});

afterEach(async () => {
  for (const service of started) {
    service.end();
    await service.ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Readonly<Record<string, string>> = {}): StartedGroup {
  const { PATH } = process.env;
  const service = startGroup('exec node dist/main.js', {
    ...{ PATH, DATA_DIR: dataDir, PORT: '0', LOAD_RECORD: 'false', ...environment },
  });
  started.push(service);
  return service;
}

/** Resolves with the address once the service reports that it is ready; rejects when it ends before. */
const ready = (service: StartedGroup): Promise<string> => written(service, /Ready at (http:\/\/[^\s,]+)/);

describe('the service as a process', () => {
  it('gets ready on a machine without a database, keeps what it was sent, and ends with 0 and no process left', async () => {
    const first = start();
    const url = await ready(first);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const sent = await ask(url, 'demo-analyst-dorset', SUBMIT, { input: ARRESTS });
    expect(sent.data).toMatchObject({ submitReturn: { return: { version: 1 } } });
    const database = await postmasterOf(dataDir);
    first.end();
    expect(await first.ended).toBe(0);
    await gone(database);

    const again = await ask(await ready(start()), 'demo-analyst-dorset', READ);
    expect(again.data).toMatchObject({
      return: { version: 1, figures: [{ measure: { code: 'arrests' }, value: 21 }] },
    });
  });

  it('says so, ends with 1 and harms nothing when another serves from the same DATA_DIR', async () => {
    const first = start();
    const url = await ready(first);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(String(first.pid));
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('goes on with what was acknowledged after it was killed', async () => {
    const first = start();
    const url = await ready(first);
    await ask(url, 'demo-analyst-dorset', SUBMIT, { input: ARRESTS });
    first.signal('SIGKILL');
    await first.ended;
    const again = await ask(await ready(start()), 'demo-analyst-dorset', READ);
    expect(again.data).toMatchObject({ return: { version: 1 } });
  });

  it('names a taken port and leaves no database running', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const service = start({ PORT: String(port) });
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain(`Port ${port} on 127.0.0.1 is already in use`);
    taken.close();
  });

  it('ends with 0 when it is told to stop while it comes up', async () => {
    const service = start();
    await written(service, /./);
    service.end();
    expect(await service.ended).toBe(0);
    await expect(postmasterOf(dataDir)).rejects.toThrow('ENOENT');
  });

  it('answers probes while it comes up: alive, and not ready', async () => {
    const port = await freePort();
    start({ PORT: String(port) });
    const seen = new Set<number>();
    await until('it is ready', 60_000, async () => {
      const status = await probe(`http://127.0.0.1:${port}/health/ready`);
      if (status !== null) seen.add(status);
      return status === 200;
    });
    expect([...seen]).toEqual([503, 200]);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });

  it('lists everything that is wrong with its settings and ends with 1', async () => {
    const service = start({ PORT: 'eighty', DEMO: 'perhaps', DATA_DIR: dataDir });
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain('PORT');
    expect(service.output()).toContain('DEMO');
  });

  it('refuses to put its database among the files of somebody else', async () => {
    await writeFile(join(dataDir, 'letter.txt'), 'Dear commissioner');
    const service = start();
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
