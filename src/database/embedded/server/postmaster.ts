import { readdir, readFile, readlink, realpath, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../startup-error.js';
import { identify, isAlive, linuxProcess, mayExist, type ProcessIdentity } from '../ownership/process-identity.js';
import { run } from '../run.js';

/** A running PostgreSQL server of a data folder. `port` is null in its first moment. */
export interface Postmaster {
  readonly process: ProcessIdentity;
  readonly port: number | null;
}

const LOCK_FILE = 'postmaster.pid';
const LEFT_ALONE_MS = 1_500;
const LEFTOVERS_MS = 8_000;
const ENDING_MS = 5_000;

/**
 * The server that runs on a data folder, or null. The lock file alone proves nothing: the process number in it may have
 * been reused, and a copied data folder contains the lock file of the original.
 */
export async function findPostmaster(clusterFolder: string): Promise<Postmaster | null> {
  const lock = await readLock(clusterFolder);
  if (lock === null || !(await servesFolder(lock.pid, clusterFolder))) return null;
  const process = await identify(lock.pid);
  return process === null ? null : { process, port: lock.port };
}

/**
 * Prepares a folder without a running server for a start. PostgreSQL itself handles a lock file whose process number is
 * unused, but not one that another process of its user or a zombie has, nor children of a killed server that are still
 * working. So these children are ended first, and then the lock file is removed.
 */
export async function clearDeadServer(clusterFolder: string): Promise<void> {
  const started = Date.now();
  for (;;) {
    const left = await processesOf(clusterFolder);
    if (left.length === 0 || Date.now() - started > LEFTOVERS_MS) break;
    const waited = Date.now() - started;
    // A child ends by itself when it notices that the server is gone, but not during a long query.
    if (waited > LEFT_ALONE_MS) left.forEach((pid) => signal(pid, waited > 2 * LEFT_ALONE_MS ? 'SIGKILL' : 'SIGQUIT'));
    await delay(50);
  }
  const lock = await readLock(clusterFolder);
  if (lock === null || !mayExist(lock.pid)) return;
  if (await servesFolder(lock.pid, clusterFolder)) return;
  await unlink(join(clusterFolder, LOCK_FILE)).catch(() => undefined);
}

/**
 * Ends a server by its process only: first quickly, then by force. For a server whose data folder is no longer ours.
 */
export async function endProcess(server: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + ENDING_MS;
  if (await isAlive(server)) signal(server.pid, 'SIGINT');
  while ((await isAlive(server)) && Date.now() < deadline) await delay(50);
  if (await isAlive(server)) signal(server.pid, 'SIGKILL');
}

/** Ends processes on a folder with this path that was deleted. They would end by themselves within a minute. */
export async function killServerOfDeleted(clusterFolder: string): Promise<void> {
  for (const pid of await processesIn(`${clusterFolder} (deleted)`)) signal(pid, 'SIGKILL');
}

/** Kills a server and its children. The data survives this, as it survives a power cut. */
export async function killServer(clusterFolder: string): Promise<void> {
  const server = await findPostmaster(clusterFolder);
  if (server !== null) signal(server.process.pid, 'SIGKILL');
  for (const pid of await processesOf(clusterFolder)) signal(pid, 'SIGKILL');
}

async function readLock(folder: string): Promise<{ readonly pid: number; readonly port: number | null } | null> {
  const text = await readFile(join(folder, LOCK_FILE), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  });
  if (text === null) return null;
  const lines = text.split('\n');
  // A negative number marks a postgres without a server around it (initdb, single-user mode).
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, port: port > 0 ? port : null } : null;
}

/** Whether the process is a postgres whose working folder is this one, as a server's is from its start. */
async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (!mayExist(pid)) return false;
  const path = await realpath(folder).catch(() => folder);
  if (process.platform === 'linux') {
    const found = await linuxProcess(pid);
    return found?.name === 'postgres' && (await workingFolder(pid)) === path;
  }
  const listed = await run('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], { as: null, timeoutMs: 5_000 });
  return listed.output.includes('postgres') && [folder, path].some((each) => listed.output.includes(each));
}

/** All postgres processes of the folder, including children. Empty on systems that do not tell. */
async function processesOf(folder: string): Promise<number[]> {
  return processesIn(await realpath(folder).catch(() => folder));
}

async function processesIn(path: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const ours = await Promise.all(
    pids.map(async (pid) => (await workingFolder(pid)) === path && (await linuxProcess(pid))?.name === 'postgres'),
  );
  return pids.filter((_, index) => ours[index]);
}

async function workingFolder(pid: number): Promise<string | null> {
  return readlink(`/proc/${String(pid)}/cwd`).catch(() => null);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
