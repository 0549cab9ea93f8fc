import { chmod, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findPackage } from '../../src/database/embedded/binaries/binaries.js';
import { DataRemoval } from '../../src/database/embedded/data-removal.js';
import { EmbeddedPostgres, type Machine } from '../../src/database/embedded/embedded-postgres.js';
import { StartupError } from '../../src/database/embedded/index.js';
import { isRoot } from '../../src/database/embedded/ownership/unprivileged-user.js';

/*
 * Here the database is in another folder than DATA_DIR: as root, DATA_DIR is below a folder that PostgreSQL's user
 * cannot enter.
 */

let root: string;
let machine: Machine;
let dataDir: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-removal-'));
  await chmod(root, 0o755);
  machine = { packageFolder: findPackage, shared: join(root, 'shared'), temporary: join(root, 'temporary') };
  await mkdir(join(root, 'closed'), { mode: 0o700 });
  dataDir = join(root, 'closed', 'data');
  await make(dataDir);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

async function make(folder: string): Promise<void> {
  const embedded = await EmbeddedPostgres.claim({ dataDir: folder, say: () => undefined }, machine);
  try {
    await embedded.start();
  } finally {
    await embedded.stop();
  }
}

/** All clusters, wherever they are. */
async function clusters(): Promise<number> {
  return (await readdir(root, { recursive: true })).filter(
    (path) => path.endsWith('/PG_VERSION') && !path.includes('base/'),
  ).length;
}

describe('removing the data of a DATA_DIR', () => {
  it('deletes its database wherever that is, and no other', async () => {
    const other = join(root, 'closed', 'other');
    await make(other);
    const removal = await DataRemoval.claim(dataDir, machine);
    expect(removal?.paths.some((path) => path.startsWith(machine.shared))).toBe(isRoot());
    await removal?.delete();
    await removal?.release();
    expect(await readdir(dataDir)).toEqual([]);
    expect(await clusters()).toBe(1);
    expect(await DataRemoval.claim(dataDir, machine)).toBeNull();
    await make(other);
  });

  it('blocks every start until it is released, and leaves the data if it does not delete', async () => {
    const removal = await DataRemoval.claim(dataDir, machine);
    await expect(make(dataDir)).rejects.toThrow(StartupError);
    await removal?.release();
    await make(dataDir);
    expect(await clusters()).toBe(1);
  });

  it('never deletes the database of the folder that DATA_DIR was copied from', async () => {
    const copy = join(root, 'closed', 'copy');
    await cp(dataDir, copy, { recursive: true });
    const removal = await DataRemoval.claim(copy, machine).catch((error: unknown) => {
      if (error instanceof StartupError) return null;
      throw error;
    });
    // As root, the copied folder contains no database, so the database that it names is not touched.
    expect(removal === null).toBe(isRoot());
    await removal?.delete();
    await removal?.release();
    expect(await clusters()).toBe(1);
    await make(dataDir);
  });
});
