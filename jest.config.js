import { fileURLToPath } from 'node:url';
import { leftOut } from './test/support/left-out.js';
import { LONG_FOLDERS, longSuites } from './test/support/long-suites.js';

const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  // Sources name the file that Node will load (`./x.js`); Jest reads the TypeScript beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
};

/** A pattern for the files of src/. Jest's `<rootDir>` does not work there, and a folder above may be called src too. */
const OF_SRC = `^${fileURLToPath(new URL('src/', import.meta.url)).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}.+\\.ts$`;

const unit = {
  ...shared,
  displayName: 'unit',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
};

const service = {
  ...shared,
  displayName: 'service',
  testEnvironment: '<rootDir>/test/support/environment.js',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  // What a suite imports from src/ is what was built, loaded once for all suites of a worker.
  transform: { [OF_SRC]: '<rootDir>/test/support/as-built.js', ...shared.transform },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

// These suites define handlers of their own. Nest never forgets a handler, so each suite loads Nest and the service anew.
const platform = {
  ...shared,
  displayName: 'platform',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/platform/*.spec.ts'],
};

/** What runs where, and why: test/README.md. */
async function projects() {
  const ignored = ['test/platform/', ...(await leftOut())];
  const without = (paths) => ['/node_modules/', ...paths.map((path) => `<rootDir>/${path}`)];
  if (process.env.TEST_FULL_RUN === 'true') {
    return [{ ...service, testPathIgnorePatterns: without(ignored), testMatch: await longSuites() }];
  }
  return [unit, platform, { ...service, testPathIgnorePatterns: without([...ignored, ...LONG_FOLDERS]) }];
}

/** @returns {Promise<import('jest').Config>} */
export default async () => ({
  projects: await projects(),
  // A suite that starts the service on a busy machine takes longer than Jest's 5 s; no test asserts on time.
  testTimeout: 60_000,
  // Three workers, even on two cores, because some suites only wait for a process or a time limit. A worker is replaced
  // when it uses this much memory, because Jest never releases the ES modules of a suite (jestjs/jest#14605).
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  reporters: ['default', '<rootDir>/test/support/slowest-suites.js'],
});
