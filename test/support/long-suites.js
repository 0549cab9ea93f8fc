import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = 'test';

/** The suites that do more in a full run: those that ask full-run.ts how much to do. @returns {Promise<string[]>} */
export async function longSuites() {
  const names = (await readdir(ROOT, { recursive: true })).filter((name) => name.endsWith('.spec.ts'));
  const isLong = await Promise.all(
    names.map(async (name) => (await readFile(join(ROOT, name), 'utf8')).includes('support/full-run.js')),
  );
  return names.filter((_, place) => isLong[place]).map((name) => `<rootDir>/${ROOT}/${name}`);
}
