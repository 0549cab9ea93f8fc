import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLE = '(SELECT actor_role())';
const COORDINATOR = `${ROLE} = 'REGIONAL_COORDINATOR'`;
const OF_A_FORCE = `${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
const READS_RETURN = `(${COORDINATOR} OR ${OF_A_FORCE} AND force = (SELECT actor_force()))`;
const WAS_ACCEPTED = `EXISTS (
  SELECT FROM version_states s WHERE s.version_id = results.version_id AND s.was_accepted)`;
const NOT_WITHHELD = '(withheld_until IS NULL OR withheld_until <= (SELECT instant_now()))';

/** Random, so it says that something has changed, and not what, when or how often. */
const STAMP = 'p.data_stamp::text';
/** With the newest instant at which withheld figures of the phase were let go, because that changes totals too. */
const STAMP_WITH_CLOCK = `concat_ws(' ', p.data_stamp, (
  SELECT max(r.withheld_until) FROM public.results r WHERE r.phase = p.code AND r.withheld_until <= public.instant_now()))`;

/**
 * A force withholds a figure, or its whole return, for a live job: until then the figure counts as not reported for
 * everybody but the coordinator and the force itself.
 *
 * `figures` has what the force said. `results` has what follows for the measure with all its parts, because a part could
 * be had by subtraction. The policy of `results` hides these rows, so every statement that adds results leaves them out.
 * Nothing has to happen at the instant: it is compared with the clock of embargoes, which also is in the stamp by which
 * stored answers are known to be up to date.
 */
export class WithheldFigures1000000000020 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE figures ADD COLUMN withheld_until timestamptz(3)');
    await runner.query('ALTER TABLE results ADD COLUMN withheld_until timestamptz(3)');
    await runner.query(`
      CREATE INDEX ix_results_withheld_until ON results (phase, withheld_until) WHERE withheld_until IS NOT NULL`);
    await this.readIf(runner, `${NOT_WITHHELD} AND ${WAS_ACCEPTED}`);
    await this.stampBy(runner, STAMP_WITH_CLOCK);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM figures WHERE withheld_until IS NOT NULL) THEN
          RAISE 'figures are or were withheld, which the release before does not know: it would show those that still are, and lose what the seals of these versions cover. Go back by restoring a backup.';
        END IF;
      END $$`);
    await this.stampBy(runner, STAMP);
    await this.readIf(runner, WAS_ACCEPTED);
    await runner.query('DROP INDEX ix_results_withheld_until');
    await runner.query('ALTER TABLE results DROP COLUMN withheld_until');
    await runner.query('ALTER TABLE figures DROP COLUMN withheld_until');
  }

  /** @param condition for other forces' results, which who reads the region's accepted totals may read */
  private async readIf(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query(`
      ALTER POLICY rls_results_read ON results USING (${READS_RETURN} OR ${OF_A_FORCE} AND ${condition})`);
  }

  private async stampBy(runner: QueryRunner, stamp: string): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION phase_data_stamp(of_phase text) RETURNS text LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
      AS $$ SELECT ${stamp} FROM public.phases p
        WHERE p.code = of_phase AND (public.actor_role() = 'SYSTEM'
          OR public.actor_role() IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')) $$`);
  }
}
