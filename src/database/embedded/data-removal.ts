import { randomBytes } from 'node:crypto';
import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from './atomic-file.js';
import { claimFolder, type Claim } from './claim.js';
import { CREDENTIALS_FILE, readCredentials } from './credentials.js';
import { UNFINISHED, folderExists, ownNames } from './data-dir.js';
import { THIS_MACHINE, refuseUnderDatabase, type Machine } from './embedded-postgres.js';
import { findOutside, possibleClusters } from './place.js';
import { clearDeadServer, endProcess, findPostmaster, killServer } from './postmaster.js';
import { StartRefused, codeOf, refusalFrom, refusing } from './start-refused.js';

/** What there is of a database: its clusters, of which there is one as a rule, and every path that goes with it. */
interface Found {
  readonly clusters: readonly string[];
  readonly paths: readonly string[];
}

/**
 * The embedded database of one DATA_DIR, about to be deleted. It is claimed, so that no service starts on it meanwhile;
 * `release` gives it back, whether or not it was deleted.
 */
export class DataRemoval {
  private constructor(
    private readonly found: Found,
    private readonly held: Claim,
  ) {}

  /**
   * Claims the data that `wanted` (DATA_DIR) holds; null when it holds none. `machine` is for tests.
   * @throws StartRefused when a living service has them, or when they are not known to be this service's.
   */
  static async claim(wanted: string, machine: Pick<Machine, 'shared'> = THIS_MACHINE): Promise<DataRemoval | null> {
    const dataDir = await realFolder(wanted);
    // Before anything is written: a folder of somebody else's is not touched.
    if (dataDir === null || (await find(dataDir, machine.shared)) === null) return null;
    const held = await refusing(`write in ${dataDir} (DATA_DIR)`, () =>
      claimFolder(dataDir, () => refuseUnderDatabase(dataDir, machine.shared)),
    );
    try {
      const found = await find(dataDir, machine.shared);
      if (found !== null) return new DataRemoval(found, held);
    } catch (error) {
      await held.release();
      throw error;
    }
    await held.release();
    return null;
  }

  /** All that `delete` deletes. */
  get paths(): readonly string[] {
    return this.found.paths;
  }

  /**
   * Deletes the data for good, and ends a database that a killed service left running on them. Cut short, it leaves
   * either the whole cluster or, under the name of an unfinished one, what the next start clears away.
   * @throws StartRefused in words for the person at the console
   */
  async delete(): Promise<void> {
    const { clusters, paths } = this.found;
    for (const path of clusters) await removeCluster(path);
    for (const path of paths) {
      await refusing(`delete ${path}`, () => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    }
  }

  async release(): Promise<void> {
    await this.held.release();
  }
}

/** The real path of DATA_DIR; null when nothing is there. */
async function realFolder(wanted: string): Promise<string | null> {
  const path = resolve(wanted);
  const real = await realpath(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw refusalFrom(error, `use the folder ${path} (DATA_DIR)`);
  });
  if (real !== null && !(await folderExists(real))) throw new StartRefused(`DATA_DIR ${path} is a file, not a folder.`);
  return real;
}

/**
 * What a DATA_DIR holds of this service's; null: nothing.
 * @throws StartRefused when that is not known to be this service's: its passwords, or its tie, tell.
 */
async function find(dataDir: string, shared: string): Promise<Found | null> {
  const names = await ownNames(dataDir);
  if (names.length === 0) return null;
  const outside = await findOutside(dataDir, shared);
  if (outside === null && (await readCredentials(dataDir)) === null) {
    throw new StartRefused(
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
 * Whether a cluster is there.
 * @throws StartRefused when something else is: a link to one somewhere else, or another folder or file of that name.
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
  throw new StartRefused(
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

/** Under its real name a cluster is a complete one: it loses that name first. */
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
