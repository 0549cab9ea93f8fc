import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import type { Force } from '../../dictionary/index.js';
import { coverageOf, type Coverage } from '../domain/index.js';
import { PhaseCoverageRepository, type PhaseCoverageRow } from './phase-coverage.repository.js';

type NamedForce = Pick<Force, 'code' | 'name'>;

/**
 * A phase with the forces that have reported for it: those with an accepted version, unless it is withheld as a whole
 * from the reader.
 */
export interface PhaseCoverage {
  readonly phase: PhaseCoverageRow['phase'];
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

/** Reads which forces have reported, for many phases at once. */
@Injectable()
export class PhaseCoverageService {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: PhaseCoverageRepository,
  ) {}

  /** Phases by first day, newest first: at most `first` of them, without the newest `skip`. */
  async newest(actor: Actor, { first, skip }: { first: number; skip: number }): Promise<PhaseCoveragePage> {
    const rows = await this.transactions.run(actor, (tx) => this.repository.newest(tx, first + 1, skip), {
      readOnly: true,
    });
    return { phases: rows.slice(0, first).map(viewOf), more: rows.length > first };
  }
}

function viewOf({ phase, participants }: PhaseCoverageRow): PhaseCoverage {
  const reporting = participants.filter((one) => one.hasReported).map(({ force }) => force);
  const { missing, notKnownSilent, ...counts } = coverageOf(participants, new Set(reporting));
  const named = (codes: readonly string[]): NamedForce[] =>
    participants.filter(({ force }) => codes.includes(force)).map(({ force: code, name }) => ({ code, name }));
  return { phase, coverage: { ...counts, missing: named(missing), notHeard: named(notKnownSilent) } };
}
