import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Participations } from '../domain/index.js';
import { PhasesRepository } from '../phases/phases.repository.js';
import { OperationsRepository } from '../reading/operations.repository.js';
import { OperationsService } from '../reading/operations.service.js';
import { MembershipsRepository, type FirstDays } from './memberships.repository.js';

/** Participations in planned phases, which follow the memberships of forces. */
@Injectable()
export class PlannedParticipations {
  constructor(
    private readonly operations: OperationsService,
    private readonly repository: OperationsRepository,
    private readonly phases: PhasesRepository,
    private readonly memberships: MembershipsRepository,
  ) {}

  /**
   * Changes participations in planned phases that begin in a range of days.
   *
   * @param operations the operations of the phases; null: all
   * @param partsAfter returns the changed participations of a phase, given the present ones and its code
   * @returns the codes of the phases in which something changed, sorted
   */
  async change(
    tx: EntityManager,
    operations: readonly string[] | null,
    days: FirstDays,
    partsAfter: (parts: Participations, phase: string) => Participations,
    reason: string,
  ): Promise<string[]> {
    const changed: string[] = [];
    for (const phase of await this.memberships.lockPlanned(tx, operations, days)) {
      const participants = await this.repository.participants(tx, phase);
      const parts = new Map(participants.map(({ force, participation }) => [force, participation]));
      const differing = [...partsAfter(parts, phase)].filter(
        ([force, participation]) => parts.get(force) !== participation,
      );
      if (differing.length === 0) continue;
      await this.operations.moveDataVersionOn(tx, phase);
      for (const [force, participation] of differing) {
        await this.phases.setParticipation(tx, { phase, force }, participation, reason);
      }
      changed.push(phase);
    }
    return changed;
  }
}
