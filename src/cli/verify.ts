import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { AuditVerification, ContentVerification } from '../audit/index.js';
import { VerificationModule, VerificationService, type Counts } from '../totals/index.js';
import { runCommand, type Surroundings } from './run-command.js';
import { VerifyReport } from './verify-report.js';

/** What was asked for: see the help of the command. */
export interface VerifyOptions {
  /** The codes of the phases to check; undefined: all of them. */
  readonly phase?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Verifies the chosen phases, and without a choice the audit record first, and reports on each.
 *
 * @returns the exit code: 0 without differences, 1 with some
 * @throws ProgramRefused if it cannot be done; CodedError NOT_FOUND for an unknown phase
 */
export async function verify(options: VerifyOptions, surroundings: Surroundings): Promise<0 | 1> {
  const { terminal } = surroundings;
  const { phase, quiet = false, json = false } = options;
  const report = new VerifyReport(terminal.log, { isQuiet: quiet, isJson: json });
  const differences = await runCommand({
    ...surroundings,
    module: VerificationModule,
    say: (line) => {
      if (!quiet) terminal.error(line);
    },
    work: async (app, goOn) => {
      const record = phase === undefined ? await verifyRecord(app, report, goOn) : { digests: null, differences: 0 };
      const { differences: ofPhases, ...counts } = await verifyPhases(app, phase, report, goOn);
      const summary = { ...counts, digests: record.digests, differences: ofPhases + record.differences };
      report.summary(summary);
      return summary.differences;
    },
  });
  return differences === 0 ? 0 : 1;
}

/** @param phase undefined: every phase */
async function verifyPhases(
  app: INestApplicationContext,
  phase: readonly string[] | undefined,
  report: VerifyReport,
  goOn: () => void,
): Promise<Counts & { readonly phases: number; readonly differences: number }> {
  const service = app.get(VerificationService);
  const every = await service.phases();
  const chosen = phase === undefined ? every : [...new Set(phase)];
  let sum = { phases: 0, versions: 0, figures: 0, results: 0, totals: 0, differences: 0 };
  for (const code of chosen) {
    goOn();
    const { counts, findings } = await service.verifyPhase(code);
    report.phase(code, counts, findings.length);
    report.findings(findings);
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
  report.findings(keys);
  return { ...sum, differences: sum.differences + keys.length };
}

/** Verifies the audit record, and that the rows of the database are as it recorded them. */
async function verifyRecord(
  app: INestApplicationContext,
  report: VerifyReport,
  goOn: () => void,
): Promise<{ readonly digests: number; readonly differences: number }> {
  const { broken, whole } = await app.get(AuditVerification).verify(null, goOn);
  if (broken !== null) report.broken(broken, whole);
  goOn();
  const found = await app.get(ContentVerification).verify();
  report.contents(found.compared, found.different, found.differences);
  report.forgedRecordings(found.forgedRecordings);
  const first = found.firstEntryWithDigests ?? 1;
  if (first > 1) {
    report.note(
      `Audit entries 1 to ${first - 1} have no digests: an earlier release made them. ` +
        `Entry ${first} recorded the rows that existed at the upgrade.`,
    );
  }
  const differences = found.different + found.forgedRecordings.length + (broken === null ? 0 : 1);
  return { digests: found.compared, differences };
}
