import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADMIN = `(SELECT actor_role()) = 'ADMIN'`;
const IS_SHOWN = `NOT (action ~ '^(RELEASE|HEADLINE)_' AND phase IS NOT NULL AND is_phase_held_back(phase))`;

/**
 * ADMIN reads the audit record, and may not know of a release before its embargo ends. So the record shows the entries
 * about releases and drafts of a phase, and about copies of their headlines, once the totals of the phase are no longer
 * held back; an embargo lasts no longer than that. The entries themselves are where they always were, for `verify`.
 */
export class AuditUnderEmbargo1000000000021 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION is_phase_held_back(of_phase text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT EXISTS (
        SELECT FROM phases p WHERE p.code = of_phase AND is_held_back(p.totals_held_back, p.held_back_until)) $$`);
    await this.recordOf(runner, `${ADMIN} AND ${IS_SHOWN}`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await this.recordOf(runner, ADMIN);
    await runner.query('DROP FUNCTION is_phase_held_back(text)');
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
