import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { blocks, type Problem, type ProblemCode } from '../../common/problem.js';
import { Metrics } from '../../platform/index.js';

/** Counts submissions by outcome. */
@Injectable()
export class SubmissionMetrics {
  private readonly submissions: Counter<'outcome'>;
  private readonly refusals: Counter<'problem'>;

  constructor(metrics: Metrics) {
    this.submissions = metrics.counter(
      'return_submissions_total',
      'Submissions of returns by outcome. A submission that is repeated with its idempotency key counts again.',
      ['outcome'],
    );
    this.refusals = metrics.counter(
      'return_refusals_total',
      'Refused submissions by the code of each blocking problem. A code counts once per submission.',
      ['problem'],
    );
  }

  /** Call this after the transaction is committed. */
  accepted(): void {
    this.submissions.inc({ outcome: 'accepted' });
  }

  refused(problems: readonly Problem[]): void {
    this.submissions.inc({ outcome: 'refused' });
    const codes = new Set<ProblemCode>(problems.filter(blocks).map(({ code }) => code));
    for (const problem of codes) this.refusals.inc({ problem });
  }
}
