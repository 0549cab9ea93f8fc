import { readConfig } from '../config/config.js';
import { migrate, StartupError } from '../database/index.js';
import { runProgram } from '../platform/console/index.js';

const HELP = `Usage: node dist/cli/migrate.cli.js

Migrates the database to this release, grants the serving role its privileges, and ends.
It is safe to run it again, or while another one is running.

Settings:
  MIGRATION_DATABASE_URL  URL with the role that owns the database
  DATABASE_URL            URL with the serving role. Only its user and password are used: to grant privileges
                          to the role, and to create it if it is missing and the owner has CREATEROLE
  MIGRATION_DATABASE_URL_FILE and DATABASE_URL_FILE name files that contain these instead.

Exit codes: 0 the database is up to date, 1 the migration failed, 2 unknown argument.`;

await runProgram({
  terminal: console,
  helpCommand: 'node dist/cli/migrate.cli.js --help',
  help: () => HELP,
  options: {},
  failed: 1,
  run: async () => {
    const { database, demo } = readConfig();
    if (database.kind === 'embedded' || database.ownerUrl === undefined) {
      throw new StartupError(
        'DATABASE_URL or MIGRATION_DATABASE_URL is not set. Set both, or the settings that name their files. See --help.',
      );
    }
    const { ownerUrl, servingUrl } = database;
    const done = await migrate({ ownerUrl, servingUrl, demo, tell: (sentence) => console.log(sentence) });
    const steps =
      done.length === 0 ? 'no migration was needed' : `${done.length} migrations were run: ${done.join(', ')}`;
    console.log(`The database is ready for this release; ${steps}.`);
    return 0;
  },
});
