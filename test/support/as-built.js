import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Jest's transformer for the sources of the service. It replaces each source by the exports of its built form (`npm run
 * build`), which environment.js loads once for each worker, outside Jest's own modules.
 */
const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const DIST = new URL('../../dist/', import.meta.url);

export default {
  async processAsync(_source, path) {
    const built = `./${relative(SRC, path).replace(/\.ts$/, '.js')}`;
    const names = Object.keys(await import(new URL(built, DIST).href));
    const exported = names.length === 0 ? '' : `export const { ${names.join(', ')} } = built;`;
    return { code: `const built = await importBuilt('${built}');\n${exported}` };
  },
};
