import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../src/config/settings.js';
import { ADDRESSES } from '../../src/platform/console/addresses.js';
import { startGroup, written, type StartedGroup } from '../support/service/started-group.js';
import { startAtTerminal } from '../support/service/terminal.js';

/* What a person sees at the console. */

const MAIN = 'exec node dist/main.js';
const { PATH } = process.env;

let dataDir: string;
let service: StartedGroup;
let url: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-console-'));
  // As a person starts it: with the published record.
  service = startGroup(MAIN, { PATH, DATA_DIR: dataDir, PORT: '0' });
  url = await written(service, /Ready at (http:\/\/[^\s,]+)/);
});

afterAll(async () => {
  service.end();
  await service.ended;
  await rm(dataDir, { recursive: true, force: true });
});

/** What the start says up to the request log, each line without its time. */
const told = (): string[] =>
  service
    .output()
    .split('\n')
    .filter((line) => !line.startsWith('{"level"'))
    .map((line) => line.replace(/^ +\d+\.\ds {2}/, ''));

async function answerTo(command: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  return JSON.parse(stdout) as unknown;
}

describe('the start, at the console', () => {
  it('tells what it does in the order in which it does it', () => {
    const order = [
      /^Operation Scorpion returns \d+\.\d+\.\d+, in demo mode\.$/,
      /^Listening on http/,
      /^Starting the database in /,
      /^Creating the database in /,
      /^The database has started \(PostgreSQL 18, process \d+\)\.$/,
      /^The database was migrated: \d+ steps\.$/,
      /^27 demo identities are ready\.$/,
      /^The published figures are loaded: 25 versions of returns, 25 of them added now\.$/,
      /^Demo identities and what each of them does$/,
      /^Ready at http/,
    ];
    const places = order.map((pattern) => told().findIndex((line) => pattern.test(line)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('has no colour where it is no terminal', () => {
    expect(stripVTControlCharacters(service.output())).toBe(service.output());
  });

  it('gives each kind of user a command that works as it is printed', async () => {
    const commands = [...service.output().matchAll(/^curl [^]*?^END$/gm)].map(([command]) => command);
    const kinds = commands.map((command) => /Bearer demo-([a-z]+)/.exec(command)?.[1]);
    const answers = await Promise.all(commands.map(answerTo));
    expect(Object.fromEntries(kinds.map((kind, place) => [kind, answers[place]]))).toEqual({
      analyst: {
        data: {
          submitReturn: {
            problems: [
              expect.objectContaining({ measure: 'arrests' }),
              expect.objectContaining({ measure: 'cash-seized' }),
            ],
          },
        },
      },
      approver: {
        data: {
          return: expect.objectContaining({
            version: 1,
            status: 'ACCEPTED',
            signedOffBy: { name: 'Dorset approver' },
            mayNot: expect.arrayContaining([
              { action: 'SIGN_OFF', message: expect.stringContaining('Version 1 is accepted.') },
            ]),
          }),
        },
      },
      pcc: { data: { regionalTotals: { totals: [expect.objectContaining({ value: 72, qualifier: 'AT_LEAST' })] } } },
      coordinator: {
        data: {
          regionalTotals: {
            coverage: expect.objectContaining({ reported: 3, expected: 5 }),
            totals: [
              expect.objectContaining({ measure: { name: 'Cash seized' } }),
              expect.objectContaining({ measure: { name: 'People safeguarded' }, value: 120 }),
            ],
          },
        },
      },
      press: {
        data: {
          headlines: expect.objectContaining({
            version: 1,
            sentences: expect.arrayContaining([{ sentence: expect.stringMatching(/ people were arrested /) }]),
          }),
        },
      },
      admin: { data: { defineMeasure: { measure: { code: 'e-bikes-seized', version: 1 } } } },
    });
  });
});

describe('the start, at a terminal', () => {
  it('is in colour, tells of each request in a line, and stops at Ctrl-C', async () => {
    const own = await mkdtemp(join(tmpdir(), 'scorpion-terminal-'));
    const terminal = startAtTerminal(MAIN, { PATH, DATA_DIR: own, PORT: '0', LOAD_RECORD: 'false' });
    try {
      await terminal.shown(/Press Ctrl-C to stop/);
      const address = /Ready at (http:\/\/[^\s,]+)/.exec(terminal.output())?.[1] ?? '';
      await fetch(`${address}/graphql?token=hidden`);
      await terminal.shown(/GET \/graphql/);
      terminal.type('\x03');
      expect(await terminal.ended).toBe(0);
    } finally {
      terminal.type('\x03');
      await terminal.ended;
      await rm(own, { recursive: true, force: true });
    }
    expect(terminal.output()).toContain('\u001b[1mReady at ');
    const lines = stripVTControlCharacters(terminal.output()).split(/\r?\n/);
    expect(lines).toContainEqual(expect.stringMatching(/^\d\d:\d\d:\d\d INFO: GET \/graphql \d+, \d+ ms$/));
    expect(lines).toContainEqual(`${lines.at(-2)?.slice(0, 8) ?? ''}  Stopped. The data is kept in ${own}.`);
    expect(lines.filter((line) => line.includes('{"level"'))).toEqual([]);
  });

  it.each([
    ['in colour', {}, true],
    ['without colour for who asks for none', { NO_COLOR: '1' }, false],
  ])('helps %s', async (_, env, inColour) => {
    const terminal = startAtTerminal(`${MAIN} --help`, { PATH, ...env });
    expect(await terminal.ended).toBe(0);
    expect(terminal.output().includes('\u001b[')).toBe(inColour);
  });
});

/** What a command that ends by itself says, and its exit code. */
async function run(command: string): Promise<{ code: number | null; output: string }> {
  const group = startGroup(command, { PATH, DATA_DIR: '/proc/never/made' });
  return { code: await group.ended, output: group.output() };
}

describe('the arguments of the start', () => {
  const { version, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    version: string;
    scripts: Record<string, string>;
  };

  it.each(['--help', '-h'])('%s tells of every setting and address, and of commands that there are', async (flag) => {
    const { code, output } = await run(`${MAIN} ${flag}`);
    expect(code).toBe(0);
    for (const { name } of SETTINGS) expect(output).toContain(`\n  ${name} `);
    for (const [path] of ADDRESSES) expect(output).toContain(`\n  ${path} `);
    const commands = [...output.matchAll(/^ {2}npm (?:run )?(\S+)/gm)].map(([, script]) => script ?? '');
    expect(commands).toEqual(expect.arrayContaining(['start', 'demo:reset', 'test']));
    expect(commands.filter((script) => !(script in scripts))).toEqual([]);
    expect(output.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('--version tells the version and no more', async () => {
    expect(await run(`${MAIN} --version`)).toEqual({ code: 0, output: `${version}\n` });
  });

  it.each(['--port=3000', '3000', '--help --verbose'])('ends with 2 at %s, which it does not know', async (unknown) => {
    const { code, output } = await run(`${MAIN} ${unknown}`);
    expect(code).toBe(2);
    expect(output).toContain(unknown.split(' ').at(-1));
    expect(output).toContain('npm start -- --help');
  });
});

describe('the addresses that the start names', () => {
  it.each(ADDRESSES.map(([path]) => path))('%s is served', async (path) => {
    expect((await fetch(`${url}${path}`)).status).not.toBe(404);
  });
});
