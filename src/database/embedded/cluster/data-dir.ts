import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartupError, codeOf, refusing } from '../startup-error.js';
import { CLAIM_FILE } from '../ownership/claim.js';
import { CREDENTIALS_FILE } from './credentials.js';
import { isRoot } from '../ownership/unprivileged-user.js';

/** The name of the cluster's folder, in DATA_DIR or in the folder that replaces it. */
export const CLUSTER_FOLDER = 'postgres';
/** A file in DATA_DIR and in the folder that replaces it, with a word that ties the two together. */
export const TIE_FILE = 'database-location.json';
/** The prefix of a folder in which initdb works; leftovers of killed starts are found by it. */
export const UNFINISHED = 'postgres.init-';
/** The prefix of the password file for initdb. */
export const PASSWORD_FILE = 'initdb-password-';

const OUR_NAMES = [CLUSTER_FOLDER, TIE_FILE, CREDENTIALS_FILE, CLAIM_FILE];
const OUR_BEGINNINGS = [UNFINISHED, PASSWORD_FILE, `${TIE_FILE}.tmp-`, `${CREDENTIALS_FILE}.tmp-`, `${CLAIM_FILE}.`];
/** Files that file systems, version control and file managers create in a folder. */
const NOBODYS_NAMES = ['lost+found', '.gitkeep', '.gitignore', '.DS_Store'];

/**
 * The real path of DATA_DIR, which is created if missing. A folder with `credentials.json` belongs to this service,
 * whatever else is in it.
 * @throws StartupError if it cannot be created, is a file, or contains files of other programs
 */
export async function openDataDir(folder: string): Promise<string> {
  const path = resolve(folder);
  // If the service runs as root, the database runs as another user, who must be able to enter the folder.
  const mode = isRoot() ? 0o711 : 0o700;
  await refusing(`create the folder ${path} (DATA_DIR)`, () => makeFolder(path, mode));
  return refusing(`use the folder ${path} (DATA_DIR)`, async () => {
    if (!(await stat(path)).isDirectory()) throw new StartupError(`DATA_DIR ${path} is a file. Set it to a folder.`);
    const names = await readdir(path);
    const foreign = names.filter((name) => !isOurs(name) && !NOBODYS_NAMES.includes(name));
    if (foreign.length > 0 && !names.includes(CREDENTIALS_FILE)) {
      throw new StartupError(
        `DATA_DIR ${path} contains files that this service did not create (${foreign.slice(0, 3).join(', ')}). ` +
          'Set DATA_DIR to a new or empty folder.',
      );
    }
    return realpath(path);
  });
}

/** The names in DATA_DIR that this service created and may delete, without the claim. */
export async function ownNames(dataDir: string): Promise<string[]> {
  const names = await refusing(`list the folder ${dataDir} (DATA_DIR)`, () => readdir(dataDir));
  return names.filter((name) => isOurs(name) && !name.startsWith(CLAIM_FILE)).sort();
}

/** Whether a folder exists; a file of that name does not count. */
export async function folderExists(...path: readonly string[]): Promise<boolean> {
  return stat(join(...path)).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Creates a folder and those above it. It does not use Node's recursive mkdir, which never ends if a folder cannot be
 * created in an existing one (/proc), and reports ENOENT for a read-only disk.
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
