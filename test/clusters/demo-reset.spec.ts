import { access, chmod, cp, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from '../../src/database/index.js';
import {
  gone,
  isRunning,
  postmasterOf,
  startGroup,
  written,
  type StartedGroup,
} from '../support/service/started-group.js';
import { startAtTerminal } from '../support/service/terminal.js';

/* `npm run demo:reset`, less the build: it deletes the data, and nothing else. */

/** Not a yes. */
const ANSWERS = [
  ['nothing', '\r'],
  ['Ctrl-C', '\x03'],
  ['no', 'n\r'],
  ['something else', 'yesterday\r'],
  ['Ctrl-D', '\x04'],
] as const;
const RESET = 'exec node dist/cli/demo-reset.cli.js';
const READY = /Ready at (http:\/\/[^\s,]+)/;
const { PATH } = process.env;

let root: string;
let made: string;
let dataDir: string;
let started: StartedGroup[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'scorpion-reset-'));
  // Root's database lies in DATA_DIR where PostgreSQL's own user can get there.
  await chmod(root, 0o755);
  made = join(root, 'made');
  const embedded = await EmbeddedPostgres.claim({ dataDir: made, say: () => undefined });
  try {
    await embedded.start();
  } finally {
    await embedded.stop();
  }
});

beforeEach(async () => {
  started = [];
  dataDir = await mkdtemp(join(root, 'data-'));
});

afterEach(async () => {
  for (const group of started) {
    group.end();
    await group.ended;
  }
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** Runs the command without a terminal. */
async function reset(
  args: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string }> {
  const group = startGroup(`${RESET} ${args}`, { PATH, DATA_DIR: dataDir, ...env });
  return { code: await group.ended, output: group.output() };
}

function start(): StartedGroup {
  const group = startGroup('exec node dist/main.js', { PATH, DATA_DIR: dataDir, PORT: '0', LOAD_RECORD: 'false' });
  started.push(group);
  return group;
}

/** Puts into the folder what a service leaves that has stopped, less the bulk of it. */
async function withData(folder = dataDir): Promise<string[]> {
  await cp(made, folder, { recursive: true, filter: (path) => !/postgres\/(base|pg_wal)$/.test(path) });
  return contents(folder);
}

/** Every path below a folder, in order. */
async function contents(folder = dataDir): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

/** Folders in which there is nothing to delete. */
const NOTHING_OURS = [
  ['of somebody else', () => writeFile(join(dataDir, 'letter.txt'), 'Dear commissioner')],
  ['that is not there', () => rm(dataDir, { recursive: true })],
  ['that is empty', () => Promise.resolve()],
] as const;

/** Changes to a folder after which its database may not be deleted, with a word of the message. */
const NOT_OURS = [
  ['without the passwords of this service', () => rm(join(dataDir, 'credentials.json')), 'credentials.json'],
  [
    'that is a link to one somewhere else',
    async () => {
      await rm(join(dataDir, 'postgres'), { recursive: true });
      await symlink(join(made, 'postgres'), join(dataDir, 'postgres'));
    },
    'a link',
  ],
  [
    "beside another program's credentials",
    () => writeFile(join(dataDir, 'credentials.json'), '{"client_id":"42"}'),
    'credentials.json',
  ],
  ['that is none', () => rm(join(dataDir, 'postgres', 'PG_VERSION')), 'postgres'],
] as const;

describe('npm run demo:reset', () => {
  it('is refused while a service runs on the data, and afterwards deletes them all at the word yes', async () => {
    const service = start();
    const url = await written(service, READY);
    const refused = await reset('--yes');
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/in use by another running service, process \d+/);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    service.end();
    expect(await service.ended).toBe(0);

    const terminal = startAtTerminal(RESET, { PATH, DATA_DIR: dataDir });
    await terminal.shown(/Delete them\? \[y\/N\] /);
    for (const name of ['credentials.json', 'postgres'])
      expect(terminal.output()).toContain(`  ${join(dataDir, name)}`);
    terminal.type('y\r');
    expect(await terminal.ended).toBe(0);
    expect(await contents()).toEqual([]);
  });

  it('ends the database that a killed service left running', async () => {
    const service = start();
    await written(service, READY);
    const database = await postmasterOf(dataDir);
    service.signal('SIGKILL');
    await service.ended;
    expect(isRunning(database)).toBe(true);
    expect((await reset('--yes')).code).toBe(0);
    await gone(database);
    expect(await contents()).toEqual([]);
  });

  it.each(ANSWERS)('leaves everything as it is when it is answered with %s', async (_, keys) => {
    const before = await withData();
    const terminal = startAtTerminal(RESET, { PATH, DATA_DIR: dataDir });
    await terminal.shown(/Delete them\? \[y\/N\] /);
    terminal.type(keys);
    expect(await terminal.ended).toBe(1);
    expect(terminal.output()).toContain('Nothing was deleted.');
    expect(await contents()).toEqual(before);
  });

  it('does not delete without a terminal to ask at, and says how it would', async () => {
    const before = await withData();
    const { code, output } = await reset('');
    expect(code).toBe(1);
    expect(output).toContain('--yes');
    expect(await contents()).toEqual(before);
  });

  it('deletes at --yes, but not what somebody else put there', async () => {
    await withData();
    await writeFile(join(dataDir, 'letter.txt'), 'Dear commissioner');
    const { code, output } = await reset('--yes');
    expect(code).toBe(0);
    expect(output).toContain(`  ${join(dataDir, 'postgres')}\n`);
    expect(await contents()).toEqual(['letter.txt']);
  });

  it.each(NOTHING_OURS)('finds nothing to delete in a folder %s', async (_, prepare) => {
    await prepare();
    const before = await contents(root);
    const { code, output } = await reset('--yes');
    expect(code).toBe(0);
    expect(output).toContain('There is nothing to delete');
    expect(await contents(root)).toEqual(before);
  });

  it.each(NOT_OURS)('touches no database %s', async (_, change, word) => {
    await withData();
    await change();
    const before = await contents();
    const { code, output } = await reset('--yes');
    expect(code).toBe(1);
    expect(output).toContain(word);
    expect(await contents()).toEqual(before);
    await access(join(made, 'postgres', 'PG_VERSION'));
  });

  it('has nothing to do with the database that DATABASE_URL names, whose password it does not tell', async () => {
    const before = await withData();
    const { code, output } = await reset('--yes', { DATABASE_URL: 'postgres://app:pa55word@127.0.0.1:1/returns' });
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL is set');
    expect(output).not.toContain('pa55word');
    expect(await contents()).toEqual(before);
  });

  it('says what it does and what its exit codes mean', async () => {
    const before = await withData();
    const { code, output } = await reset('--help --yes');
    expect(code).toBe(0);
    for (const line of [/^ {2}--yes {2}/m, /^ {2}0 {2}/m, /^ {2}1 {2}/m, /^ {2}2 {2}/m]) expect(output).toMatch(line);
    expect(await contents()).toEqual(before);
  });

  it('ends with 2 at an argument that it does not know, and deletes nothing', async () => {
    const before = await withData();
    const { code, output } = await reset('--yes --force');
    expect(code).toBe(2);
    expect(output).toContain('--force');
    expect(await contents()).toEqual(before);
  });
});
