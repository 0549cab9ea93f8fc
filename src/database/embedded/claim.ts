import { createHash, randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartRefused, codeOf } from './start-refused.js';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

/** The file that says which process uses a DATA_DIR: its number, its start, and a random word, one a line. */
export const CLAIM_FILE = 'server.pid';

const PATIENCE_MS = 10_000;
const HALF_WRITTEN_MS = 1_000;
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EMLINK']);

/** A held claim. `release` gives it back, and only it: a file that is another's by then stays. */
export interface Claim {
  /** False once the file is gone or another's: DATA_DIR was deleted, and may be a new service's by now. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Claims a folder for this process, and takes over the claim of a dead one. Of any number of starts at the same
 * time exactly one wins, however many find the same dead claim: a dead claim is removed only by who holds a second
 * claim named after its content, the content is looked at again under it, and no content ever comes twice (the random
 * word). So nobody removes what somebody living has put there in the meantime.
 *
 * A damaged file (empty, garbage) names nobody. It is the rest of a crash of the machine, or somebody's edit, and a
 * service may live behind it. `checkDamaged` decides: it throws when a database runs on this folder.
 *
 * @throws StartRefused naming the process that holds it.
 */
export async function claimFolder(folder: string, checkDamaged: () => Promise<void>): Promise<Claim> {
  const path = join(folder, CLAIM_FILE);
  const self = (await identify(process.pid)) ?? { pid: process.pid, startedAt: '-' };
  const text = `${String(self.pid)}\n${self.startedAt}\n${randomBytes(12).toString('hex')}\n`;
  const holder = await acquire(path, text, checkDamaged);
  if (holder !== null) {
    throw new StartRefused(
      `DATA_DIR ${folder} is in use by another running service, process ${String(holder.pid)}. ` +
        `Stop that service first (kill ${String(holder.pid)}), or set DATA_DIR to another folder.`,
    );
  }
  await sweep(folder);
  return { isHeld: async () => (await readIfThere(path)) === text, release: () => removeIf(path, text) };
}

/** Null once the file is ours; else the living process that has it. */
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
  throw new StartRefused(
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

/** Makes the file with its whole content at once, so that nobody reads half of it. False when there is one already. */
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

/** The content, null without a file. Without hard links a file is empty for a moment: that moment is waited out. */
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

/** Removes what killed starts left beside the claim. Their content is never a claim again, so it is nobody's. */
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
