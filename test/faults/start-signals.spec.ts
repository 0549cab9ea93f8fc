import { once } from 'node:events';
import { access, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shortOrFull } from '../support/run/full-run.js';
import { untilNobodyListens } from '../support/service/service-process.js';
import { gone, postmasterOf, startGroup, written, type StartedGroup } from '../support/service/started-group.js';

/* The service as a terminal has it: Ctrl-C, and whoever stops a process group, reach all of its processes at once. */

const START = 'exec node dist/main.js';
const READY = /Ready at (http:\/\/[^\s,]+)/;
/** What `npm start` builds from. */
const TREE = ['package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', '.swcrc', 'src'];
const ALL_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const IS_BUILT = shortOrFull(true, false);
/** In the short run start.spec.ts has this with SIGTERM. */
const ONCE = shortOrFull<readonly NodeJS.Signals[]>([], ALL_SIGNALS);
const SIGNALS = ALL_SIGNALS.slice(0, shortOrFull(1, ALL_SIGNALS.length));

let dataDir: string;
let tree: string;
let started: StartedGroup[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-signals-'));
  tree = await mkdtemp(join(tmpdir(), 'scorpion-tree-'));
  started = [];
});

afterEach(async () => {
  for (const group of started) {
    group.end();
    await group.ended;
  }
  await Promise.all([dataDir, tree].map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A folder in which npm start works. In the short run its service is built already. */
async function makeTree(): Promise<void> {
  await Promise.all(TREE.map((name) => cp(name, join(tree, name), { recursive: true })));
  await symlink(resolve('node_modules'), join(tree, 'node_modules'));
  if (!IS_BUILT) return;
  await symlink(resolve('dist'), join(tree, 'dist'));
  const built = (await readFile('package.json', 'utf8')).replace('"build": "nest build"', '"build": "true"');
  await writeFile(join(tree, 'package.json'), built);
}

function start(command: string, cwd?: string): StartedGroup {
  const { PATH, HOME } = process.env;
  const group = startGroup(command, { PATH, HOME, DATA_DIR: dataDir, PORT: '0', LOAD_RECORD: 'false' }, cwd);
  started.push(group);
  return group;
}

/** A request that is under way until it is dropped: the service, told to stop, waits for it. */
async function beginRequest(url: string): Promise<{ readonly drop: () => void }> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n');
  socket.write('Authorization: Bearer demo-coordinator\r\n');
  socket.write('Content-Length: 9\r\nExpect: 100-continue\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('100 Continue');
  return { drop: () => socket.destroy() };
}

/** Expects what a service leaves that has stopped as it should: no PostgreSQL, and nobody who holds the DATA_DIR. */
async function expectAllGone(postmaster: number): Promise<void> {
  await gone(postmaster);
  await expect(postmasterOf(dataDir)).rejects.toThrow('ENOENT');
  await expect(access(join(dataDir, 'server.pid'))).rejects.toThrow('ENOENT');
}

describe('the service as a process group', () => {
  for (const signal of ONCE) {
    it(`ends with 0 and leaves nothing behind when all of it gets one ${signal}`, async () => {
      const group = start(START);
      await written(group, READY);
      const postmaster = await postmasterOf(dataDir);
      await access(join(dataDir, 'server.pid'));
      group.signal(signal);
      expect(await group.ended).toBe(0);
      await expectAllGone(postmaster);
    });
  }

  it.each(SIGNALS)('ends with 0 and leaves nothing behind when %s comes again while it stops', async (signal) => {
    const group = start(START);
    const url = await written(group, READY);
    const postmaster = await postmasterOf(dataDir);
    const request = await beginRequest(url);
    group.signal(signal);
    await untilNobodyListens(url);
    // The request holds the stop up, so that these come in the middle of it.
    group.signal(signal);
    group.signal(signal === 'SIGINT' ? 'SIGTERM' : 'SIGINT');
    request.drop();
    expect(await group.ended).toBe(0);
    await expectAllGone(postmaster);
  });

  it.each(SIGNALS)(
    'ends with 0 and leaves no claim when all of it gets %s while the database is made',
    async (signal) => {
      const group = start(START);
      await written(group, /Creating the database/);
      group.signal(signal);
      expect(await group.ended).toBe(0);
      await expect(postmasterOf(dataDir)).rejects.toThrow('ENOENT');
      await expect(access(join(dataDir, 'server.pid'))).rejects.toThrow('ENOENT');
    },
  );

  it.each(SIGNALS)('started by npm start leaves nothing behind when %s comes twice', async (signal) => {
    await makeTree();
    const group = start('exec npm start', tree);
    const url = await written(group, READY);
    const postmaster = await postmasterOf(dataDir);
    const request = await beginRequest(url);
    group.signal(signal);
    await untilNobodyListens(url);
    // The service may have had the first twice by now, since npm hands it on.
    group.signal(signal);
    request.drop();
    await group.ended;
    await expectAllGone(postmaster);
  });
});
