import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { CodedError, cut } from '../../common/errors.js';
import type { Page } from '../../common/page.js';
import { Transactions } from '../../database/index.js';
import { OperationsService } from '../../operations/index.js';
import { ReleaseStepsRepository, type ReleaseStep } from './release-steps.repository.js';

/** What was done with releases, for the coordinator. */
@Injectable()
export class ReleaseSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly repository: ReleaseStepsRepository,
  ) {}

  /**
   * A page of the steps taken with a phase's releases, the newest first.
   *
   * @throws CodedError NOT_FOUND for an unknown phase; BAD_USER_INPUT if the page begins after an unknown step
   */
  async list(actor: Actor, phase: string, page: Page): Promise<ReleaseStep[]> {
    return this.transactions.run(
      actor,
      async (tx) => {
        await this.operations.assertKnown(tx, { phases: [phase] });
        if (page.after != null && !(await this.repository.isStep(tx, phase, page.after))) {
          throw new CodedError('BAD_USER_INPUT', `'after' must be the id of a step, not '${cut(page.after)}'.`);
        }
        return this.repository.list(tx, phase, page);
      },
      { readOnly: true },
    );
  }
}
