import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { AuditVerification, ContentVerification, type ContentDifference } from '../audit/index.js';
import { VerificationModule, VerificationService, type Counts, type Finding } from '../totals/index.js';
import { breakText } from './break-text.js';
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
  /** Digests that were compared with those in the audit record; null: they were not. */
  readonly digests: number | null;
  readonly differences: number;
}

const KINDS: Readonly<Record<ContentDifference['kind'], string>> = {
  CHANGED: 'is not what %s recorded',
  REMOVED: 'is missing; %s recorded it',
  ADDED: 'is in no entry of the audit record',
  RESTORED: 'is there again, although %s recorded its removal',
};

function findingLine({ phase, force, version, measure, part, basis, compared, stored, recomputed }: Finding): string {
  const place = [phase, force, version === null ? null : `version ${version}`, measure, part, basis];
  const where = place.filter((word) => word !== null).join(' ');
  return `  ${where}: ${compared} is ${stored ?? 'missing'}; recomputed: ${recomputed ?? 'none'}`;
}

/** Names the row by the columns of its key: `version_states (id 57)`. */
function contentLine({ table, columns, key, kind, entry, action, phase, force }: ContentDifference): string {
  const values = columns.length === 1 ? [key] : key.split(' ');
  const row = columns.map((column, place) => `${column} ${values[place] ?? ''}`).join(', ');
  const about = [action, phase, force].filter((one) => one !== null).join(' ');
  return `  ${table} (${row}) ${KINDS[kind].replace('%s', `audit entry ${entry} (${about})`)}`;
}

function summaryLine({ differences, ...looked }: Summary): string {
  const { phases, versions, figures, results, totals, digests } = looked;
  const things = [many(phases, 'phase'), many(versions, 'version'), many(figures, 'figure'), many(results, 'result')];
  const all = digests === null ? [...things] : [...things, many(totals, 'total')];
  const last = digests === null ? many(totals, 'total') : `${many(digests, 'digest')} of the audit record`;
  return `Verified ${all.join(', ')} and ${last}: ${countOfDifferences(differences)}.`;
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
  const record = phase === undefined ? await verifyRecord(app, { quiet, json }, log, goOn) : null;
  const differences = sum.differences + keys.length + (record?.differences ?? 0);
  const summary: Summary = { ...sum, digests: record?.digests ?? null, differences };
  log(json ? JSON.stringify({ summary }) : summaryLine(summary));
  return summary.differences;
}

/** Verifies the audit record, and that the rows of the database are as it recorded them. */
async function verifyRecord(
  app: INestApplicationContext,
  { quiet, json }: { readonly quiet: boolean; readonly json: boolean },
  log: (line: string) => void,
  goOn: () => void,
): Promise<{ readonly digests: number; readonly differences: number }> {
  const { broken, whole } = await app.get(AuditVerification).verify(null, goOn);
  if (broken !== null) log(json ? JSON.stringify(broken) : `  ${breakText(broken, whole)}`);
  const { compared, different, differences, since } = await app.get(ContentVerification).verify(goOn);
  if (!quiet && !json) log(`audit record: ${many(compared, 'digest')}: ${countOfDifferences(different)}`);
  for (const one of differences) log(json ? JSON.stringify(one) : contentLine(one));
  if (different > differences.length && !json) log(`  and ${different - differences.length} more`);
  if (since !== null && since > 1) {
    const note = `Entries 1 to ${since - 1} of the audit record were made by a release that recorded no contents. Entry ${since} recorded what was there then.`;
    if (!quiet) log(json ? JSON.stringify({ note }) : `Note: ${note}`);
  }
  return { digests: compared, differences: different + (broken === null ? 0 : 1) };
}
