import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { runProgram } from '../platform/console/index.js';
import { VerificationModule, VerificationService, type Counts, type Finding } from '../totals/index.js';
import { runCommand } from './run-command.js';

const HELP = `Usage: npm run verify -- [options]
       node dist/cli/verify.cli.js [options]

Recomputes from the stored figures and steps: the status and the results of every version of every
return, and every phase's totals (provisional and accepted; by measure, part, drug class and group).
Reports every difference from what is stored or shown. It reads the database of the service
(DATABASE_URL, or else the embedded one in DATA_DIR), whether the service is running or not, and
changes nothing.

Options:
  --phase <code>  checks only this phase; may be given more than once
  --quiet         shows the differences and the summary only, no line for each phase
  --json          shows the differences and the summary as JSON, one object on each line
  --help          shows this text

Exit codes: 0 no differences, 1 differences were found, 2 the check could not be completed.`;

const OPTIONS = {
  phase: { type: 'string', short: 'p', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean', short: 'j' },
} as const;

/** The options of the command line. */
interface Wishes {
  readonly phase?: readonly string[] | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

interface Summary extends Counts {
  readonly phases: number;
  readonly differences: number;
}

function formatFinding({ phase, force, version, measure, part, basis, compared, stored, recomputed }: Finding): string {
  const place = [phase, force, version === null ? null : `version ${version}`, measure, part, basis];
  const where = place.filter((word) => word !== null).join(' ');
  return `  ${where}: ${compared} is ${stored ?? 'missing'}; recomputed: ${recomputed ?? 'none'}`;
}

function formatSummary({ differences, ...looked }: Summary): string {
  const { phases, versions, figures, results, totals } = looked;
  const things = [many(phases, 'phase'), many(versions, 'version'), many(figures, 'figure'), many(results, 'result')];
  return `Verified ${things.join(', ')} and ${many(totals, 'total')}: ${formatDifferences(differences)}.`;
}

function formatDifferences(count: number): string {
  return count === 0 ? 'no differences' : many(count, 'difference');
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Verifies the chosen phases and reports on each. @returns the number of differences */
async function verify(app: INestApplicationContext, { phase, quiet, json }: Wishes, goOn: () => void): Promise<number> {
  const service = app.get(VerificationService);
  const every = await service.phases();
  const chosen = phase === undefined ? every : [...new Set(phase)];
  const report = (found: readonly Finding[]): void => {
    for (const one of found) console.log(json ? JSON.stringify(one) : formatFinding(one));
  };
  let sum = { phases: 0, versions: 0, figures: 0, results: 0, totals: 0, differences: 0 };
  for (const code of chosen) {
    goOn();
    const { counts, findings } = await service.verifyPhase(code);
    if (!quiet && !json) {
      const looked = `${many(counts.versions, 'version')}, ${many(counts.totals, 'total')}`;
      console.log(`${code}: ${looked}: ${formatDifferences(findings.length)}`);
    }
    report(findings);
    sum = {
      phases: sum.phases + 1,
      versions: sum.versions + counts.versions,
      figures: sum.figures + counts.figures,
      results: sum.results + counts.results,
      totals: sum.totals + counts.totals,
      differences: sum.differences + findings.length,
    };
  }
  const keys = await service.verifyKeys(phase === undefined ? null : chosen);
  report(keys);
  const summary: Summary = { ...sum, differences: sum.differences + keys.length };
  console.log(json ? JSON.stringify({ summary }) : formatSummary(summary));
  return summary.differences;
}

await runProgram({
  terminal: console,
  helpCommand: 'npm run verify -- --help',
  help: () => HELP,
  options: OPTIONS,
  failed: 2,
  run: async ({ phase, quiet = false, json = false }) => {
    const differences = await runCommand({
      module: VerificationModule,
      say: (line) => {
        if (!quiet) console.error(line);
      },
      work: (app, goOn) => verify(app, { phase, quiet, json }, goOn),
    });
    return differences === 0 ? 0 : 1;
  },
});
