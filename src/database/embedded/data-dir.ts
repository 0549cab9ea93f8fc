import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartRefused, codeOf, refusing } from './start-refused.js';
import { CLAIM_FILE } from './claim.js';
import { CREDENTIALS_FILE } from './credentials.js';
import { isRoot } from './unprivileged-user.js';

/** The name of the cluster's folder, in DATA_DIR or in the place that stands in for it. */
export const CLUSTER_FOLDER = 'postgres';
/** In DATA_DIR and in the place that stands in for it: a word that ties the two together. */
export const TIE_FILE = 'database-location.json';
/** What an initdb under way is called; a killed one is cleared away by this name. */
export const UNFINISHED = 'postgres.init-';
/** What the password file of an initdb under way is called. */
export const PASSWORD_FILE = 'initdb-password-';

const OUR_NAMES = [CLUSTER_FOLDER, TIE_FILE, CREDENTIALS_FILE, CLAIM_FILE];
const OUR_BEGINNINGS = [UNFINISHED, PASSWORD_FILE, `${TIE_FILE}.tmp-`, `${CREDENTIALS_FILE}.tmp-`, `${CLAIM_FILE}.`];
/** What file systems, version control and file managers put into a folder by themselves. */
const NOBODYS_NAMES = ['lost+found', '.gitkeep', '.gitignore', '.DS_Store'];

/**
 * The real path of DATA_DIR, made if it is not there. With `credentials.json` in it, it is ours whatever lies beside.
 * @throws StartRefused when it cannot be made, is a file, or holds files that are not ours.
 */
export async function openDataDir(wanted: string): Promise<string> {
  const path = resolve(wanted);
  // Root's database runs as another user, who must pass through.
  const mode = isRoot() ? 0o711 : 0o700;
  await refusing(`create the folder ${path} (DATA_DIR)`, () => makeFolder(path, mode));
  return refusing(`use the folder ${path} (DATA_DIR)`, async () => {
    if (!(await stat(path)).isDirectory()) throw new StartRefused(`DATA_DIR ${path} is a file. Set it to a folder.`);
    const names = await readdir(path);
    const foreign = names.filter((name) => !isOurs(name) && !NOBODYS_NAMES.includes(name));
    if (foreign.length > 0 && !names.includes(CREDENTIALS_FILE)) {
      throw new StartRefused(
        `DATA_DIR ${path} contains files that this service did not create (${foreign.slice(0, 3).join(', ')}). ` +
          'Set DATA_DIR to a new or empty folder.',
      );
    }
    return realpath(path);
  });
}

/** The names in DATA_DIR that are this service's to delete; the claim on it is not among them. */
export async function ownNames(dataDir: string): Promise<string[]> {
  const names = await refusing(`list the folder ${dataDir} (DATA_DIR)`, () => readdir(dataDir));
  return names.filter((name) => isOurs(name) && !name.startsWith(CLAIM_FILE)).sort();
}

/** Whether a folder is there; a file of that name is not one. */
export async function folderExists(...path: readonly string[]): Promise<boolean> {
  return stat(join(...path)).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Makes a folder and those above it. Not by Node's recursive mkdir, which never ends where a folder cannot be made in one
 * that is there (/proc), and says ENOENT of a read-only disk.
 */
async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await folderExists(path))) return;
    if (codeOf(error) !== 'ENOENT' || (await folderExists(dirname(path)))) throw error;
    await makeFolder(dirname(path), mode);
    await makeFolder(path, mode);
  }
}

function isOurs(name: string): boolean {
  return OUR_NAMES.includes(name) || OUR_BEGINNINGS.some((beginning) => name.startsWith(beginning));
}
