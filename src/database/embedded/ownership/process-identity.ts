import { readFile } from 'node:fs/promises';
import { codeOf } from '../start-refused.js';
import { run } from '../run.js';

/** A process and when it started: a number that is used again belongs to a process that started at another time. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Compared only for equality. `-` where the system does not tell (Windows): then the number alone counts. */
  readonly startedAt: string;
}

/**
 * The process that has this number now, or null if there is none. A zombie is none: it holds and does nothing,
 * and lasts as long as its parent forgets it (a container whose first process does not reap).
 * The number means this machine and this process namespace: two containers that share a folder do not see each other.
 */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  if (!mayExist(pid)) return null;
  if (process.platform === 'win32') return { pid, startedAt: '-' };
  return process.platform === 'linux' ? identifyOnLinux(pid) : identifyByPs(pid);
}

/** Whether the very process that was identified still lives. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid);
  return now !== null && (now.startedAt === identity.startedAt || now.startedAt === '-');
}

/** Whether any process has this number: true for a zombie and for another user's process too. */
export function mayExist(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The name of the program and its state on Linux, null when there is no such process or it is a zombie. */
export async function linuxProcess(pid: number): Promise<{ readonly name: string; readonly start: string } | null> {
  const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name stands in parentheses and may hold spaces and parentheses: the fields are counted from its end.
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const [state = ''] = fields;
  const start = fields[19];
  if (start === undefined || state === 'Z' || state === 'X') return null;
  return { name: text.slice(text.indexOf('(') + 1, end), start };
}

async function identifyOnLinux(pid: number): Promise<ProcessIdentity | null> {
  const found = await linuxProcess(pid);
  if (found === null) return hiddenFromUs(pid) ? { pid, startedAt: '-' } : null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => 'unknown');
  return { pid, startedAt: `${boot.trim()}:${found.start}` };
}

/** /proc mounted with hidepid shows no process of others: there, another user's living number counts as living. */
function hiddenFromUs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function identifyByPs(pid: number): Promise<ProcessIdentity | null> {
  const result = await run('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { as: null, timeoutMs: 5_000 });
  const [state = '', ...start] = result.output.split(/\s+/);
  if (!result.ok || state === '' || state.startsWith('Z')) return null;
  return { pid, startedAt: start.join(' ') };
}
