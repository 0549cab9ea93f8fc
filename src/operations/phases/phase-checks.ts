import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Problem } from '../../common/problem.js';
import {
  closingConfirmation,
  firstDayProblems,
  planConfirmation,
  type Phase,
  type PhasePlan,
  type PhaseStatus,
} from '../domain/index.js';
import { PhaseUsage } from './phase-usage.js';
import { PhasesRepository } from './phases.repository.js';

/** The checks of a phase's changes that depend on returns or on other phases. */
@Injectable()
export class PhaseChecks {
  constructor(
    private readonly phases: PhasesRepository,
    private readonly use: PhaseUsage,
  ) {}

  /** Why a phase's first day cannot be changed; empty if it can. */
  async firstDay(tx: EntityManager, phase: Phase, startsOn: string): Promise<Problem[]> {
    return firstDayProblems(phase, startsOn, (await this.use.forcesWithReturns(tx, phase.code)).length > 0);
  }

  /**
   * CONFIRMATION_NEEDED if the new days or the new name of a phase are probably a mistake.
   *
   * @param before the phase before the change; null for a new phase
   */
  async plan(
    tx: EntityManager,
    phase: Pick<Phase, 'operation' | 'code' | 'name' | 'startsOn' | 'endsOn'>,
    before: Phase | null,
  ): Promise<Problem[]> {
    return planConfirmation(phase, await this.phases.planContext(tx, phase), before);
  }

  /** CONFIRMATION_NEEDED for closing a phase while forces have not reported, or returns are not accepted. */
  async closing(tx: EntityManager, { name, code }: Pick<Phase, 'name' | 'code'>): Promise<Problem[]> {
    const counting = await this.use.forcesWithReturns(tx, code);
    const waiting = await this.use.versionsNotAccepted(tx, code);
    const forces = (await this.phases.placed(tx, code)).map(({ force, participation }) => ({
      name: force.name,
      participation,
      hasReturn: counting.includes(force.code),
      waiting: waiting.get(force.code) ?? null,
    }));
    return closingConfirmation(name, forces);
  }

  /**
   * CONFIRMATION_NEEDED if a change of a phase's details is probably a mistake: of its days, its name, or a closing date
   * that has passed and so closes the phase.
   *
   * @param status the status that the phase would have
   */
  async change(tx: EntityManager, phase: Phase, plan: PhasePlan, status: PhaseStatus): Promise<Problem[]> {
    const changed = { ...phase, ...plan };
    const closes = phase.status === 'OPEN' && status === 'CLOSED';
    return [...(await this.plan(tx, changed, phase)), ...(closes ? await this.closing(tx, changed) : [])];
  }
}
