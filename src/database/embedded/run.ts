import { spawn, type ChildProcess } from 'node:child_process';
import { codeOf } from './startup-error.js';
import type { Account } from './ownership/account.js';

const KEPT_OUTPUT = 8_192;
const SHOWN_LINES = 8;

/** How a child process is run: its user (null: that of this process), its longest time, and a signal to end it. */
export interface RunOptions {
  readonly as: Account | null;
  readonly timeoutMs: number;
  readonly abort?: AbortSignal;
  /** The signal sent when `abort` fires; pg_ctl passes SIGINT on to the server that it is starting. */
  readonly abortWith?: NodeJS.Signals;
  /** A cluster, whose folder becomes the working folder and PGDATA. */
  readonly dataFolder?: string;
}

/** How a child ended. `failure` is the code of the system error if it could not be run, or `TIMEOUT`. */
export interface RunResult {
  readonly ok: boolean;
  readonly output: string;
  readonly failure: string | null;
}

/** Runs a program to its end and keeps its output up to a limit. It never throws: a failure to run is a result too. */
export function run(file: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...surroundings(options) });
    } catch (error) {
      resolve({ ok: false, output: String(error), failure: codeOf(error) ?? 'UNKNOWN' });
      return;
    }
    let output = '';
    let failure: string | null = null;
    const take = (chunk: Buffer): void => void (output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT));
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const timer = setTimeout(() => {
      failure = 'TIMEOUT';
      output += `\n(no end after ${String(options.timeoutMs / 1000)} s)`;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    const abort = (): void => void child.kill(options.abortWith ?? 'SIGKILL');
    options.abort?.addEventListener('abort', abort, { once: true });
    if (options.abort?.aborted === true) abort();
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      options.abort?.removeEventListener('abort', abort);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({ ok: code === 0 && failure === null, output: output.trim(), failure });
    };
    child.once('error', (error) => {
      failure = codeOf(error) ?? 'UNKNOWN';
      output += error.message;
      if (child.pid === undefined) finish(null);
    });
    child.once('close', finish);
    // A grandchild may keep the pipes open, so later output is not waited for.
    child.once('exit', (code) => setTimeout(finish, 250, code).unref());
  });
}

/** The last lines of a program's output, for a message. */
export function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-SHOWN_LINES).join('\n');
}

/**
 * The environment of a child. PostgreSQL must not get our settings (which contain secrets), the user's PG* variables,
 * or a working folder that its user may not enter.
 */
function surroundings({ as: account, dataFolder }: RunOptions): object {
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(dataFolder === undefined ? {} : { PGDATA: dataFolder }),
  };
  return { cwd: dataFolder ?? '/', env, ...(account === null ? {} : { uid: account.uid, gid: account.gid }) };
}
