import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PhaseUsage, type WaitingVersion } from '../../operations/index.js';
import { ReturnsRepository } from './returns.repository.js';

/** Tells the operations feature which forces have current or accepted returns for a phase. */
@Injectable()
export class ReturnsPhaseUsage extends PhaseUsage {
  constructor(private readonly returns: ReturnsRepository) {
    super();
  }

  async forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]> {
    return this.returns.forcesWithReturns(tx, phase);
  }

  async versionsNotAccepted(tx: EntityManager, phase: string): Promise<ReadonlyMap<string, WaitingVersion>> {
    return this.returns.versionsNotAccepted(tx, phase);
  }
}
