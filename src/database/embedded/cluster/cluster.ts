import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../atomic-file.js';
import type { Binaries } from '../binaries/binaries.js';
import { createCredentials, readCredentials, type Credentials } from './credentials.js';
import { CLUSTER_FOLDER, PASSWORD_FILE, UNFINISHED, folderExists } from './data-dir.js';
import type { Place } from './place.js';
import { killServerOfDeleted } from '../server/postmaster.js';
import { StartupError, refusing } from '../startup-error.js';
import { lastLines, run } from '../run.js';

const INITDB_MS = 180_000;

/** A complete cluster (the files of a PostgreSQL server), and everything needed to run it. */
export interface Cluster extends Place {
  readonly dataFolder: string;
  readonly binaries: Binaries;
  readonly credentials: Credentials;
}

/**
 * Creates the cluster at the first start, and checks it at later ones. initdb works in a folder with another name, so a
 * cluster with its real name is always complete, even if an earlier start was interrupted.
 * @throws StartupError if it belongs to another version of PostgreSQL, its passwords are missing, or it cannot be
 *   created
 */
export async function prepareCluster(
  dataDir: string,
  place: Place,
  binaries: Binaries,
  abort: AbortSignal,
  say: (line: string) => void,
): Promise<Cluster> {
  const dataFolder = join(place.folder, CLUSTER_FOLDER);
  await clearUnfinished(place.folder);
  const kept = await readCredentials(dataDir);
  if (await folderExists(dataFolder)) {
    await checkVersion(dataFolder, binaries);
    if (kept !== null) return { ...place, dataFolder, binaries, credentials: kept };
    throw new StartupError(
      `credentials.json is missing in ${dataDir}, and without its passwords the database in ${dataFolder} cannot be ` +
        'opened. Restore the file from a backup, or delete the folder to begin with fresh data.',
    );
  }
  await killServerOfDeleted(dataFolder);
  say(`Creating the database in ${dataFolder} (PostgreSQL ${binaries.major}). This is done once.`);
  const credentials = await refusing(`write in ${dataDir}`, async () => kept ?? (await createCredentials(dataDir)));
  const cluster = { ...place, dataFolder, binaries, credentials };
  await refusing(`create the database in ${dataFolder}`, () => initialise(cluster, abort));
  return cluster;
}

async function initialise(cluster: Cluster, abort: AbortSignal): Promise<void> {
  const word = randomBytes(6).toString('hex');
  const unfinished = join(cluster.folder, `${UNFINISHED}${word}`);
  const passwordFile = join(cluster.folder, `${PASSWORD_FILE}${word}`);
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(passwordFile, `${cluster.credentials.superuser}\n`, { mode: 0o600, flag: 'wx' });
    for (const path of cluster.account === null ? [] : [unfinished, passwordFile]) {
      await chown(path, cluster.account?.uid ?? -1, cluster.account?.gid ?? -1);
    }
    const rules = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=postgres'];
    const result = await run(
      cluster.binaries.initdb,
      [...rules, `--pwfile=${passwordFile}`, '--no-instructions', '-D', unfinished],
      { as: cluster.account, timeoutMs: INITDB_MS, abort },
    );
    if (!result.ok) throw new StartupError(failure('PostgreSQL could not create its database', cluster, result.output));
    await rename(unfinished, cluster.dataFolder);
    await syncFolder(cluster.folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A message for a failure of PostgreSQL, with its last output and, if known, what to do. */
export function failure(what: string, cluster: Pick<Cluster, 'folder'>, output: string): string {
  const remedies: readonly (readonly [RegExp, string])[] = [
    [
      /No space left on device|Disk quota exceeded|Check free disk space/i,
      'The disk is full: free some space (about 100 MB) and start again.',
    ],
    [
      /Read-only file system/i,
      `The disk under ${cluster.folder} is read-only: set DATA_DIR to a folder on another disk.`,
    ],
    [
      /Permission denied/i,
      'A file or folder in it belongs to another user: make the user of the database its owner, or set DATA_DIR to another folder.',
    ],
    [
      /could not (create|open|resize|map)[^\n]*(shared memory|semaphores)/i,
      'The machine grants too little shared memory (in a container: raise --shm-size).',
    ],
    [
      /incompatible with server/i,
      'It was made by another version of PostgreSQL: start with that one, or with a new DATA_DIR.',
    ],
  ];
  const remedy = remedies.find(([pattern]) => pattern.test(output))?.[1];
  return [`${what} in ${cluster.folder}.`, remedy ?? 'The last output of PostgreSQL says why:', lastLines(output)].join(
    '\n',
  );
}

async function checkVersion(dataFolder: string, { major }: Binaries): Promise<void> {
  const path = join(dataFolder, 'PG_VERSION');
  const made = await refusing(`read ${path}, which every PostgreSQL database has`, () => readFile(path, 'utf8'));
  if (made.trim() === major) return;
  throw new StartupError(
    `The database in ${dataFolder} was created by PostgreSQL ${made.trim()}, but PostgreSQL ${major} is installed. ` +
      `Set DATA_DIR to another folder to begin with fresh data, or install the release with PostgreSQL ${made.trim()} again.`,
  );
}

/** Removes files that a killed start left. If its initdb is still writing, they are removed at the next start. */
async function clearUnfinished(folder: string): Promise<void> {
  const names = await refusing(`look into ${folder}`, () => readdir(folder));
  for (const name of names.filter((each) => each.startsWith(UNFINISHED) || each.startsWith(PASSWORD_FILE))) {
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
