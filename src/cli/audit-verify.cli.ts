import 'reflect-metadata';
import { AuditVerification, AuditVerificationModule, type ChainBreak, type ChainMark } from '../audit/index.js';
import { ProgramRefused } from '../common/errors.js';
import { runProgram } from '../platform/console/index.js';
import { visitApplication } from './visit-application.js';

const HELP = `Usage: npm run audit:verify -- [options]
       node dist/cli/audit-verify.cli.js [options]

Works the hash of every entry of the audit record out anew, follows the chain from the first entry to the head, and
names the first entry that was changed, removed, put in another place or added. It reads the database that the service
uses (DATABASE_URL, or else the embedded one in DATA_DIR), while the service runs or not, and changes nothing in it.

Who holds the whole database can rewrite the whole chain. So note the head that is told at the end somewhere else, and
give it to a later run: a record that was rewritten does not have it.

Options:
  --expect <count>:<hash>  a head that was noted down: the record must have had it
  --quiet                  what came of it only
  --json                   the break and the summary as JSON, one object a line
  --help                   this text

Ends with 0 when the record is whole, 1 when it is broken, 2 when it could not be verified.`;

const OPTIONS = {
  expect: { type: 'string', short: 'e' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean', short: 'j' },
} as const;

const MARK = /^(\d{1,15}):([0-9a-f]{64})$/i;

const KINDS: Readonly<Record<ChainBreak['kind'], string>> = {
  CHANGED: 'was changed',
  REMOVED: 'was removed',
  REORDERED: 'is not in its place',
  ADDED: 'was added',
  HEAD_ALTERED: 'is not where the head says that the record ends',
  REWRITTEN: 'is not the one of which a head was noted down',
};

function readMark(text: string): ChainMark {
  const [, count, hash] = MARK.exec(text) ?? [];
  if (count === undefined || hash === undefined) {
    throw new ProgramRefused(
      '--expect takes a head as an earlier run told it: <count>:<hash>, the hash 64 hex digits.',
    );
  }
  return { count: Number(count), hash: hash.toLowerCase() };
}

const sayMark = ({ count, hash }: ChainMark): string => `${count}:${hash}`;

await runProgram({
  terminal: console,
  helpCommand: 'npm run audit:verify -- --help',
  help: () => HELP,
  options: OPTIONS,
  failed: 2,
  run: async ({ expect, quiet = false, json = false }) => {
    const noted = expect === undefined ? null : readMark(expect);
    const { whole, broken } = await visitApplication({
      module: AuditVerificationModule,
      say: (line) => {
        if (!quiet) console.error(line);
      },
      work: (app, goOn) => app.get(AuditVerification).verify(noted, goOn),
    });
    if (json) {
      if (broken !== null) console.log(JSON.stringify(broken));
      console.log(JSON.stringify({ summary: { entries: whole.count, head: sayMark(whole), whole: broken === null } }));
    } else if (broken !== null) {
      console.log(`Entry ${broken.entry} ${KINDS[broken.kind]}: ${broken.found}. Whole up to ${sayMark(whole)}.`);
    } else {
      console.log(`The record is whole: ${whole.count} entries. Its head, to note down: ${sayMark(whole)}`);
    }
    return broken === null ? 0 : 1;
  },
});
