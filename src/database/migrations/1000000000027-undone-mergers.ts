import type { MigrationInterface, QueryRunner } from 'typeorm';
import { recordTable, unrecordTable } from './contents/recording.js';

const RUNS_PHASES = `(SELECT actor_role()) IN ('REGIONAL_COORDINATOR', 'SYSTEM')`;

const MEMBERSHIPS = { name: 'memberships', key: ['operation', 'force', 'from_day'] } as const;

/**
 * A merger can be undone. A membership that it ended keeps the last day that it had before (`infinity`: none), to get it
 * back. The force that the merger made stays, because phases name it, with a last day and no force that it is part of; its
 * memberships are removed.
 *
 * Rows get no value in the new column, so each keeps the digest that was recorded of it.
 */
export class UndoneMergers1000000000027 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.allowForces(runner, 'merged_into IS NULL OR valid_until IS NOT NULL AND merged_into <> code');
    await runner.query('ALTER TABLE memberships ADD until_before_merger date');
    await runner.query(`
      ALTER TABLE memberships ADD CONSTRAINT ck_memberships_before_merger CHECK (until_before_merger >= until_day)`);
    await runner.query(`
      CREATE POLICY rls_memberships_remove ON memberships FOR DELETE USING (${RUNS_PHASES})`);
    // For removed rows too; the triggers for the other statements are there.
    await unrecordTable(runner, { ...MEMBERSHIPS, changes: ['UPDATE'] });
    await recordTable(runner, { ...MEMBERSHIPS, changes: ['UPDATE', 'DELETE'] });
  }

  private async allowForces(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query('ALTER TABLE forces DROP CONSTRAINT ck_forces_merged_into');
    await runner.query(`ALTER TABLE forces ADD CONSTRAINT ck_forces_merged_into CHECK (${condition})`);
  }

  /** The release before has no forces of undone mergers, and no digests of memberships with the new column. */
  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM memberships WHERE until_before_merger IS NOT NULL)
          OR EXISTS (SELECT FROM forces WHERE valid_until IS NOT NULL AND merged_into IS NULL) THEN
          RAISE 'forces were merged, or a merger was undone, since: the release before cannot verify that. Restore a dump instead.';
        END IF;
      END $$`);
    await unrecordTable(runner, { ...MEMBERSHIPS, changes: ['UPDATE', 'DELETE'] });
    await recordTable(runner, { ...MEMBERSHIPS, changes: ['UPDATE'] });
    await runner.query('DROP POLICY rls_memberships_remove ON memberships');
    await runner.query(
      'ALTER TABLE memberships DROP CONSTRAINT ck_memberships_before_merger, DROP until_before_merger',
    );
    await this.allowForces(runner, '(merged_into IS NULL) = (valid_until IS NULL) AND merged_into <> code');
  }
}
