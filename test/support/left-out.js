import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Tests that need what not every machine has, and why they cannot run here; null: they can. */
const NEEDS = [
  { tests: 'test/browser/', why: whyNoBrowser },
  { tests: 'test/docker/backup.spec.ts', why: whyNoPrograms },
];

let found;

/** The tests that are left out of this run as a whole, each told on the console with its reason; Jest asks twice. */
export function leftOut() {
  found ??= find();
  return found;
}

async function find() {
  const reasons = await Promise.all(NEEDS.map(async ({ tests, why }) => ({ tests, why: await why() })));
  const missing = reasons.filter(({ why }) => why !== null);
  for (const { tests, why } of missing) console.warn(`${tests} is left out: ${why}.`);
  return missing.map(({ tests }) => tests);
}

/** Where Debian, and others after it, put a Chromium. */
const USUAL_CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

function whyNoBrowser() {
  // One that is named is taken at its word: if it is not there, the tests in it fail.
  process.env.CHROMIUM_PATH ||= USUAL_CHROMIUMS.find((path) => existsSync(path)) ?? '';
  return process.env.CHROMIUM_PATH === '' ? 'there is no Chromium here; install one, or set CHROMIUM_PATH' : null;
}

/** PostgreSQL's programs on the PATH, else the newest that Debian has. */
function whyNoPrograms() {
  const debian = '/usr/lib/postgresql';
  const releases = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...releases.map((name) => join(debian, name, 'bin'))];
  const programs = ['initdb', 'pg_ctl', 'psql', 'pg_dump', 'pg_restore'];
  const bin = folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
  if (process.platform === 'win32' || bin === undefined) return "PostgreSQL's programs (pg_dump, initdb) are not here";
  process.env.POSTGRESQL_BIN = bin;
  return null;
}
