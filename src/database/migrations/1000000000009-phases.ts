import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DeadlinesOfPhases } from './phases/deadlines.js';
import { HistoryOfPhases } from './phases/history.js';
import { MembershipOfOperations } from './phases/membership.js';
import { WritersOfPhases } from './phases/writers.js';

/**
 * Phases that the coordinator runs: their deadlines and whether they take returns, who took part in them and what they
 * asked for at any instant, exceptions, who belongs to an operation, and who may write any of it.
 */
export class Phases1000000000009 implements MigrationInterface {
  private readonly steps: readonly Pick<MigrationInterface, 'up' | 'down'>[] = [
    new DeadlinesOfPhases(),
    new HistoryOfPhases(),
    new MembershipOfOperations(),
    new WritersOfPhases(),
  ];

  public async up(runner: QueryRunner): Promise<void> {
    for (const step of this.steps) await step.up(runner);
  }

  public async down(runner: QueryRunner): Promise<void> {
    for (const step of this.steps.toReversed()) await step.down(runner);
  }
}
