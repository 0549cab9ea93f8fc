import type { ChainMark } from '../audit/index.js';
import { ProgramRefused } from '../common/errors.js';
import { readConfig } from '../config/config.js';
import { runProgram } from '../platform/console/index.js';

/* What does the work is loaded only when it is needed, so that --help and a wrong argument are answered at once. */

const HELP = `Usage: npm run audit:verify -- [options]
       node dist/cli/audit-verify.cli.js [options]

Checks the audit record: recomputes the hash of every entry, follows the chain from the first entry to the head,
and reports the first entry that was changed, removed, moved or added. It reads the database of the service
(DATABASE_URL, or else the embedded one in DATA_DIR), whether the service is running or not, and changes nothing.

Somebody with full control of the database could rewrite the whole chain, or cut off its end. To detect this, note down the
head of the record, which the last line shows: the number of entries and the hash of the last one. Keep it outside the
database, and pass it to a later run with --expect: a record that was rewritten or cut off does not have it.

Options:
  --expect <count>:<hash>  a head noted down earlier, which the record must contain
  --quiet                  shows the result only
  --json                   shows the break and the summary as JSON, one object on each line
  --help                   shows this text

Exit codes: 0 the record is intact, 1 it is broken, 2 it could not be checked.`;

const OPTIONS = {
  expect: { type: 'string', short: 'e' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean', short: 'j' },
} as const;

const MARK = /^(\d{1,15}):([0-9a-f]{64})$/i;

function readMark(text: string): ChainMark {
  const [, count, hash] = MARK.exec(text) ?? [];
  if (count === undefined || hash === undefined) {
    throw new ProgramRefused(
      '--expect needs a head as an earlier run showed it: <count>:<hash>, with a hash of 64 hexadecimal digits.',
    );
  }
  return { count: Number(count), hash: hash.toLowerCase() };
}

await runProgram({
  terminal: console,
  helpCommand: 'npm run audit:verify -- --help',
  help: () => HELP,
  options: OPTIONS,
  failed: 2,
  run: async ({ expect, quiet, json }) => {
    const noted = expect === undefined ? null : readMark(expect);
    const { verifyAudit } = await import('./audit-verify.js');
    return verifyAudit({ noted, quiet, json }, { terminal: console, config: readConfig() });
  },
});
