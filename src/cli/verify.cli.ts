import { readConfig } from '../config/config.js';
import { runProgram } from '../platform/console/index.js';

/* What does the work is loaded only when it is needed, so that --help and a wrong argument are answered at once. */

const HELP = `Usage: npm run verify -- [options]
       node dist/cli/verify.cli.js [options]

Checks the audit record, and that figures, steps, questions, deadlines, roles and definitions are as it
last recorded them. Reports rows that were changed, removed or added directly in the database, the first 200.
Then recomputes what follows from the stored figures and steps: the status and the results of every version
of every return, and every phase's totals (provisional and accepted; by measure, part, drug class and group).
Reports every difference from what is stored or shown. It reads the database of the service (DATABASE_URL, or
else the embedded one in DATA_DIR), whether the service is running or not, and changes nothing.

Options:
  --phase <code>  checks only this phase, and not the audit record; may be given more than once
  --quiet         shows the differences and the summary only, no line for each phase
  --json          shows JSON, one object on each line: a difference of a figure, step or total; {"record"}: the first
                  break of the audit record; {"row"}: a row that is not as recorded; {"recording"}: an
                  entry that hides changes; {"more"}; {"note"}; {"summary"}
  --help          shows this text

Exit codes: 0 no differences, 1 differences were found, 2 the check could not be completed.`;

const OPTIONS = {
  phase: { type: 'string', short: 'p', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean', short: 'j' },
} as const;

await runProgram({
  terminal: console,
  helpCommand: 'npm run verify -- --help',
  help: () => HELP,
  options: OPTIONS,
  failed: 2,
  run: async (options) => {
    const { verify } = await import('./verify.js');
    return verify(options, { terminal: console, config: readConfig() });
  },
});
