import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LockedPhase } from '../../domain/index.js';
import { UnknownCodes } from '../../reading/unknown-codes.js';
import { PhasesRepository } from '../phases.repository.js';
import { HeldBackTotalsRepository } from './held-back-totals.repository.js';

/** Whether a phase's totals are held back, for those who release them. */
@Injectable()
export class HeldBackTotals {
  constructor(
    private readonly phases: PhasesRepository,
    private readonly repository: HeldBackTotalsRepository,
    private readonly unknown: UnknownCodes,
  ) {}

  /**
   * Locks a phase until the transaction ends: nobody else can change it, submit a return for it or release its totals.
   *
   * @throws CodedError NOT_FOUND
   */
  async lock(tx: EntityManager, code: string): Promise<LockedPhase> {
    const locked = await this.phases.loadForUpdate(tx, code);
    if (locked === null) throw await this.unknown.notFound(tx, 'phase', code);
    return locked;
  }

  /** Shows the totals to everybody who reads totals. */
  async end(tx: EntityManager, code: string): Promise<void> {
    await this.repository.show(tx, code);
  }

  /**
   * Sets when totals that are held back are shown without further action. Totals that are shown already stay so.
   *
   * @param at null: never
   */
  async endAt(tx: EntityManager, code: string, at: Date | null): Promise<void> {
    await this.repository.showAt(tx, code, at);
  }
}
