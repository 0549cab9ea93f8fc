import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FunctionsForReaders } from './readers/functions.js';
import { PoliciesOfReaders } from './readers/policies.js';

/**
 * Row-level security allows what the contract's table of roles allows, and no more.
 *
 * Until now everybody who reads totals could read how many versions another force's return had, when anything of a phase
 * had changed, why a force took part and everybody's name; some of it nobody at all too. The service told none of it,
 * but only its own statements kept it back. What is left for a reader of more than the own rows is in functions that
 * give just that, and columns that nobody is told are not granted (see privileges.ts).
 */
export class Readers1000000000013 implements MigrationInterface {
  private readonly functions = new FunctionsForReaders();
  private readonly policies = new PoliciesOfReaders();

  public async up(runner: QueryRunner): Promise<void> {
    await this.functions.up(runner);
    await this.policies.up(runner);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await this.policies.down(runner);
    await this.functions.down(runner);
  }
}
