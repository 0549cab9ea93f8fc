import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = 'test';

/** The folders whose suites run in full runs only: they kill, flood, wait, or drive a browser. */
export const LONG_FOLDERS = ['browser', 'clusters', 'faults'].map((folder) => `${ROOT}/${folder}/`);

/** The suites of a full run: those in these folders, and those that import full-run.ts. @returns {Promise<string[]>} */
export async function longSuites() {
  const names = (await readdir(ROOT, { recursive: true })).filter((name) => name.endsWith('.spec.ts'));
  const paths = names.map((name) => join(ROOT, name));
  const isLong = await Promise.all(
    paths.map(
      async (path) =>
        LONG_FOLDERS.some((folder) => path.startsWith(folder)) ||
        (await readFile(path, 'utf8')).includes('support/full-run.js'),
    ),
  );
  return paths.filter((_, place) => isLong[place]).map((path) => `<rootDir>/${path}`);
}
