import { createInterface } from 'node:readline/promises';
import { readConfig } from '../config/config.js';
import { DataRemoval, StartupError } from '../database/embedded/index.js';
import { columns, runProgram, wrapped } from '../platform/console/index.js';

const NOT_DELETED = 1;

const ABOUT =
  'Deletes the data of the embedded PostgreSQL in DATA_DIR (unset: ./data): all returns, identities, measures and passwords, so that npm start begins with fresh data. It lists the folders and files and asks before it deletes them. It refuses while a service uses them, and deletes only what this service created.';

const HELP = [
  'npm run demo:reset [-- --yes | --help]',
  ...wrapped(ABOUT),
  '',
  'Options',
  columns([
    ['--yes', 'deletes without asking'],
    ['--help', 'shows this text'],
  ]),
  '',
  'Exit codes',
  columns([
    ['0', 'deleted, or there was nothing to delete'],
    ['1', 'not deleted, because you answered no, or for another reason, which is shown'],
    ['2', 'unknown argument'],
  ]),
].join('\n');

/** @returns the exit code */
async function reset(sure: boolean): Promise<number> {
  const { database } = readConfig();
  if (database.kind === 'external') {
    throw new StartupError(
      'DATABASE_URL is set, so the data is in that database, which this command does not delete. ' +
        'Unset DATABASE_URL to delete the data of the embedded PostgreSQL, or drop that database with its own tools.',
    );
  }
  const removal = await DataRemoval.claim(database.dataDir);
  if (removal === null) {
    console.log(`There is nothing to delete: ${database.dataDir} (DATA_DIR) contains no data of this service.`);
    return 0;
  }
  try {
    console.log('This will permanently delete the following, with all returns, identities and measures:');
    console.log(removal.paths.map((path) => `  ${path}`).join('\n'));
    if (sure || (await isConfirmed())) {
      await removal.delete();
      console.log('Deleted. npm start will begin with fresh data.');
      return 0;
    }
    console.log('Nothing was deleted.');
    return NOT_DELETED;
  } finally {
    await removal.release();
  }
}

/** Whether the person at the terminal answers yes. Anything else, including Ctrl-C and Ctrl-D, means no. */
async function isConfirmed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new StartupError(
      'Nothing was deleted, because there is no terminal to ask for confirmation. Use npm run demo:reset -- --yes to delete without asking.',
    );
  }
  const closed = new AbortController();
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.once('close', () => {
    closed.abort();
  });
  try {
    const answer = await terminal.question('Delete them? [y/N] ', { signal: closed.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (!closed.signal.aborted) throw error;
    console.log();
    return false;
  } finally {
    terminal.close();
  }
}

await runProgram({
  terminal: console,
  helpCommand: 'npm run demo:reset -- --help',
  help: () => HELP,
  options: { yes: { type: 'boolean', short: 'y' } },
  failed: NOT_DELETED,
  run: ({ yes = false }) => reset(yes),
});
