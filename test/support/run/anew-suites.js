import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = 'src';

/**
 * A package whose objects must be of the same copy as the service's, or Jest's clock, which is not that of what environment.js
 * loads.
 */
const WANTS_ITS_OWN = /from '(graphql|@nestjs\/|class-|typeorm)|\bjest\b.* from '@jest\/globals'/;

/**
 * The suites of src/ that load what they import anew, in place of what is loaded once for each worker.
 *
 * @returns {Promise<string[]>}
 */
export async function suitesLoadedAnew() {
  const names = (await readdir(ROOT, { recursive: true })).filter((name) => name.endsWith('.spec.ts'));
  const paths = names.map((name) => join(ROOT, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return paths.filter((_, place) => WANTS_ITS_OWN.test(texts[place]));
}
