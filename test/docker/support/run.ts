import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Ended {
  /** Null: ended by a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment. */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** The user to run as; by default the user of the test. */
  readonly uid?: number | undefined;
}

/** Runs a program to its end. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const [program = '', ...args] = command;
  const { uid, ...others } = options;
  const child = spawn(program, args, {
    ...others,
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number | null];
  return { code, out, err };
}

/**
 * Runs a program that must succeed; returns its output.
 * @throws Error with all output, if it fails
 */
export async function mustRun(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, out, err } = await run(command, options);
  if (code !== 0) {
    throw new Error(`${command.join(' ')} ended with ${code ?? 'a signal'}:\n${out}${err}`);
  }
  return out;
}

/**
 * An id that is not root's, for programs that must not run as root; undefined: this process cannot change its user, or
 * need not.
 */
export function ordinaryUser(uid: number): number | undefined {
  return process.getuid?.() === 0 ? uid : undefined;
}
