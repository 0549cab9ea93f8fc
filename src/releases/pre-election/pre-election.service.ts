import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { periodProblems, type PreElectionPeriod } from '../domain/index.js';
import { PreElectionRepository } from './pre-election.repository.js';

/** The periods as they are now, or the problems that prevented the change. */
export type PeriodsOutcome =
  { readonly periods: readonly PreElectionPeriod[] } | { readonly problems: readonly Problem[] };

/** Pre-election periods: reference data, of which none is built in. */
@Injectable()
export class PreElectionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: PreElectionRepository,
    private readonly audit: Audit,
  ) {}

  /** All periods, by first day. */
  async all(actor: Actor): Promise<PreElectionPeriod[]> {
    return this.transactions.run(actor, (tx) => this.repository.all(tx), { readOnly: true });
  }

  /** Puts these periods in place of all others. */
  async set(actor: Actor, periods: readonly PreElectionPeriod[]): Promise<PeriodsOutcome> {
    const problems = periodProblems(periods);
    if (problems.length > 0) return { problems };
    return this.transactions.run(actor, async (tx) => {
      await this.repository.replace(tx, periods);
      const days = periods.map(({ from, until }) => `${from} to ${until}`);
      this.audit.record(tx, actor, { action: 'PRE_ELECTION_PERIODS_SET', details: { periods: days } });
      return { periods: await this.repository.all(tx) };
    });
  }
}
