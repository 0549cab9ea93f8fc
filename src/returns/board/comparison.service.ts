import { Injectable } from '@nestjs/common';
import { capacitiesWith, type Caller } from '../../access/index.js';
import { CodedError } from '../../common/errors.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { ComparisonRepository } from './comparison.repository.js';
import { comparisonWithOthers } from '../domain/index.js';

/** The problems of each return for a phase, by force code. */
export type Comparison = ReadonlyMap<string, readonly Problem[]>;

/** The most phases compared in one request: every figure of every force is read for each. */
const MOST_PHASES = 4;

/** Compares the current figures of all forces with one another, for the coordinator. */
@Injectable()
export class ComparisonService {
  /** The number of phases requested so far, by caller. Each request has a caller object of its own. */
  private readonly asked = new WeakMap<Caller, number>();

  constructor(
    private readonly transactions: Transactions,
    private readonly repository: ComparisonRepository,
  ) {}

  /**
   * What is unusual in each return for several phases, compared with what the other forces currently report, accepted
   * or not; in the order asked, with one statement. Empty, without reading anything, if the caller may not read figures
   * that are not accepted.
   *
   * @throws CodedError BAD_USER_INPUT for more than 4 phases in one request, at once or one by one
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
