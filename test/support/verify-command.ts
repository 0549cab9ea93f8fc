import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestDatabase } from './test-database.js';

/** The outcome of a run of the command. */
export interface Verified {
  /** Null: ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A difference in the command's output with `--json`. */
export interface DifferenceView {
  readonly phase: string;
  readonly force: string | null;
  readonly version: number | null;
  readonly measure: string | null;
  readonly part: string | null;
  readonly basis: string | null;
  readonly compared: string;
  readonly stored: string | null;
  readonly recomputed: string | null;
}

/** Runs the built `npm run verify`, with this environment and no other. */
export async function verify(
  environment: Readonly<Record<string, string>>,
  ...options: readonly string[]
): Promise<Verified> {
  return runBuilt('cli/verify.cli.js', environment, options);
}

/** Runs the built `npm run audit:verify` on a demo database as its serving role. */
export async function verifyAudit(database: TestDatabase, ...options: readonly string[]): Promise<Verified> {
  return runBuilt('cli/audit-verify.cli.js', { DATABASE_URL: database.servingUrl, DEMO: 'true' }, options);
}

async function runBuilt(
  program: string,
  environment: Readonly<Record<string, string>>,
  options: readonly string[],
): Promise<Verified> {
  const env = { PATH: process.env['PATH'], ...environment };
  const command = spawn(process.execPath, [join('dist', program), ...options], {
    ...{ env, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const written = { stdout: '', stderr: '' };
  command.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  command.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const [code] = (await once(command, 'close')) as [number | null];
  return { code, ...written };
}

/** Verifies a demo database as its serving role. */
export async function verifyDatabase(database: TestDatabase, ...options: readonly string[]): Promise<Verified> {
  return verify({ DATABASE_URL: database.servingUrl, DEMO: 'true' }, ...options);
}

/** The differences in the output of `--json`. */
export function differencesIn({ stdout }: Verified): DifferenceView[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as DifferenceView | { summary: object }).filter((one) => 'phase' in one);
}
