import { createHash, randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError, codeOf } from '../startup-error.js';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

/** The file that names the process which uses a DATA_DIR: its number, its start time and a random word, one a line. */
export const CLAIM_FILE = 'server.pid';

const PATIENCE_MS = 10_000;
const HALF_WRITTEN_MS = 1_000;
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EMLINK']);

/** A claim of this process. `release` removes its file, but not one that belongs to another process by then. */
export interface Claim {
  /**
   * False if the file is gone or belongs to another process: DATA_DIR was deleted and may be in use by a new service.
   */
  isValid(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Claims a folder for this process; a claim of a process that has ended is replaced. Of several starts at the same time
 * exactly one succeeds, even if all find the same dead claim. To remove a dead claim, a process first takes a second
 * claim named after the content of the first, and then reads that content again. No content is ever used twice, because
 * of the random word, so nobody removes the new claim of a living process.
 *
 * A damaged file (empty or garbage) names no process. It may come from a crash of the machine or from an edit, and a
 * service may still be running. `checkDamaged` throws if a database is running on the folder.
 *
 * @throws StartupError with the number of the process that uses the folder
 */
export async function claimFolder(folder: string, checkDamaged: () => Promise<void>): Promise<Claim> {
  const path = join(folder, CLAIM_FILE);
  const self = (await identify(process.pid)) ?? { pid: process.pid, startedAt: '-' };
  const text = `${String(self.pid)}\n${self.startedAt}\n${randomBytes(12).toString('hex')}\n`;
  const holder = await acquire(path, text, checkDamaged);
  if (holder !== null) {
    throw new StartupError(
      `DATA_DIR ${folder} is in use by another running service, process ${String(holder.pid)}. ` +
        `Stop that service first (kill ${String(holder.pid)}), or set DATA_DIR to another folder.`,
    );
  }
  await sweep(folder);
  return { isValid: async () => (await readIfThere(path)) === text, release: () => removeIf(path, text) };
}

/** Null if the file is ours now; else the living process to which it belongs. */
async function acquire(path: string, mine: string, checkDamaged: () => Promise<void>): Promise<ProcessIdentity | null> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (await createWhole(path, mine)) return null;
    const theirs = await readSettled(path);
    if (theirs === null) continue;
    const holder = parse(theirs);
    if (holder === null) await checkDamaged();
    else if (await isAlive(holder)) return holder;
    await removeDead(path, theirs, mine);
  }
  throw new StartupError(
    `Other services are starting with the same folder (${path} keeps changing). Wait until they have started or stopped, then start again.`,
  );
}

async function removeDead(path: string, theirs: string, mine: string): Promise<void> {
  const name = createHash('sha256')
    .update(`${basename(path)}\n${theirs}`)
    .digest('hex')
    .slice(0, 24);
  const token = join(dirname(path), `${CLAIM_FILE}.${name}`);
  if ((await acquire(token, mine, () => Promise.resolve())) !== null) {
    await delay(20); // Somebody living is at it: look again.
    return;
  }
  try {
    await removeIf(path, theirs);
  } finally {
    await removeIf(token, mine);
  }
}

/** Creates the file with its whole content at once, so that nobody reads part of it. False if it exists already. */
async function createWhole(path: string, text: string): Promise<boolean> {
  const whole = join(dirname(path), `${CLAIM_FILE}.new-${randomBytes(8).toString('hex')}`);
  await writeNew(whole, text);
  try {
    await link(whole, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_HARD_LINKS.has(codeOf(error) ?? '')) throw error;
    return await writeNew(path, text).then(
      () => true,
      (failure: unknown) => {
        if (codeOf(failure) === 'EEXIST') return false;
        throw failure;
      },
    );
  } finally {
    await unlink(whole).catch(() => undefined);
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The content; null if there is no file. Without hard links a new file is empty for a moment, so it waits for that. */
async function readSettled(path: string): Promise<string | null> {
  const deadline = Date.now() + HALF_WRITTEN_MS;
  for (;;) {
    const text = await readIfThere(path);
    if (text === null || parse(text) !== null || Date.now() > deadline) return text;
    await delay(50);
  }
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  });
}

async function removeIf(path: string, text: string): Promise<void> {
  if ((await readIfThere(path)) === text) await unlink(path);
}

function parse(text: string): ProcessIdentity | null {
  const [pid = '', startedAt = '', word = ''] = text.split('\n');
  return /^[1-9]\d{0,9}$/.test(pid) && startedAt !== '' && /^[0-9a-f]{24}$/.test(word)
    ? { pid: Number(pid), startedAt }
    : null;
}

/**
 * Removes files that killed starts left beside the claim. Their content is never used again, so they belong to nobody.
 */
async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${CLAIM_FILE}.`));
  for (const path of names.map((name) => join(folder, name))) {
    const holder = parse((await readIfThere(path)) ?? '');
    const fresh = await stat(path).then(
      ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs) < 60_000,
      () => true,
    );
    if (holder === null ? !fresh : !(await isAlive(holder))) await unlink(path).catch(() => undefined);
  }
}
