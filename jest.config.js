import { existsSync } from 'node:fs';

/** Where Debian, and others after it, put a Chromium. */
const USUAL_CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

// One that is named is taken at its word: if it is not there, the tests in it fail.
process.env.CHROMIUM_PATH ||= USUAL_CHROMIUMS.find((path) => existsSync(path)) ?? '';
const hasBrowser = process.env.CHROMIUM_PATH !== '';
if (!hasBrowser)
  console.warn('test/browser is left out: there is no Chromium here. Install one, or set CHROMIUM_PATH.');

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(hasBrowser ? [] : ['<rootDir>/test/browser/'])],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources name the file that Node will load (`./x.js`); Jest reads the TypeScript beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // A suite that starts the service on a busy machine takes longer than Jest's 5 s; no test asserts on time.
  testTimeout: 60_000,
};
