import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADMIN = `(SELECT actor_role()) = 'ADMIN'`;
const IS_SHOWN = `NOT (action ~ '^(RELEASE|HEADLINE)_' AND phase = ANY (ARRAY(
  SELECT p.code FROM phases p WHERE is_held_back(p.totals_held_back, p.held_back_until))))`;

/**
 * ADMIN reads the audit record, and may not know of a release before its embargo ends. So the record shows the entries
 * about releases and drafts of a phase, and about copies of their headlines, once the totals of the phase are no longer
 * held back; an embargo lasts no longer than that. The entries themselves are where they always were, for `verify`.
 */
export class AuditUnderEmbargo1000000000021 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.recordOf(runner, `${ADMIN} AND ${IS_SHOWN}`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await this.recordOf(runner, ADMIN);
  }

  private async recordOf(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW audit_record AS
      SELECT id, at, actor, actor_role, actor_force, action, phase, force,
        CASE WHEN seal IS NULL THEN details - 'sha256' ELSE details END AS details,
        CASE WHEN seal IS NOT NULL THEN hash END AS hash
      FROM audit_entries WHERE ${condition}`);
  }
}
