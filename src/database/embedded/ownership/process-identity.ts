import { readFile } from 'node:fs/promises';
import { codeOf } from '../startup-error.js';
import { run } from '../run.js';

/** A process and its start time, which distinguishes it from another process with the same, reused number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Compared only for equality. `-` if the system hides it: then only the number counts. */
  readonly startedAt: string;
}

/**
 * The process with this number, or null if there is none. A zombie counts as none: it does nothing, and remains until
 * its parent collects it. The number is valid in this machine and process namespace only, so two containers that share
 * a folder do not see each other's processes.
 */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  if (!mayExist(pid)) return null;
  return process.platform === 'linux' ? identifyOnLinux(pid) : identifyByPs(pid);
}

/** Whether exactly this process is still running. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid);
  return now !== null && (now.startedAt === identity.startedAt || now.startedAt === '-');
}

/** Whether any process has this number, including a zombie or a process of another user. */
export function mayExist(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The program name and state of a process on Linux; null if there is no such process or it is a zombie. */
export async function linuxProcess(pid: number): Promise<{ readonly name: string; readonly start: string } | null> {
  const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name is in parentheses and may itself contain spaces and parentheses, so the fields are counted from its end.
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

/** With hidepid, /proc hides processes of other users. Then a number that is in use counts as a running process. */
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
