import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../atomic-file.js';
import { CLUSTER_FOLDER, TIE_FILE, folderExists } from './data-dir.js';
import { StartupError, refusing } from '../startup-error.js';
import { clearDeadServer, killServer } from '../server/postmaster.js';
import type { Account } from '../ownership/account.js';
import { canEnter, defaultAccount, isRoot, ownerOf } from '../ownership/unprivileged-user.js';

/** Where the cluster is (`folder`/postgres), and the user that runs it; null: the user of this process. */
export interface Place {
  readonly folder: string;
  readonly account: Account | null;
}

const Tie = z.object({ id: z.string().min(16), dataDir: z.string() });
type Tie = z.infer<typeof Tie>;

/**
 * The place of the database of a DATA_DIR. It is in DATA_DIR, unless the service runs as root and the database's user
 * cannot enter it; then it is in a folder of `shared`, which is named after DATA_DIR's path and tied to it by a word
 * that is stored in both.
 * @throws StartupError if no place can be used
 */
export async function choosePlace(dataDir: string, shared: string, say: (line: string) => void): Promise<Place> {
  if (!isRoot()) {
    // The mode of another user's folder is not changed; initdb protects its own folder anyway.
    await chmod(dataDir, 0o700).catch(() => undefined);
    return { folder: dataDir, account: null };
  }
  if (await folderExists(dataDir, CLUSTER_FOLDER)) return existingInside(dataDir, say);
  const tie = await readTie(dataDir);
  const account = await defaultAccount();
  if (tie === null && (await openToUser(dataDir, account, say))) return { folder: dataDir, account };
  return refusing(`keep the database of ${dataDir} in ${shared}`, () =>
    placeOutside(dataDir, shared, tie, account, say),
  );
}

/** Every folder that may contain a cluster of this DATA_DIR. Creates none. */
export function possibleClusters(dataDir: string, shared: string): readonly string[] {
  return [join(dataDir, CLUSTER_FOLDER), join(outsideFolder(dataDir, shared), CLUSTER_FOLDER)];
}

/**
 * The folder that replaces this DATA_DIR and is tied to it; null if there is none. Creates nothing.
 * @throws StartupError if DATA_DIR was moved or copied, so that the folder belongs to another path
 */
export async function findOutside(dataDir: string, shared: string): Promise<string | null> {
  const tie = await readTie(dataDir);
  if (tie === null) return null;
  refuseMoved(tie, dataDir, shared);
  const folder = outsideFolder(dataDir, shared);
  return (await readTie(folder))?.id === tie.id ? folder : null;
}

async function existingInside(dataDir: string, say: (line: string) => void): Promise<Place> {
  const cluster = join(dataDir, CLUSTER_FOLDER);
  const account = await ownerOf(cluster);
  if (account.uid === 0) {
    const { name } = await defaultAccount();
    throw new StartupError(
      `The database in ${cluster} belongs to root, but PostgreSQL does not run as root. ` +
        `Give it to another user: chown -R ${name} ${cluster}`,
    );
  }
  if (await openToUser(dataDir, account, say)) return { folder: dataDir, account };
  throw new StartupError(
    `The database in ${cluster} belongs to ${account.name}, who cannot enter the folder. ` +
      'Allow every user to enter the folders above it (chmod a+x), or set DATA_DIR to another folder.',
  );
}

/** Whether the user can enter DATA_DIR. A folder of root is opened for entering, but not for listing. */
async function openToUser(dataDir: string, account: Account, say: (line: string) => void): Promise<boolean> {
  if (await canEnter(account, dataDir)) return true;
  const { uid, mode } = await stat(dataDir);
  if (uid !== 0 || !(await canEnter(account, join(dataDir, '..')))) return false;
  await refusing(`open ${dataDir} to the database's user`, () => chmod(dataDir, (mode & 0o7777) | 0o711));
  if (!(await canEnter(account, dataDir))) return false;
  say(`PostgreSQL may not run as root: the mode of ${dataDir} is now 0711, so that ${account.name} can enter it.`);
  return true;
}

async function placeOutside(
  dataDir: string,
  shared: string,
  tie: Tie | null,
  account: Account,
  say: (line: string) => void,
): Promise<Place> {
  const folder = outsideFolder(dataDir, shared);
  if (tie !== null) refuseMoved(tie, dataDir, shared);
  const cluster = join(folder, CLUSTER_FOLDER);
  const tied = tie !== null && (await readTie(folder))?.id === tie.id;
  if (!tied) await makeTied(dataDir, folder, cluster, shared);
  const owner = (await folderExists(cluster)) ? await ownerOf(cluster) : account;
  say(
    `PostgreSQL may not run as root, and ${owner.name} cannot enter ${dataDir}: the database is stored in ${folder}.`,
  );
  return { folder, account: owner };
}

function refuseMoved(tie: Tie, dataDir: string, shared: string): void {
  if (tie.dataDir === dataDir) return;
  throw new StartupError(
    `The folder ${dataDir} was at ${tie.dataDir} when its database was created (in ${outsideFolder(tie.dataDir, shared)}). ` +
      `Move the folder back to ${tie.dataDir}, or delete it to begin with fresh data.`,
  );
}

/** Creates an empty folder for a new DATA_DIR. Existing content belonged to a DATA_DIR that was deleted. */
async function makeTied(dataDir: string, folder: string, cluster: string, shared: string): Promise<void> {
  if (await folderExists(cluster)) {
    await killServer(cluster);
    await clearDeadServer(cluster);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  for (const each of [shared, folder]) {
    await mkdir(each, { recursive: true });
    await chmod(each, each === shared ? 0o755 : 0o711);
  }
  const tie: Tie = { id: randomBytes(12).toString('hex'), dataDir };
  const text = `${JSON.stringify(tie)}\n`;
  // DATA_DIR last: until it has the word, the folder counts as a leftover.
  await writeAtomically(join(folder, TIE_FILE), text, 0o600);
  await writeAtomically(join(dataDir, TIE_FILE), text, 0o600);
}

function outsideFolder(dataDir: string, shared: string): string {
  return join(shared, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

async function readTie(folder: string): Promise<Tie | null> {
  const text = await readFile(join(folder, TIE_FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Tie.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
