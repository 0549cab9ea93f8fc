import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import type { Force } from '../../dictionary/index.js';
import { coverageOf, type Coverage } from '../domain/index.js';
import { readsHeldBackTotals } from '../shared/totals.policy.js';
import { ALL_TOTALS, TotalsService, type RegionalTotals } from '../regional/totals.service.js';
import { PhaseCoverageRepository, type PhaseCoverageRow, type PhaseName } from './phase-coverage.repository.js';

type NamedForce = Pick<Force, 'code' | 'name'>;

/**
 * A phase with the forces that have reported for it: those with an accepted version, unless it is withheld as a whole
 * from the reader.
 */
export interface PhaseCoverage {
  readonly phase: PhaseName;
  /** `missing` and `notHeard` are by force code. */
  readonly coverage: Omit<Coverage, 'missing' | 'notKnownSilent'> & {
    readonly missing: readonly NamedForce[];
    readonly notHeard: readonly NamedForce[];
  };
}

/** A page of phases. */
export interface PhaseCoveragePage {
  readonly phases: readonly PhaseCoverage[];
  /** Whether there are older phases. */
  readonly more: boolean;
}

/** A list of phases, and the totals of one of them, as of the same instant. */
export interface Overview {
  readonly listed: PhaseCoveragePage;
  /** Null: they are held back, or no phase was named and no force has reported for any phase. */
  readonly totals: RegionalTotals | null;
  /** The named phase if its totals are held back from the actor; else null. */
  readonly heldBack: PhaseName | null;
}

/** Reads which forces have reported, for many phases at once. */
@Injectable()
export class PhaseCoverageService {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: PhaseCoverageRepository,
    private readonly totals: TotalsService,
  ) {}

  /**
   * Phases by first day, newest first: at most `first` of them, without the newest `skip`. Also the accepted totals of
   * one phase, unless they are held back from the actor; `phase` null: the newest phase for which a force has reported.
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
        const { phases, latestReported, ...named } = await this.repository.newest(tx, first + 1, skip, phase);
        const heldBack = readsHeldBackTotals(actor) ? null : named.heldBack;
        const shown = phase ?? latestReported;
        return {
          listed: { phases: phases.slice(0, first).map(viewOf), more: phases.length > first },
          totals:
            shown === null || heldBack !== null
              ? null
              : await this.totals.regionalTotalsIn(tx, actor, shown, { ...ALL_TOTALS, basis: 'ACCEPTED' }),
          heldBack,
        };
      },
      { readOnly: true, snapshot: true },
    );
  }
}

function viewOf({ phase, participants }: PhaseCoverageRow): PhaseCoverage {
  const reporting = participants.filter((one) => one.hasReported).map(({ force }) => force);
  const { missing, notKnownSilent, ...counts } = coverageOf(participants, new Set(reporting));
  const named = (codes: readonly string[]): NamedForce[] =>
    participants.filter(({ force }) => codes.includes(force)).map(({ force: code, name }) => ({ code, name }));
  return { phase, coverage: { ...counts, missing: named(missing), notHeard: named(notKnownSilent) } };
}
