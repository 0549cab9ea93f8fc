import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = 'test';
const IMPORTS_FULL_RUN = / from '[^']*\bfull-run\.js'/;

/** The folders whose suites run in full runs only: they kill, flood, wait, or drive a browser or LibreOffice. */
export const LONG_FOLDERS = ['browser', 'clusters', 'faults', 'office'].map((folder) => `${ROOT}/${folder}/`);

/**
 * The suites of a full run: those in these folders, and those that import full-run.ts.
 *
 * @returns {Promise<string[]>}
 * @throws Error if another file imports full-run.ts: the suites that use that file would be short in every run
 */
export async function longSuites() {
  const names = (await readdir(ROOT, { recursive: true })).filter((name) => /\.(ts|js|mjs)$/.test(name));
  const paths = names.map((name) => join(ROOT, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const withFullForm = paths.filter((_, place) => IMPORTS_FULL_RUN.test(texts[place]));
  const helper = withFullForm.find((path) => !isSuite(path));
  if (helper !== undefined) {
    throw new Error(`${helper} imports full-run.ts, which only a suite may: let the suite hand over what it gives`);
  }
  const long = paths.filter((path) => isSuite(path) && LONG_FOLDERS.some((folder) => path.startsWith(folder)));
  return [...new Set([...long, ...withFullForm])].map((path) => `<rootDir>/${path}`);
}

const isSuite = (path) => path.endsWith('.spec.ts');
