import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

/** A command that runs at a terminal of its own. */
export interface AtTerminal {
  /** All that has been shown so far, with what was typed. */
  readonly output: () => string;
  /** Types; `\x03` is Ctrl-C. */
  readonly type: (keys: string) => void;
  /** Resolves once `pattern` has been shown; rejects if the command ends before. */
  readonly shown: (pattern: RegExp) => Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts a shell command at a terminal that `script` makes, which every Linux and macOS has. */
export function startAtTerminal(command: string, env: Readonly<Record<string, string | undefined>>): AtTerminal {
  const args =
    process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', command] : ['-qefc', command, '/dev/null'];
  const started = spawn('script', args, { env: { TERM: 'xterm', ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  // Input for a command that has ended is ignored.
  started.stdin.on('error', () => undefined);
  let output = '';
  const more = new EventEmitter();
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    more.emit('output');
  });
  const ended = once(started, 'close').then(([code]) => code as number | null);
  return {
    output: () => output,
    type: (keys) => started.stdin.write(keys),
    shown: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(output)) resolve();
        };
        more.on('output', look);
        look();
        ended.then(() => {
          reject(new Error(`It ended without showing ${pattern.source}:\n${output}`));
        }, reject);
      }),
    ended,
  };
}
