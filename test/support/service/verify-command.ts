import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { verifyAudit, type AuditVerifyOptions } from '../../../src/cli/audit-verify.js';
import { verify, type VerifyOptions } from '../../../src/cli/verify.js';
import { parseConfig } from '../../../src/config/config.js';
import type { Terminal } from '../../../src/platform/console/index.js';
import type { TestDatabase } from '../database/test-database.js';

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

/** Runs `npm run verify` as it is built, as a process, with this environment and no other. */
export async function runVerify(
  environment: Readonly<Record<string, string>>,
  ...options: readonly string[]
): Promise<Verified> {
  return runBuilt('cli/verify.cli.js', environment, options);
}

/** Runs `npm run audit:verify` as it is built, as a process, on a demo database as its serving role. */
export async function runAuditVerify(database: TestDatabase, ...options: readonly string[]): Promise<Verified> {
  return runBuilt('cli/audit-verify.cli.js', demo(database), options);
}

const demo = ({ servingUrl }: TestDatabase): Record<string, string> => ({ DATABASE_URL: servingUrl, DEMO: 'true' });

async function runBuilt(
  program: string,
  environment: Readonly<Record<string, string>>,
  options: readonly string[],
): Promise<Verified> {
  const env = { PATH: process.env['PATH'], ...environment };
  const command = spawn(process.execPath, [join('dist', program), ...options], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  command.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  command.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const [code] = (await once(command, 'close')) as [number | null];
  return { code, ...written };
}

/** What the command `verify` does to a demo database as its serving role: without a process, which takes seconds. */
export async function verifyDatabase(database: TestDatabase, options: VerifyOptions = {}): Promise<Verified> {
  return verifyIn(demo(database), options);
}

/** The same on the database of this environment. */
export async function verifyIn(
  environment: Readonly<Record<string, string>>,
  options: VerifyOptions,
): Promise<Verified> {
  return collect((terminal) => verify(options, { terminal, config: parseConfig(environment) }));
}

/** The same of the command `audit:verify`. */
export async function verifyAuditOf(
  database: TestDatabase,
  options: Omit<AuditVerifyOptions, 'noted'> & { readonly expect?: string } = {},
): Promise<Verified> {
  const { expect, ...rest } = options;
  const [count, hash = ''] = expect?.split(':') ?? [];
  const noted = count === undefined ? null : { count: Number(count), hash };
  return collect((terminal) => verifyAudit({ ...rest, noted }, { terminal, config: parseConfig(demo(database)) }));
}

async function collect(run: (terminal: Terminal) => Promise<number>): Promise<Verified> {
  const written = { stdout: '', stderr: '' };
  const code = await run({
    log: (line: string) => void (written.stdout += `${line}\n`),
    error: (line: string) => void (written.stderr += `${line}\n`),
  });
  return { code, ...written };
}

/** The differences in the output of `--json`. */
export function differencesIn({ stdout }: Verified): DifferenceView[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => JSON.parse(line) as DifferenceView | { summary: object })
    .filter((one) => 'compared' in one);
}
