import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Store } from './store.js';

/** A process that answers HTTP on this machine. */
export interface Server {
  readonly url: string;
  /** Resident memory now, in bytes. */
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * The service that ships, set up as for production; its log goes nowhere, but is written.
 *
 * @param flags of Node's, before the script
 */
export async function startService(
  store: Store,
  settings: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Server> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: store.servingUrl,
    MIGRATION_DATABASE_URL: store.ownerUrl,
    NODE_ENV: 'production',
    LOAD_RECORD: 'false',
    WRITES_PER_MINUTE: '0',
    PORT: await freePort(),
    ...settings,
  };
  const log = openSync(devNull, 'w');
  const service = spawn(process.execPath, [...flags, 'dist/main.js'], { env, stdio: ['ignore', log, 'inherit'] });
  closeSync(log);
  const url = `http://127.0.0.1:${env.PORT}`;
  while (!(await isReady(url))) {
    if (service.exitCode !== null) throw new Error('The service ended before it was ready.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return serverOf(service, url);
}

/** A program of this folder that prints the port it listens on. */
export async function startProgram(name: string, env: Readonly<Record<string, string>>): Promise<Server> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const started = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(started.stdout.setEncoding('utf8'), 'data')) as [string];
  return serverOf(started, `http://127.0.0.1:${text.trim()}`);
}

function serverOf(started: ChildProcess, url: string): Server {
  return {
    url,
    memory: () => {
      const status = readFileSync(`/proc/${started.pid ?? 0}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    stop: async () => {
      const ended = once(started, 'exit');
      started.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<string> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(typeof address === 'object' ? address?.port : 0);
}
