import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { blocks, isEvaluated, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { EarlierAnswers } from './earlier-answers.js';
import { Examination } from '../validation/examination.js';
import { NewVersions } from './new-versions.js';
import { Refused } from '../shared/refused.js';
import { WHOLE, ReturnReader } from '../reading/return-reader.js';
import { participationOf } from '../shared/return-setting.js';
import { ReturnSettings } from '../shared/return-settings.js';
import { viewOf, type ReturnView } from '../reading/return-view.js';
import type { Submission } from './submission.js';
import { SubmissionMetrics } from './submission-metrics.js';

/** The outcome of a submission: the stored return, or the problems for which it was refused. */
export type SubmissionOutcome =
  | { readonly return: ReturnView; readonly warnings: readonly Problem[]; readonly notEvaluated: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** Submits returns. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly settings: ReturnSettings,
    private readonly earlier: EarlierAnswers,
    private readonly examination: Examination,
    private readonly versions: NewVersions,
    private readonly reader: ReturnReader,
    private readonly metrics: SubmissionMetrics,
  ) {}

  /**
   * Submits a whole return: a measure that it leaves out is not reported in it. Every problem is given at once; if one
   * blocks, nothing is stored. Two submissions for one force at the same time give two versions, one after the other.
   * Once a version is accepted, the next one is a correction and needs a reason; the accepted version counts until the
   * correction is accepted.
   *
   * @param withPast true: the returned view includes the history of the return, which costs more to read
   * @throws CodedError NOT_FOUND for an unknown phase or force; FORBIDDEN for another force's return
   */
  async submit(actor: Actor, submission: Submission, withPast = false): Promise<SubmissionOutcome> {
    try {
      const outcome = await this.transactions.run(actor, (tx) => this.submitIn(tx, actor, submission, withPast));
      this.metrics.accepted();
      return outcome;
    } catch (error) {
      if (error instanceof Refused) {
        this.metrics.refused(error.problems);
        return { problems: error.problems };
      }
      throw error;
    }
  }

  private async submitIn(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    withPast: boolean,
  ): Promise<SubmissionOutcome> {
    const setting = await this.settings.hold(tx, actor, submission);
    // A force that is not a participant of the phase has no return for it, and can have none.
    if (participationOf(setting) !== null) await this.versions.lock(tx, submission);
    const earlier = await this.earlier.find(tx, actor, submission, setting);
    if (earlier !== null) {
      return { return: earlier.return, ...toldOf(earlier.contents.problems) };
    }
    const examined = await this.examination.examine(tx, actor, submission, setting);
    const { problems } = examined;
    if (problems.some(blocks)) {
      throw new Refused(problems);
    }
    const stored = await this.versions.add(tx, actor, submission, examined, setting);
    const view = withPast
      ? await this.reader.read(tx, actor, submission, { version: stored.head.version, ...WHOLE })
      : null;
    const { head } = stored;
    const stands = { newest: head.version, standing: head.version, accepted: null };
    const alone = { ...stands, versions: [head], head, hasDraft: false, exceptionUntil: null };
    const told = { ...examined, problems: [...problems, ...examined.notEvaluated], acknowledgements: [] };
    return { return: view ?? viewOf(setting, alone, told), ...toldOf(told.problems) };
  }
}

/** A version's problems, split into warnings and checks that could not be run. */
function toldOf(problems: readonly Problem[]): { warnings: Problem[]; notEvaluated: Problem[] } {
  return {
    warnings: problems.filter(isEvaluated),
    notEvaluated: problems.filter((found) => !isEvaluated(found)),
  };
}
