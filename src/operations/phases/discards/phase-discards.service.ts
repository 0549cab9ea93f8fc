import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../../access/index.js';
import { Transactions } from '../../../database/index.js';
import {
  planConfirmation,
  discardProblems,
  placingProblems,
  reasonWarnings,
  type LockedPhase,
} from '../../domain/index.js';
import { PhaseDiscardsRepository } from './phase-discards.repository.js';
import { PhaseSteps, UNCHANGED, type PhaseOutcome, type Step } from '../phase-steps.js';
import { PhaseUsage } from '../phase-usage.js';
import { PhasesRepository } from '../phases.repository.js';

/** Discards and restores phases that were created by mistake. */
@Injectable()
export class PhaseDiscardsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly phases: PhasesRepository,
    private readonly discards: PhaseDiscardsRepository,
    private readonly steps: PhaseSteps,
    private readonly use: PhaseUsage,
  ) {}

  /**
   * Discards a phase in which no return counts. It then accepts no returns and is left out of lists. The phase and its
   * withdrawn returns can still be read by its code, which cannot be used again.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async discard(actor: Actor, code: string, reason: string): Promise<PhaseOutcome> {
    return this.steps.takeInAnyStatus(actor, code, async (tx, locked) => {
      const { phase, now } = locked;
      if (phase.status === 'DISCARDED') return UNCHANGED;
      const counting = await this.use.forcesWithReturns(tx, code);
      const placed = await this.phases.placed(tx, code);
      const names = placed.flatMap(({ force }) => (counting.includes(force.code) ? [force.name] : []));
      const problems = discardProblems(locked, reason, names);
      if (problems.length > 0) return { problems };
      await this.discards.discard(tx, code, reason, now);
      const details = { from: phase.status };
      return { done: [{ action: 'PHASE_DISCARDED', details }], warnings: reasonWarnings(reason) };
    });
  }

  /**
   * Restores a discarded phase with its days, participants and asks. Its status is then PLANNED, whatever it was
   * before, so the coordinator decides again whether to open it. Forces that joined the operation since are not added.
   *
   * @param confirm true: its days are right, even if they look like a mistake
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async restore(actor: Actor, code: string, confirm: boolean): Promise<PhaseOutcome> {
    const step = async (tx: EntityManager, { phase, now }: LockedPhase): Promise<Step> => {
      if (phase.status !== 'DISCARDED') return UNCHANGED;
      const problems = placingProblems(phase, await this.phases.placed(tx, code));
      if (problems.length > 0) return { problems };
      const slips = confirm ? [] : planConfirmation(phase, await this.phases.planContext(tx, phase), null);
      if (slips.length > 0) return { problems: slips };
      await this.discards.restore(tx, code, now);
      return { done: [{ action: 'PHASE_RESTORED' }] };
    };
    // Under this lock nobody can create a phase with the same days at the same time.
    return this.steps.takeInAnyStatus(actor, code, step, (tx) => this.phases.lockCodes(tx));
  }

  /**
   * The reason for discarding each phase, in the order asked; null if it is not discarded or the caller may not see it.
   */
  async reasonsOf(actor: Actor, phases: readonly string[]): Promise<(string | null)[]> {
    const rows = await this.transactions.run(actor, (tx) => this.discards.reasons(tx, phases), { readOnly: true });
    return phases.map((phase) => rows.find((row) => row.phase === phase)?.reason ?? null);
  }
}
