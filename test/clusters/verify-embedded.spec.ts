import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { urlOf } from '../../src/database/embedded/cluster/roles.js';
import { withClient } from '../support/database/plain-client.js';
import {
  gone,
  isRunning,
  postmasterOf,
  startGroup,
  written,
  type StartedGroup,
} from '../support/service/started-group.js';
import { runVerify, verifyIn } from '../support/service/verify-command.js';

/* The command `verify` on the database that the service brings along: found running, found stopped, and left so. */

const READY = /Ready at (http:\/\/[^\s,]+)/;

let dataDir: string;
let started: StartedGroup[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-verify-'));
  started = [];
});

afterEach(async () => {
  for (const service of started) {
    service.end();
    await service.ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Readonly<Record<string, string>> = {}): StartedGroup {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', ...environment };
  const service = startGroup('exec node dist/main.js', env);
  started.push(service);
  return service;
}

/** What lies in DATA_DIR beside the database, with what is written in it. */
async function besideTheDatabase(): Promise<Record<string, string>> {
  const names = (await readdir(dataDir)).filter((name) => name !== 'postgres').sort();
  const contents = names.map(async (name) => [name, await readFile(join(dataDir, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(contents));
}

/** What the command says where it finds nothing. */
const NOTHING = { code: 0, stderr: '', stdout: expect.stringMatching(/^Verified .*: no differences\.\n$/) };

it('verifies a database that is running or stopped, and leaves it so', async () => {
  const service = start();
  const url = await written(service, READY);
  const before = await besideTheDatabase();
  const verified = await verifyIn({ DATA_DIR: dataDir }, { quiet: true });
  expect(verified).toEqual(NOTHING);
  expect(verified.stdout).toContain('25 versions');
  expect(await besideTheDatabase()).toEqual(before);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);

  service.end();
  await service.ended;
  const stopped = await besideTheDatabase();
  expect(await runVerify({ DATA_DIR: dataDir }, '--quiet')).toEqual(NOTHING);
  expect(await besideTheDatabase()).toEqual(stopped);
  await expect(postmasterOf(dataDir)).rejects.toThrow('ENOENT');
});

it('leaves the database of a killed service running', async () => {
  const killed = start({ LOAD_RECORD: 'false' });
  await written(killed, READY);
  const database = await postmasterOf(dataDir);
  killed.signal('SIGKILL');
  await killed.ended;
  expect(await verifyIn({ DATA_DIR: dataDir }, { quiet: true })).toEqual(NOTHING);
  expect([await postmasterOf(dataDir), isRunning(database)]).toEqual([database, true]);
  process.kill(database, 'SIGINT');
  await gone(database);
});

it('makes no database where there is none, and says so', async () => {
  for (const folder of [dataDir, join(dataDir, 'none')]) {
    await expect(verifyIn({ DATA_DIR: folder }, {})).rejects.toThrow(`There is no database in ${folder}`);
  }
  expect(await readdir(dataDir)).toEqual([]);
});

it('says in words that a file of the database is damaged', async () => {
  const service = start();
  await written(service, READY);
  const { superuser } = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8')) as { superuser: string };
  const lock = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const file = await withClient(urlOf('postgres', superuser, Number(lock[3])), async (client) => {
    await client.query('CHECKPOINT');
    const { rows } = await client.query<{ path: string }>(`SELECT pg_relation_filepath('figures') AS path`);
    return rows[0]?.path ?? '';
  });
  service.end();
  await service.ended;
  const path = join(dataDir, 'postgres', file);
  const bytes = await readFile(path);
  // A bit of the last row of the first page.
  bytes.writeUInt8(bytes.readUInt8(8_000) ^ 1, 8_000);
  await writeFile(path, bytes);
  const { code, stderr } = await runVerify({ DATA_DIR: dataDir }, '--quiet');
  expect(code).toBe(2);
  expect(stderr).toContain('Files of the database are damaged. Restore a backup');
  expect(stderr).not.toMatch(/\n +at /);
});
