import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findPackage, prepareBinaries } from '../../src/database/embedded/binaries/binaries.js';
import { CLAIM_FILE } from '../../src/database/embedded/ownership/claim.js';
import { EmbeddedPostgres, type Machine } from '../../src/database/embedded/embedded-postgres.js';
import { StartupError } from '../../src/database/embedded/index.js';
import { findPostmaster } from '../../src/database/embedded/server/postmaster.js';
import { identify } from '../../src/database/embedded/ownership/process-identity.js';
import { isRoot } from '../../src/database/embedded/ownership/unprivileged-user.js';
import { until } from '../support/run/until.js';

const CHILD = join(process.cwd(), 'test', 'support', 'database', 'embedded-postgres-holder.mjs');
const COMPILED = pathToFileURL(join(process.cwd(), 'dist', 'database', 'embedded', 'index.js')).href;
const WORD = '0123456789abcdef01234567';

let root = '';
let machine: Machine;
/** A DATA_DIR with a database that was started and stopped once. */
let made = '';
const claimed: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(root, 0o755);
  // The programs are copied once for all tests when the clone lies in a folder that their user cannot enter.
  machine = { packageFolder: findPackage, shared: join(root, 'shared'), temporary: join(root, 'temporary') };
  made = await freshDataDir();
  const first = await claim(made);
  await first.start();
  await first.stop();
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  await Promise.all(claimed.splice(0).map((each) => each.stop()));
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

describe('the embedded database', () => {
  it('keeps its data from the first start to the second, and its passwords to its owner', async () => {
    const dataDir = await freshDataDir();
    const first = await claim(dataDir);
    await withClient((await first.start()).ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    expect((await stat(join(dataDir, 'credentials.json'))).mode & 0o777).toBe(0o600);
    await first.stop();
    expect((await readdir(dataDir)).sort()).toEqual(['credentials.json', 'postgres']);

    const second = await claim(dataDir);
    const { ownerUrl, servingUrl } = await second.start();
    expect(await withClient(ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    expect(new URL(servingUrl).username).toBe('scorpion_app');
  });

  it('gives the owner what migrations need, and nothing above row-level security', async () => {
    const dataDir = await madeDataDir();
    const { ownerUrl } = await (await claim(dataDir)).start();
    const rights = 'rolsuper, rolbypassrls, rolcreaterole, rolcreatedb';
    expect(await withClient(ownerUrl, `SELECT ${rights} FROM pg_roles WHERE rolname = current_user`)).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolcreatedb: true },
    ]);
    expect(
      await withClient(
        ownerUrl,
        'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()',
      ),
    ).toEqual([{ owner: 'scorpion_owner' }]);
    expect(
      await withClient(
        ownerUrl,
        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync','listen_addresses','TimeZone') ORDER BY name COLLATE \"C\"",
      ),
    ).toEqual([
      { name: 'TimeZone', setting: 'UTC' },
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
    ]);
    const lock = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    expect(lock.split('\n')[4]).toBe(''); // Where its socket file is: it has none.
  });

  it('begins again after a first start that was killed in initdb', async () => {
    const dataDir = await freshDataDir();
    await mkdir(join(dataDir, 'postgres.init-0badc0de'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.init-0badc0de', 'PG_VERSION'), '18\n');
    await writeFile(join(dataDir, 'initdb-password-0badc0de'), 'left');
    const database = await claim(dataDir);
    const { ownerUrl } = await database.start();
    expect(await withClient(ownerUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect((await readdir(dataDir)).sort()).toEqual(['credentials.json', 'postgres', 'server.pid']);
  });

  it('makes good a first start that was killed between the role and the database', async () => {
    const dataDir = await madeDataDir();
    const first = await claim(dataDir);
    const { ownerUrl } = await first.start();
    const { superuser } = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8')) as {
      superuser: string;
    };
    const admin = `postgresql://postgres:${superuser}@127.0.0.1:${new URL(ownerUrl).port}/postgres`;
    await withClient(admin, 'DROP DATABASE scorpion');
    await first.stop();
    const { ownerUrl: again } = await (await claim(dataDir)).start();
    expect(await withClient(again, 'SELECT current_database() AS name')).toEqual([{ name: 'scorpion' }]);
  });

  it('leaves no server behind when it is stopped in the middle of its start', async () => {
    const dataDir = await madeDataDir();
    for (const wait of [0, 20, 60, 120, 180]) {
      const database = await claim(dataDir);
      const starting = database.start().catch((error: unknown) => error);
      await delay(wait); // Not a wait for something: the moment at which the stop comes is the case.
      await database.stop();
      await starting;
      expect(await findPostmaster(join(dataDir, 'postgres'))).toBeNull();
      expect(await readdir(dataDir)).not.toContain(CLAIM_FILE);
    }
  });
});

describe('a DATA_DIR in use', () => {
  it('is refused while another process holds it, and that process is named', async () => {
    const dataDir = await freshDataDir();
    const holder = await hold(dataDir, 'claim');
    await expect(claim(dataDir)).rejects.toThrow(StartupError);
    await expect(claim(dataDir)).rejects.toThrow(`process ${String(holder.pid)}`);
  });

  it('is free again once its holder was killed', async () => {
    const dataDir = await freshDataDir();
    await kill(await hold(dataDir, 'claim'));
    await expect(claim(dataDir)).resolves.toBeInstanceOf(EmbeddedPostgres);
  });

  it('is taken over when the number in server.pid belongs to another process by now', async () => {
    const dataDir = await freshDataDir();
    const self = await identify(process.pid);
    await writeFile(join(dataDir, CLAIM_FILE), `${String(process.pid)}\n${self?.startedAt ?? ''}\n${WORD}\n`);
    await expect(claim(dataDir)).rejects.toThrow(StartupError);
    await writeFile(join(dataDir, CLAIM_FILE), `${String(process.pid)}\nanother start\n${WORD}\n`);
    await expect(claim(dataDir)).resolves.toBeInstanceOf(EmbeddedPostgres);
  });

  it('is taken over from a damaged server.pid, but not while a database runs there', async () => {
    const dataDir = await madeDataDir();
    await writeFile(join(dataDir, CLAIM_FILE), '');
    const database = await claim(dataDir);
    await database.start();
    await writeFile(join(dataDir, CLAIM_FILE), 'garbage');
    await expect(claim(dataDir)).rejects.toThrow(/damaged, and a database \(process \d+\) is running/);
    await database.stop();
    expect(await readFile(join(dataDir, CLAIM_FILE), 'utf8')).toBe('garbage');
    await expect(claim(dataDir)).resolves.toBeInstanceOf(EmbeddedPostgres);
  });

  it('goes to exactly one of eight starts at the same time that find a dead claim', async () => {
    for (let round = 0; round < 12; round += 1) {
      const dataDir = await freshDataDir();
      await writeFile(join(dataDir, CLAIM_FILE), `${String(process.pid)}\nround ${String(round)}\n${WORD}\n`);
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claim(dataDir)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StartupError);
      }
      expect(await readdir(dataDir)).toEqual([CLAIM_FILE]);
    }
  });

  it('goes to exactly one of four processes at the same time that find a dead claim', async () => {
    for (let round = 0; round < 3; round += 1) {
      const dataDir = await freshDataDir();
      await writeFile(join(dataDir, CLAIM_FILE), `${String(process.pid)}\nround ${String(round)}\n${WORD}\n`);
      const said = await Promise.all(Array.from({ length: 4 }, () => firstWord(spawnChild(dataDir, 'claim'))));
      expect(said.sort()).toEqual(['ready', 'refused', 'refused', 'refused']);
      for (const child of children.splice(0)) await kill(child);
    }
  });
});

describe('after a kill', () => {
  it('goes on with the database of a killed service', async () => {
    const dataDir = await madeDataDir();
    const holder = await hold(dataDir, 'start');
    const left = await findPostmaster(join(dataDir, 'postgres'));
    await kill(holder);
    const lines: string[] = [];
    const { ownerUrl } = await (await claim(dataDir, lines)).start();
    expect((await findPostmaster(join(dataDir, 'postgres')))?.process).toEqual(left?.process);
    expect(Number(new URL(ownerUrl).port)).toBe(left?.port);
    expect(lines.join()).toContain('still running');
    expect(await withClient(ownerUrl, 'SELECT n FROM held')).toEqual([{ n: 7 }]);
  });

  it('loses nothing when service and database are killed together', async () => {
    const dataDir = await madeDataDir();
    const holder = await hold(dataDir, 'start');
    const left = await findPostmaster(join(dataDir, 'postgres'));
    await kill(holder);
    process.kill(left?.process.pid ?? Number.NaN, 'SIGKILL');
    const { ownerUrl } = await (await claim(dataDir)).start();
    expect(await withClient(ownerUrl, 'SELECT n FROM held')).toEqual([{ n: 7 }]);
  });

  it('brings the database back on the same port when it alone is killed, until it is stopped', async () => {
    const dataDir = await madeDataDir();
    const database = await claim(dataDir);
    const { ownerUrl } = await database.start();
    const killed = await findPostmaster(join(dataDir, 'postgres'));
    const pid = killed?.process.pid ?? Number.NaN;
    process.kill(pid, 'SIGKILL');
    await until('another server answers on the same port', 10_000, async () => {
      const answered = await withClient(ownerUrl, 'SELECT 1 AS n').catch(() => []);
      return answered.length === 1 && (await findPostmaster(join(dataDir, 'postgres')))?.process.pid !== pid;
    });
    await database.stop();
    expect(await findPostmaster(join(dataDir, 'postgres'))).toBeNull();
  });

  it('says once why it cannot be brought back, however often it tries', async () => {
    const dataDir = await madeDataDir();
    const lines: string[] = [];
    const database = await claim(dataDir, lines);
    await database.start();
    const control = join(dataDir, 'postgres', 'global', 'pg_control');
    await chmod(control, 0o000);
    const killed = await findPostmaster(join(dataDir, 'postgres'));
    process.kill(killed?.process.pid ?? Number.NaN, 'SIGKILL');
    // Each attempt writes a new log.
    const attempts = new Set<number>();
    await until('it has tried three times', 60_000, async () => {
      const log = await stat(join(dataDir, 'postgres', 'startup.log')).catch(() => null);
      if (log !== null) attempts.add(log.mtimeMs);
      return attempts.size > 3;
    });
    // The first attempt may fail for another reason than those after it.
    const told = lines.filter((line) => line.includes('The start will be repeated.'));
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map((line) => line.replaceAll(/\d+/g, ''))).size).toBe(told.length);
    await chmod(control, 0o600);
    await until('it is back', 60_000, () => lines.includes('The database is running again.'));
  });

  it('runs no part of the path of DATA_DIR as a command', async () => {
    const folder = await mkdtemp(join(root, 'odd-'));
    await chmod(folder, 0o777);
    const dataDir = join(folder, '`touch ran`$(touch ran) "b');
    await mkdir(dataDir);
    const { ownerUrl } = await (await claim(dataDir)).start();
    expect(await withClient(ownerUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    const names = await readdir(folder, { recursive: true });
    expect(names.filter((name) => basename(name) === 'ran')).toEqual([]);
  });

  it('leaves a new service alone when DATA_DIR was deleted under the old one', async () => {
    const dataDir = await freshDataDir();
    const lines: string[] = [];
    const old = await claim(dataDir, lines);
    await old.start();
    await rm(dataDir, { recursive: true });
    const fresh = await claim(dataDir);
    const { ownerUrl } = await fresh.start(); // This ends the old one's server, whose files are gone.
    await until('it says that the database stays down', 30_000, () =>
      lines.join().includes('The database is not started again'),
    );
    await old.stop();
    expect(await withClient(ownerUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(await readdir(dataDir)).toContain(CLAIM_FILE);
  });

  it('is not held up by a lock file whose number is another process of the same user by now', async () => {
    const dataDir = await madeDataDir();
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    const other = spawn('/bin/sleep', ['600'], { stdio: 'ignore', cwd: '/', ...(isRoot() ? { uid, gid } : {}) });
    children.push(other);
    const lock = join(dataDir, 'postgres', 'postmaster.pid');
    await writeFile(lock, `${String(other.pid)}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n\nready   \n`);
    await chown(lock, uid, gid);
    const { ownerUrl } = await (await claim(dataDir)).start();
    expect(await withClient(ownerUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  });
});

describe('a start that cannot go on says what to do', () => {
  it('when DATA_DIR holds files of somebody else', async () => {
    const dataDir = await freshDataDir();
    await writeFile(join(dataDir, 'thesis.txt'), 'mine');
    await expect(claim(dataDir)).rejects.toThrow(StartupError);
    await expect(claim(dataDir)).rejects.toThrow(/thesis\.txt.*Set DATA_DIR to a new or empty folder/s);
    expect(await readdir(dataDir)).toEqual(['thesis.txt']);
  });

  it('when DATA_DIR cannot be made', async () => {
    await expect(claim('/proc/self/x')).rejects.toThrow(/^Cannot create the folder \/proc\/self\/x \(DATA_DIR\): /);
  });

  it('when DATA_DIR is a file', async () => {
    const path = join(await freshDataDir(), 'file');
    await writeFile(path, '');
    await expect(claim(path)).rejects.toThrow(/Set DATA_DIR to a folder/);
    await expect(claim(join(path, 'below'))).rejects.toThrow(/a part of the path is a file/);
  });

  it('when the database was made by another PostgreSQL', async () => {
    const dataDir = await freshDataDir();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '9\n');
    if (isRoot()) await chown(join(dataDir, 'postgres'), 65_534, 65_534);
    await expect((await claim(dataDir)).start()).rejects.toThrow(
      /created by PostgreSQL 9, but PostgreSQL 18 is installed/,
    );
  });

  it('when the passwords are gone or belong to another database', async () => {
    const dataDir = await madeDataDir();
    const others = { superuser: 'x'.repeat(20), owner: 'y'.repeat(20), serving: 'z'.repeat(20) };
    await writeFile(join(dataDir, 'credentials.json'), JSON.stringify(others));
    const second = await claim(dataDir);
    await expect(second.start()).rejects.toThrow(/belongs to another database/);
    await second.stop();
    await rm(join(dataDir, 'credentials.json'));
    await expect((await claim(dataDir)).start()).rejects.toThrow(/credentials\.json is missing/);
  });

  it('when the install script of the database package did not run', async () => {
    const copy = join(await freshDataDir(), 'package');
    await cp(findPackage(), copy, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(copy, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of links) await rm(join(copy, target), { force: true });
    const tried = prepareBinaries(copy, null, [], () => undefined);
    await expect(tried).rejects.toThrow(StartupError);
    await expect(tried).rejects.toThrow(/npm rebuild.*DATABASE_URL and MIGRATION_DATABASE_URL/s);
  });
});

describe('a DATA_DIR that only its owner may enter', () => {
  it('serves when it is empty and there already', async () => {
    const dataDir = await freshDataDir();
    await chmod(dataDir, 0o700);
    const { ownerUrl } = await (await claim(dataDir)).start();
    expect(await withClient(ownerUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(await readdir(dataDir)).toContain('postgres');
    expect((await stat(dataDir)).mode & 0o777).toBe(isRoot() ? 0o711 : 0o700);
  });

  it('serves below a folder closed to others; deleting it gives fresh data', async () => {
    const closed = await freshDataDir();
    await chmod(closed, 0o700);
    const dataDir = join(closed, 'data');
    const lines: string[] = [];
    const first = await claim(dataDir, lines);
    await withClient((await first.start()).ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    const second = await claim(dataDir);
    expect(await withClient((await second.start()).ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    await second.stop();
    expect((await readdir(dataDir)).includes('postgres')).toBe(!isRoot());
    expect(lines.join().includes('the database is stored in')).toBe(isRoot());

    await kill(await hold(dataDir, 'start')); // Its database runs on while the folder is deleted.
    await rm(dataDir, { recursive: true });
    const third = await claim(dataDir);
    const found = "SELECT count(*)::int AS n FROM pg_tables WHERE tablename IN ('kept', 'held')";
    expect(await withClient((await third.start()).ownerUrl, found)).toEqual([{ n: 0 }]);
  });
});

async function freshDataDir(): Promise<string> {
  const folder = await mkdtemp(join(root, 'data-'));
  await chmod(folder, 0o755);
  return folder;
}

/** A copy of `made`, with the owner and the modes of its files, which PostgreSQL checks. */
async function madeDataDir(): Promise<string> {
  const folder = await freshDataDir();
  await promisify(execFile)('cp', ['-a', `${made}/.`, folder]);
  return folder;
}

async function claim(dataDir: string, lines: string[] = []): Promise<EmbeddedPostgres> {
  const database = await EmbeddedPostgres.claim({ dataDir, say: (line) => void lines.push(line) }, machine);
  claimed.push(database);
  return database;
}

async function withClient(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Another process with the compiled module: it claims, and starts too if told, says so, and stays. */
function spawnChild(dataDir: string, act: 'claim' | 'start'): ChildProcess {
  const args = [CHILD, COMPILED, dataDir, act, machine.shared, findPackage()];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

async function hold(dataDir: string, act: 'claim' | 'start'): Promise<ChildProcess> {
  const child = spawnChild(dataDir, act);
  expect(await firstWord(child)).toBe('ready');
  return child;
}

async function firstWord(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split(/\s/)[0] ?? '';
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
