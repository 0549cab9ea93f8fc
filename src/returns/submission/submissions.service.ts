import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { blocks, isEvaluated, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { endedQuestionsProblems } from '../domain/index.js';
import { IdempotencyService } from './idempotency.service.js';
import { ReturnValidator } from '../validation/return-validator.js';
import { VersionWriter } from './version-writer.js';
import { RejectedError } from '../shared/rejected-error.js';
import { WHOLE, ReturnReader } from '../reading/return-reader.js';
import { participationOf } from '../shared/return-context.js';
import { ReturnContextService } from '../shared/return-context.service.js';
import { viewOf, type ReturnView } from '../reading/return-view.js';
import type { Submission } from './submission.js';
import { SubmissionMetrics } from './submission-metrics.js';
import { assertMayWriteFor } from '../shared/returns.policy.js';

/** The outcome of a submission: the stored return, or the problems for which it was refused. */
export type SubmissionOutcome =
  | {
      readonly return: ReturnView;
      readonly warnings: readonly Problem[];
      readonly notEvaluated: readonly Problem[];
      /** True: nothing was stored, because this is the answer to an earlier submission with the same key. */
      readonly replayed: boolean;
    }
  | { readonly problems: readonly Problem[] };

/** Submits returns. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly contexts: ReturnContextService,
    private readonly idempotency: IdempotencyService,
    private readonly validator: ReturnValidator,
    private readonly versions: VersionWriter,
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
      if (error instanceof RejectedError) {
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
    const context = await this.contexts.loadForUpdate(tx, submission);
    assertMayWriteFor(actor, submission.force);
    // A force that is not a participant of the phase has no return for it, and can have none.
    if (participationOf(context) !== null) await this.versions.lock(tx, submission);
    const earlier = await this.idempotency.find(tx, actor, submission, context);
    if (earlier !== null) {
      const problems = [...endedQuestionsProblems(earlier.ended), ...earlier.contents.problems];
      return { return: earlier.return, ...summarise(problems), replayed: true };
    }
    const examined = await this.validator.validate(tx, actor, submission, context);
    const { problems } = examined;
    if (problems.some(blocks)) {
      throw new RejectedError(problems);
    }
    const stored = await this.versions.add(tx, actor, submission, examined, context);
    const view = withPast
      ? await this.reader.read(tx, actor, submission, { version: stored.head.version, ...WHOLE })
      : null;
    const { head } = stored;
    const numbers = { newest: head.version, current: head.version, accepted: null };
    const alone = { ...numbers, versions: [head], head, hasDraft: false, exceptionUntil: null };
    const contents = { ...examined, problems: [...problems, ...examined.notEvaluated], acknowledgements: [] };
    const warned = [...endedQuestionsProblems(stored.ended), ...contents.problems];
    return { return: view ?? viewOf(context, alone, contents), ...summarise(warned), replayed: false };
  }
}

/** A version's problems, split into warnings and checks that could not be run. */
function summarise(problems: readonly Problem[]): { warnings: Problem[]; notEvaluated: Problem[] } {
  return {
    warnings: problems.filter(isEvaluated),
    notEvaluated: problems.filter((found) => !isEvaluated(found)),
  };
}
