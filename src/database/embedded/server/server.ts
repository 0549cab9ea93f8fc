import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { failure, type Cluster } from '../cluster/cluster.js';
import { clearDeadServer, findPostmaster, killServer } from './postmaster.js';
import { isAlive, type ProcessIdentity } from '../ownership/process-identity.js';
import { asSuperuser } from '../cluster/roles.js';
import { run } from '../run.js';
import { START_LOG, lastOutput, pruneLog } from './server-log.js';
import { asServerOptions, serverSettings } from './settings.js';
import { StartupError, codeOf } from '../startup-error.js';

/** A running server, which answers on `port`. */
export interface Server {
  readonly process: ProcessIdentity;
  readonly port: number;
  /** Whether it was already running, left by a killed service. */
  readonly adopted: boolean;
}

const START_SECONDS = 60;
const ADOPT_MS = 30_000;
const FAST_STOP_SECONDS = 5;
const IMMEDIATE_STOP_SECONDS = 3;
const LAST_MOMENTS_MS = 2_000;
const ATTEMPTS = 6;
const CANNOT_CONNECT_NOW = '57P03';

/**
 * The server of a cluster: the one that is already running, if it accepts our password, has this folder and uses the
 * requested `port`, if any; else a new one, on that port or a free one.
 * @throws StartupError if no server can be started
 */
export async function bringUp(cluster: Cluster, port: number | null, abort: AbortSignal): Promise<Server> {
  let words = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    refuseWhenAborted(abort);
    const running = await adopt(cluster, port, abort);
    if (running !== null) return running;
    const started = await startOnce(cluster, port ?? (await freePort()), abort);
    if (typeof started !== 'string') return started;
    words = started;
    // A retry helps if another process took the port in the meantime, or a killed start was just starting a server on
    // the folder; it does not help otherwise.
    if (!/could not bind|Address already in use|lock file|another (server|postmaster)|still in use/i.test(words)) break;
    await delay(200);
  }
  refuseWhenAborted(abort);
  throw new StartupError(failure('PostgreSQL could not start', cluster, words));
}

/** Stops the server of a cluster, if it runs: first `fast`, then `immediate`, then by force. The data survives all. */
export async function shutDown(cluster: Cluster): Promise<void> {
  for (const [mode, seconds] of [
    ['fast', FAST_STOP_SECONDS],
    ['immediate', IMMEDIATE_STOP_SECONDS],
  ] as const) {
    const server = await findPostmaster(cluster.dataFolder);
    if (server === null) return;
    const args = ['stop', '-D', cluster.dataFolder, '-m', mode, '-w', '-t', String(seconds)];
    await run(cluster.binaries.pgCtl, args, { as: cluster.account, timeoutMs: (seconds + 2) * 1_000 });
    await outlive(server.process);
  }
  await killServer(cluster.dataFolder);
  await clearDeadServer(cluster.dataFolder);
}

/** pg_ctl returns when the server's lock file is gone, a moment before its process ends. */
async function outlive(process: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + LAST_MOMENTS_MS;
  while (Date.now() < deadline && (await isAlive(process))) await delay(10);
}

async function adopt(cluster: Cluster, port: number | null, abort: AbortSignal): Promise<Server | null> {
  const deadline = Date.now() + ADOPT_MS;
  for (;;) {
    const found = await findPostmaster(cluster.dataFolder);
    if (found === null) return null;
    refuseWhenAborted(abort);
    // Waits for a server that is just starting, recovering or stopping; in its first moment it has no port yet.
    if (found.port !== null) {
      const answer = port === null || port === found.port ? await ask(cluster, found.port) : 'wrong';
      if (answer === 'ours') return { process: found.process, port: found.port, adopted: true };
      if (answer === 'wrong') break;
    }
    if (Date.now() > deadline) break;
    await delay(100);
  }
  await shutDown(cluster);
  return null;
}

/** Whether the server on this port accepts our password and has this data folder; `later` if it cannot answer yet. */
async function ask(cluster: Cluster, port: number): Promise<'ours' | 'wrong' | 'later'> {
  try {
    return await asSuperuser(cluster.credentials, port, async (client) => {
      const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
      const theirs = rows[0]?.folder ?? '';
      const same = (await realpath(theirs).catch(() => theirs)) === (await realpath(cluster.dataFolder));
      return same ? 'ours' : 'wrong';
    });
  } catch (error) {
    const code = codeOf(error);
    return code === CANNOT_CONNECT_NOW || code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'later' : 'wrong';
  }
}

/** The started server, or the output of a failed start. */
async function startOnce(cluster: Cluster, port: number, abort: AbortSignal): Promise<Server | string> {
  await clearDeadServer(cluster.dataFolder);
  await pruneLog(cluster.dataFolder);
  const since = Date.now();
  const options = asServerOptions(serverSettings(port));
  const { account: as, dataFolder, binaries } = cluster;
  // pg_ctl puts the folder of -D and the path of the log into a command of a shell, so it gets neither.
  const args = ['start', '-w', '-t', String(START_SECONDS), '-s', '-l', START_LOG, '-o', options];
  const timeoutMs = (START_SECONDS + 10) * 1_000;
  const result = await run(binaries.pgCtl, args, { as, timeoutMs, abort, abortWith: 'SIGINT', dataFolder });
  const found = result.ok ? await findPostmaster(cluster.dataFolder) : null;
  if (found?.port === port) return await greet(cluster, { process: found.process, port, adopted: false });
  return `${result.output}\n${await lastOutput(cluster.dataFolder, since)}`;
}

/** A new server must accept our password; otherwise the passwords in DATA_DIR belong to another database. */
async function greet(cluster: Cluster, server: Server): Promise<Server> {
  const deadline = Date.now() + ADOPT_MS;
  let answer = await ask(cluster, server.port);
  while (answer === 'later' && Date.now() < deadline && (await isAlive(server.process))) {
    await delay(100);
    answer = await ask(cluster, server.port);
  }
  if (answer === 'ours') return server;
  await shutDown(cluster);
  throw new StartupError(
    `The database in ${cluster.dataFolder} started but refused the password: the credentials.json beside it ` +
      'belongs to another database. Restore the right file, or delete the folder to begin with fresh data.',
  );
}

function refuseWhenAborted(abort: AbortSignal): void {
  if (abort.aborted) throw new StartupError('The start was stopped before the database was ready.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
