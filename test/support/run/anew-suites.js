import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = 'src';

/**
 * What a suite imports if it has to load everything anew: a package of whose objects the service must have the same copy,
 * or Jest's clock, which is not the clock of what environment.js loads.
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
