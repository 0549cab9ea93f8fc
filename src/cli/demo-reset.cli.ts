import { createInterface } from 'node:readline/promises';
import { readConfig } from '../config/config.js';
import { DataRemoval, StartRefused } from '../database/embedded/index.js';
import { columns, runProgram, wrapped } from '../platform/console/index.js';

const NOT_DELETED = 1;

const ABOUT =
  'Deletes the data of the embedded PostgreSQL in DATA_DIR (unset: ./data): every return, identity and measure, and the passwords, so that npm start begins with fresh ones. It says which folders and files they are, and asks first. It deletes nothing while a service runs on them, and nothing that this service did not make.';

const HELP = [
  'npm run demo:reset [-- --yes | --help]',
  ...wrapped(ABOUT),
  '',
  'Options',
  columns([
    ['--yes', 'does not ask'],
    ['--help', 'says this'],
  ]),
  '',
  'Exit codes',
  columns([
    ['0', 'deleted, or there was nothing to delete'],
    ['1', 'not deleted: the answer was no, or why is said'],
    ['2', 'does not know an argument'],
  ]),
].join('\n');

/** @returns the exit code */
async function reset(sure: boolean): Promise<number> {
  const { database } = readConfig();
  if (database.kind === 'external') {
    throw new StartRefused(
      "DATABASE_URL is set: the data are in the database that it names, which is not this command's to delete. " +
        'Unset it to delete the data of the embedded PostgreSQL, or drop that database with its own tools.',
    );
  }
  const removal = await DataRemoval.claim(database.dataDir);
  if (removal === null) {
    console.log(`There is nothing to delete: ${database.dataDir} (DATA_DIR) holds no data of this service.`);
    return 0;
  }
  try {
    console.log('To be deleted for good, with every return, identity and measure in it:');
    console.log(removal.paths.map((path) => `  ${path}`).join('\n'));
    if (sure || (await isConfirmed())) {
      await removal.delete();
      console.log('Deleted. npm start begins with fresh data.');
      return 0;
    }
    console.log('Nothing was deleted.');
    return NOT_DELETED;
  } finally {
    await removal.release();
  }
}

/** Whether the person at the terminal says yes; anything else, Ctrl-C and Ctrl-D too, is no. */
async function isConfirmed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new StartRefused(
      'There is no terminal to ask at, so nothing was deleted. npm run demo:reset -- --yes does not ask.',
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
