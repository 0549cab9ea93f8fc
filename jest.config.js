import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { suitesLoadedAnew } from './test/support/run/anew-suites.js';
import { LONG_FOLDERS, longSuites } from './test/support/run/long-suites.js';

const IS_FULL_RUN = process.env.TEST_FULL_RUN === 'true';

const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  // Sources name the file that Node will load (`./x.js`); Jest reads the TypeScript beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
};

/** This folder, for a pattern: what is in its name means itself, and a folder above may be called src too. */
const ROOT = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const built = {
  ...shared,
  testEnvironment: '<rootDir>/test/support/run/environment.js',
  // What a suite imports from src/ is what was built, loaded once for all suites of a worker.
  transform: { [`^${ROOT}src/.+(?<!\\.spec)\\.ts$`]: '<rootDir>/test/support/run/as-built.js', ...shared.transform },
};

const unit = {
  ...built,
  displayName: 'unit',
  globalSetup: '<rootDir>/test/support/run/unit-setup.ts',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/support/**/*.spec.ts'],
};

const service = {
  ...built,
  displayName: 'service',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/run/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/run/global-teardown.ts',
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
  const without = (...paths) => ({
    testPathIgnorePatterns: ['/node_modules/', ...paths.map((path) => `^${ROOT}${path}`)],
  });
  if (IS_FULL_RUN) {
    return [{ ...service, ...without('test/platform/'), testMatch: await longSuites() }];
  }
  const anew = await suitesLoadedAnew();
  return [
    { ...unit, ...without(...anew) },
    { ...platform, displayName: 'unit-anew', testMatch: anew.map((path) => `<rootDir>/${path}`) },
    platform,
    { ...service, ...without('test/platform/', 'test/support/', ...LONG_FOLDERS) },
  ];
}

/** @returns {Promise<import('jest').Config>} */
export default async () => ({
  projects: await projects(),
  filter: '<rootDir>/test/support/run/left-out.cjs',
  // A suite that starts the service on a busy machine takes longer than Jest's 5 s, and a long suite works for minutes; no
  // test asserts on time.
  testTimeout: IS_FULL_RUN ? 300_000 : 60_000,
  // Three workers, even on two cores, because some suites only wait for a process or a time limit. A worker is replaced
  // when it uses 1 GB, or a tenth of a larger memory, because Jest never releases a suite's ES modules (jestjs/jest#14605).
  maxWorkers: 3,
  workerIdleMemoryLimit: Math.max(1e9, totalmem() / 10),
  testSequencer: '<rootDir>/test/support/run/longest-first.js',
  reporters: ['default', '<rootDir>/test/support/run/slowest-suites.js'],
});
