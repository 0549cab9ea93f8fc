import type { MigrationInterface, QueryRunner } from 'typeorm';

const READS_RELEASES = `public.actor_role() IN ('PRESS_OFFICER', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/**
 * A draft of a release is not shown to the people named for it if a version with withheld figures was accepted after it
 * was prepared, because the draft may show these figures. `was_withheld_since` tells that, since these people cannot read
 * the rows.
 */
export class DraftsWithWithheld1000000000022 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
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
  }
}
