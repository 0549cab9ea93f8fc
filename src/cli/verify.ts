import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { VerificationModule, VerificationService, type Counts, type Finding } from '../totals/index.js';
import { runCommand, type Surroundings } from './run-command.js';

/** What was asked for: see the help of the command. */
export interface VerifyOptions {
  /** The codes of the phases to check; undefined: all of them. */
  readonly phase?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

interface Summary extends Counts {
  readonly phases: number;
  readonly differences: number;
}

function findingLine({ phase, force, version, measure, part, basis, compared, stored, recomputed }: Finding): string {
  const place = [phase, force, version === null ? null : `version ${version}`, measure, part, basis];
  const where = place.filter((word) => word !== null).join(' ');
  return `  ${where}: ${compared} is ${stored ?? 'missing'}; recomputed: ${recomputed ?? 'none'}`;
}

function summaryLine({ differences, ...looked }: Summary): string {
  const { phases, versions, figures, results, totals } = looked;
  const things = [many(phases, 'phase'), many(versions, 'version'), many(figures, 'figure'), many(results, 'result')];
  return `Verified ${things.join(', ')} and ${many(totals, 'total')}: ${countOfDifferences(differences)}.`;
}

function countOfDifferences(count: number): string {
  return count === 0 ? 'no differences' : many(count, 'difference');
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Verifies the chosen phases and reports on each.
 *
 * @returns the exit code: 0 without differences, 1 with some
 * @throws ProgramRefused if it cannot be done; CodedError NOT_FOUND for an unknown phase
 */
export async function verify(options: VerifyOptions, surroundings: Surroundings): Promise<0 | 1> {
  const { terminal } = surroundings;
  const differences = await runCommand({
    ...surroundings,
    module: VerificationModule,
    say: (line) => {
      if (options.quiet !== true) terminal.error(line);
    },
    work: (app, goOn) => verifyPhases(app, options, terminal.log, goOn),
  });
  return differences === 0 ? 0 : 1;
}

async function verifyPhases(
  app: INestApplicationContext,
  { phase, quiet = false, json = false }: VerifyOptions,
  log: (line: string) => void,
  goOn: () => void,
): Promise<number> {
  const service = app.get(VerificationService);
  const every = await service.phases();
  const chosen = phase === undefined ? every : [...new Set(phase)];
  const report = (found: readonly Finding[]): void => {
    for (const one of found) log(json ? JSON.stringify(one) : findingLine(one));
  };
  let sum = { phases: 0, versions: 0, figures: 0, results: 0, totals: 0, differences: 0 };
  for (const code of chosen) {
    goOn();
    const { counts, findings } = await service.verifyPhase(code);
    if (!quiet && !json) {
      const looked = `${many(counts.versions, 'version')}, ${many(counts.totals, 'total')}`;
      log(`${code}: ${looked}: ${countOfDifferences(findings.length)}`);
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
  log(json ? JSON.stringify({ summary }) : summaryLine(summary));
  return summary.differences;
}
