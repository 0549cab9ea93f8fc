import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../support/test-service.js';

/* The service as it is started: the built program as a process, with its own database. */

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  __typename ... on SubmitReturnSuccess { return { version } } } }`;
const READ = `{ return(phase: "scorpion-7", force: "dorset") { version figures { measure { code } value } } }`;
const ARRESTS = { phase: 'scorpion-7', force: 'dorset', figures: [{ measure: 'arrests', value: 21 }] };

interface Started {
  readonly process: ChildProcess;
  /** All that it has written so far. */
  readonly output: () => string;
  /** Resolves with the exit code; null: ended by a signal. */
  readonly ended: Promise<number | null>;
}

let dataDir: string;
let started: Started[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-start-'));
  started = [];
});

afterEach(async () => {
  for (const { process: service, ended } of started) {
    service.kill('SIGTERM');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Readonly<Record<string, string>> = {}): Started {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', LOAD_RECORD: 'false', ...environment };
  const service = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [service.stdout, service.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(service, 'close').then(([code]) => code as number | null);
  const one = { process: service, output: () => output, ended };
  started.push(one);
  return one;
}

/** Resolves with the address once the service says that it is ready; rejects when it ends before. */
async function ready(service: Started): Promise<string> {
  const said = new Promise<string>((resolve) => {
    const look = (): void => {
      const url = /Ready at (http:\/\/[^\s,]+)/.exec(service.output())?.[1];
      if (url !== undefined) resolve(url);
    };
    service.process.stdout?.on('data', look);
    look();
  });
  const over = service.ended.then((code) => {
    throw new Error(`The service ended with ${code ?? 'a signal'}:\n${service.output()}`);
  });
  return Promise.race([said, over]);
}

/** The id of the PostgreSQL that runs on the data folder. */
async function postmaster(): Promise<number> {
  const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

/** Resolves once no process has the id; the test's time limit ends a wait that is in vain. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await setImmediate();
  }
}

describe('the service as a process', () => {
  it('gets ready on a machine without a database, keeps what it was sent, and ends with 0 and no process left', async () => {
    const first = start();
    const url = await ready(first);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const sent = await ask(url, 'demo-analyst-dorset', SUBMIT, { input: ARRESTS });
    expect(sent.data).toMatchObject({ submitReturn: { return: { version: 1 } } });
    const database = await postmaster();
    first.process.kill('SIGTERM');
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
    expect(second.output()).toContain(String(first.process.pid));
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('goes on with what was acknowledged after it was killed', async () => {
    const first = start();
    const url = await ready(first);
    await ask(url, 'demo-analyst-dorset', SUBMIT, { input: ARRESTS });
    first.process.kill('SIGKILL');
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
    await once(service.process.stdout ?? service.process, 'data');
    service.process.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    await expect(postmaster()).rejects.toThrow('ENOENT');
  });

  it('answers probes while it comes up: alive, and not ready', async () => {
    const port = await freePort();
    const service = start({ PORT: String(port) });
    const seen = new Set<number>();
    const end = ready(service).then(() => 'ready');
    while ((await Promise.race([end, probe(`http://127.0.0.1:${port}/health/ready`, seen)])) !== 'ready');
    expect([...seen].filter((status) => status !== 503)).toEqual([]);
    expect(seen.has(503)).toBe(true);
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

/** Adds the status of one probe, if it was answered, while the service is not ready. */
async function probe(url: string, seen: Set<number>): Promise<string> {
  const status = await fetch(url).then(
    (answer) => answer.status,
    () => null,
  );
  if (status !== null && status !== 200) {
    seen.add(status);
  }
  return 'asked';
}
