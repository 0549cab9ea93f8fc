import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Jest's transformer for the sources of the service. It replaces each source by the exports of its built form (`npm run
 * build`), which environment.js loads once for each worker, outside Jest's own modules.
 */
const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));
const DIST = new URL('../../../dist/', import.meta.url);

export default {
  async processAsync(_source, path) {
    return { code: await asBuilt(path) };
  },

  /**
   * Jest stores what this makes of a source, and by default looks for it by the text of the source. An `export *` keeps
   * its text while its names change, and this file changes too, so the key is the result itself.
   */
  async getCacheKeyAsync(_source, path, { configString, instrument }) {
    const parts = [await asBuilt(path), configString, String(instrument)];
    return parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha1')).digest('hex');
  },
};

async function asBuilt(path) {
  const built = `./${relative(SRC, path).replace(/\.ts$/, '.js')}`;
  const names = Object.keys(await import(new URL(built, DIST).href));
  const exported = names.length === 0 ? '' : `export const { ${names.join(', ')} } = built;`;
  return `const built = await importBuilt('${built}');\n${exported}`;
}
