import { readConfig } from '../config/config.js';
import { migrate, StartRefused } from '../database/index.js';
import { runProgram } from '../platform/console/index.js';

const HELP = `Usage: node dist/cli/migrate.cli.js

Brings the database up to this release, gives the serving role its privileges, and ends.
Safe to run again, and while another one runs.

Settings:
  MIGRATION_DATABASE_URL  the owner's URL, or MIGRATION_DATABASE_URL_FILE, a file that holds it
  DATABASE_URL            the serving role's URL, or DATABASE_URL_FILE; it only names the role, and the
                          password to make it with where it is missing and the owner has CREATEROLE

Ends with 0 when the database is up to date, 1 when it could not be brought there, 2 when it was asked wrongly.`;

await runProgram({
  terminal: console,
  helpCommand: 'node dist/cli/migrate.cli.js --help',
  help: () => HELP,
  options: {},
  failed: 1,
  run: async () => {
    const { database, demo } = readConfig();
    if (database.kind === 'embedded' || database.ownerUrl === undefined) {
      throw new StartRefused('Set DATABASE_URL and MIGRATION_DATABASE_URL, or the files that hold them. See --help.');
    }
    const done = await migrate({ ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo });
    const steps = done.length === 0 ? 'it was up to date' : `${done.length} steps: ${done.join(', ')}`;
    console.log(`The database is ready for this release; ${steps}.`);
    return 0;
  },
});
