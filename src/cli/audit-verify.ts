import 'reflect-metadata';
import { AuditVerification, AuditVerificationModule, type ChainMark } from '../audit/index.js';
import { breakText, markText } from './break-text.js';
import { runCommand, type Surroundings } from './run-command.js';

/** What was asked for: see the help of the command. */
export interface AuditVerifyOptions {
  /** A head noted down earlier; null: none was. */
  readonly noted: ChainMark | null;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Verifies the audit record and reports on it.
 *
 * @returns the exit code: 0 if the record is intact, 1 if it is broken
 * @throws ProgramRefused if it cannot be done
 */
export async function verifyAudit(options: AuditVerifyOptions, surroundings: Surroundings): Promise<0 | 1> {
  const { noted, quiet = false, json = false } = options;
  const { terminal } = surroundings;
  const { whole, broken } = await runCommand({
    ...surroundings,
    module: AuditVerificationModule,
    say: (line) => {
      if (!quiet) terminal.error(line);
    },
    work: (app, goOn) => app.get(AuditVerification).verify(noted, goOn),
  });
  if (json) {
    if (broken !== null) terminal.log(JSON.stringify(broken));
    terminal.log(JSON.stringify({ summary: { entries: whole.count, head: markText(whole), whole: broken === null } }));
  } else if (broken !== null) {
    terminal.log(breakText(broken, whole));
  } else {
    terminal.log(`The record is intact: ${whole.count} entries. Its head, to note down: ${markText(whole)}`);
  }
  return broken === null ? 0 : 1;
}
