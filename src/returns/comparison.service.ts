import { Injectable } from '@nestjs/common';
import { capacitiesWith, type Caller } from '../access/index.js';
import { CodedError } from '../common/errors.js';
import type { Problem } from '../common/problem.js';
import { Transactions } from '../database/index.js';
import { ComparisonRepository } from './comparison.repository.js';
import { comparisonWithOthers } from './domain/index.js';

/** The problems of each return of a phase, by the force's code. */
export type Comparison = ReadonlyMap<string, readonly Problem[]>;

/** Every figure of every force is read and compared: of so many phases at once. */
const MOST_PHASES = 4;

/** Compares what forces currently report with one another, for the coordinator. */
@Injectable()
export class ComparisonService {
  /** How many phases each request has asked of so far, by its caller, who is an object of that request alone. */
  private readonly asked = new WeakMap<Caller, number>();

  constructor(
    private readonly transactions: Transactions,
    private readonly repository: ComparisonRepository,
  ) {}

  /**
   * What is unusual in each return of several phases beside what other forces currently report, accepted or not; in the
   * order asked. In one statement for all of them. Empty for a caller who may not read figures that are not accepted:
   * nothing is read then.
   *
   * @throws CodedError BAD_USER_INPUT for more than 4 phases in one request, asked at once or one by one
   */
  async of(caller: Caller, phases: readonly string[]): Promise<Comparison[]> {
    const [actor] = capacitiesWith(caller, 'READ_PROVISIONAL_TOTALS');
    if (actor === undefined) {
      return phases.map(() => new Map());
    }
    const asked = (this.asked.get(caller) ?? 0) + phases.length;
    this.asked.set(caller, asked);
    if (asked > MOST_PHASES) {
      const message = `'comparedWithOthers' was requested for more than ${MOST_PHASES} phases in one request. Request fewer phases at once.`;
      throw new CodedError('BAD_USER_INPUT', message);
    }
    const read = (tx: Parameters<ComparisonRepository['currentReturns']>[0]) =>
      this.repository.currentReturns(tx, phases);
    const current = await this.transactions.run(actor, read, { readOnly: true });
    return phases.map((phase) => comparisonWithOthers(current.get(phase) ?? []));
  }
}
