import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit, type AuditEntry } from '../../audit/index.js';
import { notFound } from '../../common/errors.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { discardedProblems, type HeldPhase } from '../domain/index.js';
import type { PhaseBoard } from './phase-board.js';
import { PhasesRepository } from './phases.repository.js';

/**
 * What came of a step: the phase as it stands now and what looks wrong in what was written, or everything that kept it from
 * being done.
 */
export type PhaseOutcome =
  { readonly phase: PhaseBoard; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/** What is recorded of a step on a phase. */
export type StepEntry = Omit<AuditEntry, 'phase'>;

/** What a step has decided. Nothing was done: it stood so already, and nothing was written. */
export type Step =
  | { readonly problems: readonly Problem[] }
  | {
      readonly done: readonly StepEntry[];
      /** What looks wrong and does not keep it back; left out: nothing does. */
      readonly warnings?: readonly Problem[];
    };

/** What a step says when it stood so already. */
export const UNCHANGED: Step = { done: [] };

/** Decides on a held phase, and writes. */
type PhaseStep = (tx: EntityManager, held: HeldPhase) => Promise<Step>;

/** Steps on one phase, one after another. */
@Injectable()
export class PhaseSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly phases: PhasesRepository,
    private readonly audit: Audit,
  ) {}

  /**
   * Holds a phase, has the step decide and write, and records what it did, all in one transaction. Nothing can be done with
   * a discarded phase.
   *
   * @param before what comes before the phase is held; left out: nothing
   * @throws CodedError NOT_FOUND for an unknown phase, and whatever the step throws
   */
  async take(
    actor: Actor,
    code: string,
    step: PhaseStep,
    before: (tx: EntityManager) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<PhaseOutcome> {
    const guarded: PhaseStep = async (tx, held) => {
      const problems = discardedProblems(held.phase);
      return problems.length > 0 ? { problems } : step(tx, held);
    };
    return this.takeInAnyStatus(actor, code, guarded, before);
  }

  /** The same, where the step decides also what it does with a discarded phase. */
  async takeInAnyStatus(
    actor: Actor,
    code: string,
    step: PhaseStep,
    before: (tx: EntityManager) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<PhaseOutcome> {
    return this.transactions.run(actor, async (tx) => {
      await before(tx);
      const held = await this.phases.loadForUpdate(tx, code);
      if (held === null) {
        throw notFound('phase', code);
      }
      const decided = await step(tx, held);
      if ('problems' in decided) {
        return decided;
      }
      const phase = await this.phases.board(tx, code);
      for (const entry of decided.done) {
        this.audit.record(tx, actor, { ...entry, phase: code });
      }
      return { phase, warnings: decided.warnings ?? [] };
    });
  }
}
