import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../run/until.js';

const ENDING_MS = 30_000;

/** A command that leads a process group of its own, as a terminal or a supervisor starts it. */
export interface StartedGroup {
  readonly pid: number;
  /** All output so far. */
  readonly output: () => string;
  /** Calls `look` whenever more was written, until what it returns is called. */
  readonly onOutput: (look: () => void) => () => void;
  /** Sends a signal to every process of the group. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Stops it, if it still runs. */
  readonly end: () => void;
  /** Resolves with the exit code of the command itself; null: ended by a signal. */
  readonly ended: Promise<number | null>;
}

/** Starts `command` in the shell; `cwd` left out: here. */
export function startGroup(
  command: string,
  env: Readonly<Record<string, string | undefined>>,
  cwd = process.cwd(),
): StartedGroup {
  const started = spawn('sh', ['-c', command], { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid, stdout, stderr } = started;
  if (pid === undefined) {
    throw new Error(`It cannot be started: ${command}`);
  }
  let output = '';
  const more = new EventEmitter();
  for (const stream of [stdout, stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      more.emit('output');
    });
  }
  return {
    pid,
    output: () => output,
    onOutput: (look) => {
      more.on('output', look);
      return () => void more.off('output', look);
    },
    signal: (signal) => process.kill(-pid, signal),
    end: () => {
      if (isRunning(-pid)) process.kill(-pid, 'SIGTERM');
    },
    ended: endOf(started),
  };
}

async function endOf(started: ChildProcess): Promise<number | null> {
  const [code] = (await once(started, 'close')) as [number | null];
  return code;
}

/** Resolves with the match of `pattern` once it was written; rejects if the command ends before. */
export async function written(group: StartedGroup, pattern: RegExp): Promise<string> {
  const ended = group.ended.then((code) => {
    throw new Error(`It ended with ${code ?? 'a signal'}:\n${group.output()}`);
  });
  const found = new Promise<string>((resolve) => {
    const look = (): void => {
      const match = pattern.exec(group.output());
      if (match === null) return;
      stopLooking();
      resolve(match[1] ?? match[0]);
    };
    const stopLooking = group.onOutput(look);
    look();
  });
  return Promise.race([found, ended]);
}

/** The process id of the PostgreSQL that runs on a data folder. */
export async function postmasterOf(dataDir: string): Promise<number> {
  const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

/** Resolves once no process has this id: one that is nobody's child goes when whoever adopted it has looked. */
export async function gone(pid: number): Promise<void> {
  await until(`the process ${pid} has ended`, ENDING_MS, () => !isRunning(pid));
}

/** Whether a process has this id; below 0: whether a group has any. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
