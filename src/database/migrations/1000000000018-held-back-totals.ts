import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The columns of a phase that answers contain: a change of one of them renews the reference stamp. */
const TOLD_COLUMNS = [
  'code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status',
  'returns_due_at, closes_at, final_at, closed_at, kept_open',
].join(', ');

/** A step of another force's version that was accepted, for who reads the region's accepted totals. */
const ACCEPTED_ELSEWHERE = `was_accepted AND step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
  AND (SELECT actor_role()) IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/**
 * A phase's totals can be held back: then only the coordinator reads them, until they are released. The setting is
 * public, so that it tells nothing of whether a release is being prepared.
 *
 * The policies enforce it too: they read the phases that are held back once for a statement, and not once for a row. A
 * force's own people read its versions as before, and nobody else's. The results of a version are readable through its
 * steps (`rls_results_read`), so they follow.
 */
export class HeldBackTotals1000000000018 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE phases ADD COLUMN totals_held_back boolean NOT NULL DEFAULT false');
    await this.renewStampAfter(runner, `${TOLD_COLUMNS}, totals_held_back`);
    await runner.query('CREATE INDEX ix_phases_held_back ON phases (code) WHERE totals_held_back');
    await this.readAcceptedIf(
      runner,
      `${ACCEPTED_ELSEWHERE} AND phase <> ALL (ARRAY(SELECT p.code FROM phases p WHERE p.totals_held_back))`,
    );
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM phases WHERE totals_held_back) THEN
          RAISE 'the totals of some phases are held back, which the release before does not know: it would show them. Show them first (changePhase with totalsHeldBack: false).';
        END IF;
      END $$`);
    await this.readAcceptedIf(runner, ACCEPTED_ELSEWHERE);
    await this.renewStampAfter(runner, TOLD_COLUMNS);
    await runner.query('DROP INDEX ix_phases_held_back');
    await runner.query('ALTER TABLE phases DROP COLUMN totals_held_back');
  }

  private async readAcceptedIf(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query(`
      ALTER POLICY rls_version_states_read ON version_states USING (
        (SELECT actor_role()) = 'REGIONAL_COORDINATOR'
        OR (SELECT actor_role()) IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER') AND force = (SELECT actor_force())
        OR ${condition})`);
  }

  private async renewStampAfter(runner: QueryRunner, columns: string): Promise<void> {
    await runner.query('DROP TRIGGER tr_phases_stamp ON phases');
    await runner.query(`
      CREATE TRIGGER tr_phases_stamp AFTER INSERT OR UPDATE OF ${columns} OR DELETE ON phases
      FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp()`);
  }
}
