import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The folder of PostgreSQL's programs: on the PATH, else the newest that Debian has; undefined: they are not here. */
function postgresqlBin() {
  const debian = '/usr/lib/postgresql';
  const releases = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...releases.map((name) => join(debian, name, 'bin'))];
  const programs = ['initdb', 'pg_ctl', 'psql', 'pg_dump', 'pg_restore'];
  return folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
}

const leftOut = [];
const bin = process.platform === 'win32' ? undefined : postgresqlBin();
if (bin === undefined) {
  leftOut.push('/test/docker/backup\\.spec\\.ts$');
  console.warn("PostgreSQL's programs (pg_dump, initdb) are not here: the tests of the backups are left out.");
} else {
  process.env.POSTGRESQL_BIN = bin;
}

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...leftOut],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources name the file that Node will load (`./x.js`); Jest reads the TypeScript beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // A suite that starts the service on a busy machine takes longer than Jest's 5 s; no test asserts on time.
  testTimeout: 60_000,
};
