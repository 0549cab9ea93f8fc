import { randomBytes } from 'node:crypto';
import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from './atomic-file.js';
import { claimFolder, type Claim } from './ownership/claim.js';
import { CREDENTIALS_FILE, readCredentials } from './cluster/credentials.js';
import { UNFINISHED, folderExists, ownNames } from './cluster/data-dir.js';
import { THIS_MACHINE, refuseUnderDatabase, type Machine } from './embedded-postgres.js';
import { findOutside, possibleClusters } from './cluster/place.js';
import { clearDeadServer, endProcess, findPostmaster, killServer } from './server/postmaster.js';
import { StartupError, codeOf, refusalFrom, refusing } from './startup-error.js';

/** The files of a database: its clusters (normally one), and all paths that belong to it. */
interface Found {
  readonly clusters: readonly string[];
  readonly paths: readonly string[];
}

/**
 * Deletes the embedded database of a DATA_DIR. The folder is claimed, so that no service starts on it at the same time;
 * `release` ends the claim, whether or not the database was deleted.
 */
export class DataRemoval {
  private constructor(
    private readonly found: Found,
    private readonly claim: Claim,
  ) {}

  /**
   * Claims the data in `folder` (DATA_DIR); null if there is none. `machine` is for tests.
   * @throws StartupError if a running service uses the data, or it may belong to another program
   */
  static async claim(folder: string, machine: Pick<Machine, 'shared'> = THIS_MACHINE): Promise<DataRemoval | null> {
    const dataDir = await realFolder(folder);
    // Before anything is written, so that a folder of another program is not touched.
    if (dataDir === null || (await find(dataDir, machine.shared)) === null) return null;
    const claim = await refusing(`write in ${dataDir} (DATA_DIR)`, () =>
      claimFolder(dataDir, () => refuseUnderDatabase(dataDir, machine.shared)),
    );
    try {
      const found = await find(dataDir, machine.shared);
      if (found !== null) return new DataRemoval(found, claim);
    } catch (error) {
      await claim.release();
      throw error;
    }
    await claim.release();
    return null;
  }

  /** All paths that `delete` deletes. */
  get paths(): readonly string[] {
    return this.found.paths;
  }

  /**
   * Deletes the data permanently, and stops a database that a killed service left running on it. If it is interrupted,
   * either the whole cluster remains, or leftovers under another name, which the next start removes.
   * @throws StartupError with a message for the console
   */
  async delete(): Promise<void> {
    const { clusters, paths } = this.found;
    for (const path of clusters) await removeCluster(path);
    for (const path of paths) {
      await refusing(`delete ${path}`, () => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    }
  }

  async release(): Promise<void> {
    await this.claim.release();
  }
}

/** The real path of DATA_DIR; null if it does not exist. */
async function realFolder(folder: string): Promise<string | null> {
  const path = resolve(folder);
  const real = await realpath(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw refusalFrom(error, `use the folder ${path} (DATA_DIR)`);
  });
  if (real !== null && !(await folderExists(real))) throw new StartupError(`DATA_DIR ${path} is a file, not a folder.`);
  return real;
}

/**
 * The data of this service in a DATA_DIR; null if there is none.
 * @throws StartupError if the data may belong to another program, because its passwords or its tie are missing
 */
async function find(dataDir: string, shared: string): Promise<Found | null> {
  const names = await ownNames(dataDir);
  if (names.length === 0) return null;
  const outside = await findOutside(dataDir, shared);
  if (outside === null && (await readCredentials(dataDir)) === null) {
    throw new StartupError(
      `${dataDir} (DATA_DIR) contains ${names.join(', ')}, but no ${CREDENTIALS_FILE}, which this service stores beside its ` +
        'database: the data may belong to another program. Check it, and delete it by hand if nobody needs it.',
    );
  }
  const clusters: string[] = [];
  for (const path of possibleClusters(dataDir, shared).filter(
    (each) => dirname(each) === dataDir || outside !== null,
  )) {
    if (await isCluster(path)) clusters.push(path);
  }
  const inside = names.map((name) => join(dataDir, name));
  return { clusters, paths: outside === null ? inside : [outside, ...inside] };
}

/**
 * Whether there is a cluster.
 * @throws StartupError if it is something else: a link, or another folder or file with that name
 */
async function isCluster(path: string): Promise<boolean> {
  const found = await refusing(`look at ${path}`, () =>
    lstat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }),
  );
  if (found === null) return false;
  if (found.isDirectory() && (await isFile(join(path, 'PG_VERSION')))) return true;
  throw new StartupError(
    `${path} is ${found.isSymbolicLink() ? 'a link, not a database' : 'not a database'} that this service created. ` +
      'Check it, and delete it by hand if nobody needs it.',
  );
}

async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Renames the cluster before deleting it, because a cluster with its real name must always be complete. */
async function removeCluster(path: string): Promise<void> {
  const server = await findPostmaster(path);
  if (server !== null) await endProcess(server.process);
  await killServer(path);
  await clearDeadServer(path);
  const folder = dirname(path);
  const unfinished = join(folder, `${UNFINISHED}${randomBytes(6).toString('hex')}`);
  await refusing(`delete ${path}`, async () => {
    await rename(path, unfinished);
    await syncFolder(folder);
    await rm(unfinished, { recursive: true, force: true, maxRetries: 5 });
  });
}
