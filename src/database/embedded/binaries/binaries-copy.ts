import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError, messageOf, refusing } from '../startup-error.js';

const ABANDONED_MS = 600_000;

/**
 * The folder of a copy of `native` that another user can run; made if needed and reused later. The folders `bases` are
 * tried in order; `usable` checks whether the user can run the programs of a folder.
 * @throws StartupError if a copy cannot be made in any of them
 */
export async function copyForOthers(
  native: string,
  bases: readonly string[],
  name: string,
  usable: (folder: string) => Promise<boolean>,
  say: (line: string) => void,
): Promise<string> {
  const failures: string[] = [];
  for (const base of bases) {
    try {
      await makeSafeBase(base);
      const copy = join(base, name);
      if (await usable(copy)) return copy;
      await replaceCopy(native, base, copy);
      if (await usable(copy)) {
        say(`PostgreSQL may not run as root, and its user cannot enter ${native}: it runs from a copy in ${copy}.`);
        return copy;
      }
      failures.push(`${copy} cannot be run by that user`);
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  throw new StartupError(
    `PostgreSQL may not run as root, its user cannot enter ${native}, and no copy could be made for that user ` +
      `(${failures.join('; ')}). Move this folder to a place that every user can enter, or start the service as an ordinary user.`,
  );
}

/**
 * Checks that a folder belongs to this user only: root must not run programs that somebody else could have put there.
 */
async function makeSafeBase(base: string): Promise<void> {
  await mkdir(base, { recursive: true, mode: 0o755 });
  const found = await lstat(base);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${base} does not belong to this user only`);
  }
  await chmod(base, 0o755);
}

async function replaceCopy(native: string, base: string, copy: string): Promise<void> {
  await removeAbandoned(base);
  const unfinished = join(base, `unfinished-${randomBytes(6).toString('hex')}`);
  try {
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await openForAll(unfinished);
    // Another start may have made the same copy at the same time and may be running from it. Use that one if complete.
    await rename(unfinished, copy).catch(async () => {
      await rename(copy, `${unfinished}-old`);
      await rename(unfinished, copy);
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(`${unfinished}-old`, { recursive: true, force: true });
  }
}

/** Makes the copy readable and runnable for everybody; with a strict umask `npm ci` makes it for its owner only. */
async function openForAll(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  await chmod(path, (found.mode & 0o755) | ((found.mode & 0o100) !== 0 ? 0o755 : 0o644));
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await openForAll(join(path, name));
}

async function removeAbandoned(base: string): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith('unfinished-'));
  for (const path of names.map((name) => join(base, name))) {
    const found = await stat(path).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs < ABANDONED_MS) continue;
    await refusing(`remove ${path}`, () => rm(path, { recursive: true, force: true }));
  }
}
