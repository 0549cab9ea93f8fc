import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../../access/index.js';
import { Transactions } from '../../../database/index.js';
import {
  daysConfirmation,
  discardProblems,
  placingProblems,
  reasonWarnings,
  type HeldPhase,
} from '../../domain/index.js';
import { PhaseDiscardsRepository } from './phase-discards.repository.js';
import { PhaseSteps, UNCHANGED, type PhaseOutcome, type Step } from '../phase-steps.js';
import { PhaseUsage } from '../phase-usage.js';
import { PhasesRepository } from '../phases.repository.js';

/** Phases that were made by mistake. */
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
   * Discards a phase in which no return counts. It takes no returns and is in no list; what was withdrawn in it stays
   * readable by its code, which no other phase gets.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async discard(actor: Actor, code: string, reason: string): Promise<PhaseOutcome> {
    return this.steps.takeInAnyStatus(actor, code, async (tx, held) => {
      const { phase, now } = held;
      if (phase.status === 'DISCARDED') return UNCHANGED;
      const counting = await this.use.forcesWithReturns(tx, code);
      const placed = await this.phases.placed(tx, code);
      const names = placed.flatMap(({ force }) => (counting.includes(force.code) ? [force.name] : []));
      const problems = discardProblems(held, reason, names);
      if (problems.length > 0) return { problems };
      await this.discards.discard(tx, code, reason.trim(), now);
      const details = { from: phase.status };
      return { done: [{ action: 'PHASE_DISCARDED', details }], warnings: reasonWarnings(reason) };
    });
  }

  /**
   * Restores a discarded phase with the days, participants and asks that it had. It is PLANNED then, whatever it was
   * before: the coordinator decides anew whether it opens. Forces that joined the operation meanwhile are not added.
   *
   * @param confirm true: its days are meant, also where they look like a slip
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async restore(actor: Actor, code: string, confirm: boolean): Promise<PhaseOutcome> {
    const step = async (tx: EntityManager, { phase, now }: HeldPhase): Promise<Step> => {
      if (phase.status !== 'DISCARDED') return UNCHANGED;
      const problems = placingProblems(phase, await this.phases.placed(tx, code));
      if (problems.length > 0) return { problems };
      const slips = confirm ? [] : daysConfirmation(phase, await this.phases.daysContext(tx, phase), null);
      if (slips.length > 0) return { problems: slips };
      await this.discards.restore(tx, code, now);
      return { done: [{ action: 'PHASE_RESTORED' }] };
    };
    // Nobody makes a phase of the same days meanwhile.
    return this.steps.takeInAnyStatus(actor, code, step, (tx) => this.phases.lockCodes(tx));
  }

  /** Why each of several phases is discarded, in the order asked; null: it is not, or the caller may not know. */
  async reasonsOf(actor: Actor, phases: readonly string[]): Promise<(string | null)[]> {
    const rows = await this.transactions.run(actor, (tx) => this.discards.reasons(tx, phases), { readOnly: true });
    return phases.map((phase) => rows.find((row) => row.phase === phase)?.reason ?? null);
  }
}
