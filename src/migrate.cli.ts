import { parseArgs } from 'node:util';
import { ConfigInvalid, readConfig } from './config/config.js';
import { migrate, StartRefused } from './database/index.js';

const HELP = `Usage: node dist/migrate.cli.js

Brings the database up to this release, gives the serving role its privileges, and ends.
Safe to run again, and while another one runs.

Settings:
  MIGRATION_DATABASE_URL  the owner's URL, or MIGRATION_DATABASE_URL_FILE, a file that holds it
  DATABASE_URL            the serving role's URL, or DATABASE_URL_FILE; it only names the role, and the
                          password to make it with where it is missing and the owner has CREATEROLE

Ends with 0 when the database is up to date, 1 when it could not be brought there, 2 when it was asked wrongly.`;

/** Words for whoever runs it, with the exit code that goes with them. */
class Ending extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2,
  ) {
    super(message);
  }
}

function helpIsAsked(): boolean {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
    return values.help ?? false;
  } catch (error) {
    throw new Ending(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`, 2);
  }
}

async function run(): Promise<void> {
  if (helpIsAsked()) {
    console.log(HELP);
    return;
  }
  const { database, demo } = readConfig();
  if (database.kind === 'embedded' || database.ownerUrl === undefined) {
    throw new Ending('Set DATABASE_URL and MIGRATION_DATABASE_URL, or the files that hold them. See --help.', 1);
  }
  const done = await migrate({ ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo });
  const steps = done.length === 0 ? 'it was up to date' : `${done.length} steps: ${done.join(', ')}`;
  console.log(`The database is ready for this release; ${steps}.`);
}

try {
  await run();
} catch (error) {
  const isForPerson = error instanceof Ending || error instanceof ConfigInvalid || error instanceof StartRefused;
  // The stack and no more: a database error carries whole statements and their parameters.
  console.error(isForPerson ? error.message : error instanceof Error ? error.stack : error);
  process.exitCode = error instanceof Ending ? error.exitCode : 1;
}
