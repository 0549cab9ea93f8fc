import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SRC = 'src';
const DIST = 'dist';
/** What `npm run bench` compiles there, from elsewhere. */
const BENCH = join('test', '/');
/** The end of each file that is built from a module. */
const OF_MODULE = /\.(js|js\.map|d\.ts)$/;

/**
 * Checks that dist/, which the suites test, is built from src/ as it is now. A build leaves the modules whose sources
 * were moved or deleted, since a service may be running on them. This removes them: others could go on importing them.
 *
 * @throws Error if a source has changed since it was built, or was never built
 */
export async function checkBuiltFiles(): Promise<void> {
  const [sources, built] = await Promise.all([namesIn(SRC), namesIn(DIST)]);
  const differing = (await Promise.all([...sources].map((name) => isOutdated(name, built)))).indexOf(true);
  if (differing !== -1) {
    throw new Error(
      `${join(SRC, [...sources][differing] ?? '')} has not been built since it last changed. Run npm run build`,
    );
  }
  const left = [...built].filter((name) => isLeftOver(name, sources));
  await Promise.all(left.map((name) => rm(join(DIST, name), { force: true })));
  if (left[0] !== undefined) {
    console.warn(`Removed ${left.length} built files whose sources are gone, such as ${join(DIST, left[0])}`);
  }
}

/** A module has to be built. Other files are copied only where nest-cli.json says so. */
async function isOutdated(name: string, built: ReadonlySet<string>): Promise<boolean> {
  if (/\.(spec|d)\.ts$/.test(name)) {
    return false;
  }
  const target = name.replace(/\.ts$/, '.js');
  if (!built.has(target)) {
    return name.endsWith('.ts');
  }
  const [source, copy] = await Promise.all([stat(join(SRC, name)), stat(join(DIST, target))]);
  return source.isFile() && source.mtimeMs > copy.mtimeMs;
}

function isLeftOver(name: string, sources: ReadonlySet<string>): boolean {
  const module = name.replace(OF_MODULE, '');
  return module !== name && !name.startsWith(BENCH) && !sources.has(`${module}.ts`) && !sources.has(`${module}.js`);
}

/** The paths of all files and folders in a folder; none if it does not exist. */
async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  return new Set(await readdir(folder, { recursive: true }).catch(() => []));
}
