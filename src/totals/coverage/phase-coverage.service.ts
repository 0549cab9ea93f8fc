import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import type { Force } from '../../dictionary/index.js';
import { coverageOf, type Coverage } from '../domain/index.js';
import { ALL_TOTALS, TotalsService, type RegionalTotals } from '../regional/totals.service.js';
import { PhaseCoverageRepository, type PhaseCoverageRow, type PhaseName } from './phase-coverage.repository.js';

type NamedForce = Pick<Force, 'code' | 'name'>;

/** A phase with who has reported for it: of whom a return is accepted. */
export interface PhaseCoverage {
  readonly phase: PhaseName;
  /** Forces by code. */
  readonly coverage: Omit<Coverage, 'missing' | 'notHeard'> & {
    readonly missing: readonly NamedForce[];
    readonly notHeard: readonly NamedForce[];
  };
}

/** A page of the phases. */
export interface PhaseCoveragePage {
  readonly phases: readonly PhaseCoverage[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** Many phases in short and one at length, as of the same instant. */
export interface Overview {
  readonly listed: PhaseCoveragePage;
  /** Null: nobody has reported for any phase, and none was named. */
  readonly totals: RegionalTotals | null;
}

/** Who has reported, over many phases at once. */
@Injectable()
export class PhaseCoverageService {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: PhaseCoverageRepository,
    private readonly totals: TotalsService,
  ) {}

  /**
   * The phases by first day, newest first: at most `first` of them, after the newest `skip`; and the accepted totals of a phase,
   * null: of the newest for which somebody has reported.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async overview(
    actor: Actor,
    { phase, first, skip }: { phase: string | null; first: number; skip: number },
  ): Promise<Overview> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const { phases, latestReported } = await this.repository.newest(tx, first + 1, skip);
        const shown = phase ?? latestReported;
        return {
          listed: { phases: phases.slice(0, first).map(viewOf), more: phases.length > first },
          totals:
            shown === null
              ? null
              : await this.totals.regionalTotalsIn(tx, actor, shown, { ...ALL_TOTALS, basis: 'ACCEPTED' }),
        };
      },
      { readOnly: true, snapshot: true },
    );
  }
}

function viewOf({ phase, participants }: PhaseCoverageRow): PhaseCoverage {
  const heard = participants.filter((one) => one.heard).map(({ force }) => force);
  const { missing, notHeard, ...counts } = coverageOf(participants, new Set(heard));
  const named = (codes: readonly string[]): NamedForce[] =>
    participants.filter(({ force }) => codes.includes(force)).map(({ force: code, name }) => ({ code, name }));
  return { phase, coverage: { ...counts, missing: named(missing), notHeard: named(notHeard) } };
}
