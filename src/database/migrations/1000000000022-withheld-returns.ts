import type { MigrationInterface, QueryRunner } from 'typeorm';

const READS_TOTALS = `public.actor_role() IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
const READS_RELEASES = `public.actor_role() IN ('PRESS_OFFICER', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/** A return of which something is left without the figures that are withheld now. */
const SOMETHING_IS_LEFT = `EXISTS (
  SELECT FROM public.return_versions v JOIN public.results x ON x.version_id = v.id
  WHERE v.phase = r.phase AND v.force = r.force AND v.version = r.standing
    AND (x.withheld_until IS NULL OR x.withheld_until <= public.instant_now()))`;

/**
 * A return that is withheld as a whole has not reported: other forces are not told of it. A draft of a release is not
 * shown to the people named for it if a version with withheld figures was accepted after it was prepared, because the
 * draft may show these figures; `was_withheld_since` tells that, since these people cannot read the rows.
 */
export class WithheldReturns1000000000022 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.reported(runner, `${READS_TOTALS} AND ${SOMETHING_IS_LEFT}`);
    await runner.query(`
      CREATE FUNCTION was_withheld_since(of_phase text, since timestamptz) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
      AS $$ SELECT ${READS_RELEASES} AND EXISTS (
        SELECT FROM public.version_states s JOIN public.results r ON r.version_id = s.version_id
        WHERE s.phase = of_phase AND s.step = 'ACCEPT' AND s.began_at >= since
          AND r.withheld_until > public.instant_now()) $$`);
    await runner.query('REVOKE ALL ON FUNCTION was_withheld_since(text, timestamptz) FROM PUBLIC');
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION was_withheld_since(text, timestamptz)');
    await this.reported(runner, READS_TOTALS);
  }

  private async reported(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION forces_reported(of_phases text[]) RETURNS TABLE (phase text, force text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
      AS $$ SELECT r.phase, r.force FROM public.returns r
        WHERE r.phase = ANY (of_phases) AND r.standing IS NOT NULL AND ${condition} $$`);
  }
}
