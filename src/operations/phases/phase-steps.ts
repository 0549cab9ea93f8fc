import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit, type AuditEntry } from '../../audit/index.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { discardedProblems, type LockedPhase } from '../domain/index.js';
import { UnknownCodes } from '../reading/unknown-codes.js';
import type { PhaseWithLists } from './phase-with-lists.js';
import { PhasesRepository } from './phases.repository.js';

/**
 * The result of a change of a phase: the phase as it is now with warnings about its texts, or all problems that
 * prevented the change.
 */
export type PhaseOutcome =
  { readonly phase: PhaseWithLists; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/** The audit entry for a change of a phase. */
export type StepEntry = Omit<AuditEntry, 'phase'>;

/** The result of a step. An empty `done` means that the phase was so already and nothing was written. */
export type Step =
  | { readonly problems: readonly Problem[] }
  | {
      readonly done: readonly StepEntry[];
      /** Warnings, which did not prevent the change; left out if there are none. */
      readonly warnings?: readonly Problem[];
    };

/** The result of a step that changes nothing. */
export const UNCHANGED: Step = { done: [] };

/** Decides on a change of a locked phase, and writes it. */
type PhaseStep = (tx: EntityManager, locked: LockedPhase) => Promise<Step>;

/** Runs changes of a phase, one after another. */
@Injectable()
export class PhaseSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly phases: PhasesRepository,
    private readonly unknown: UnknownCodes,
    private readonly audit: Audit,
  ) {}

  /**
   * Locks a phase, runs the step and records what it did, all in one transaction. A discarded phase is refused.
   *
   * @param before runs before the phase is locked; left out: nothing
   * @throws CodedError NOT_FOUND for an unknown phase, and whatever the step throws
   */
  async take(
    actor: Actor,
    code: string,
    step: PhaseStep,
    before: (tx: EntityManager) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<PhaseOutcome> {
    const guarded: PhaseStep = async (tx, locked) => {
      const problems = discardedProblems(locked.phase);
      return problems.length > 0 ? { problems } : step(tx, locked);
    };
    return this.takeInAnyStatus(actor, code, guarded, before);
  }

  /** The same, for a step that can also change a discarded phase. */
  async takeInAnyStatus(
    actor: Actor,
    code: string,
    step: PhaseStep,
    before: (tx: EntityManager) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<PhaseOutcome> {
    return this.transactions.run(actor, async (tx) => {
      await before(tx);
      const locked = await this.phases.loadForUpdate(tx, code);
      if (locked === null) {
        throw await this.unknown.notFound(tx, 'phase', code);
      }
      const decided = await step(tx, locked);
      if ('problems' in decided) {
        return decided;
      }
      const phase = await this.phases.getPhaseWithLists(tx, code);
      for (const entry of decided.done) {
        this.audit.record(tx, actor, { ...entry, phase: code });
      }
      return { phase, warnings: decided.warnings ?? [] };
    });
  }
}
