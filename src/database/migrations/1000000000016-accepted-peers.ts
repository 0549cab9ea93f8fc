import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A return is compared with other forces' accepted figures only, which its force may read anyway, so row-level security
 * serves. `peer_spreads` went past it, to the versions that others had only submitted: a force could send one refused
 * return after another and halve the interval in which a neighbour's figure lay, until it knew it.
 */
export class AcceptedPeers1000000000016 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION peer_spreads(text, text, text[], boolean)');
  }

  /** As the release before made it: its service calls it. */
  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION peer_spreads(of_phase text, of_force text, of_measures text[], accepted_only boolean)
      RETURNS TABLE (measure text, part text, median double precision, deviation double precision)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
      AS $$
        WITH standing AS (
          SELECT v.version_id AS id
          FROM returns own CROSS JOIN LATERAL (
            SELECT s.version_id FROM version_states s
            WHERE s.phase = own.phase AND s.force = own.force
              AND CASE WHEN accepted_only THEN s.accepted ELSE s.version = own.standing END
              AND NOT EXISTS (
                SELECT FROM version_states later WHERE later.version_id = s.version_id AND later.id > s.id)
            ORDER BY s.version DESC LIMIT 1
          ) v
          WHERE own.phase = of_phase AND own.force <> of_force
            AND (actor_role() = 'REGIONAL_COORDINATOR' OR actor_role() = 'FORCE_ANALYST' AND actor_force() = of_force)
        ), stated AS (
          SELECT r.measure, coalesce(r.part, '') AS part, r.value::double precision AS value
          FROM standing n
          CROSS JOIN LATERAL (SELECT * FROM results WHERE version_id = n.id OFFSET 0) r
          WHERE r.measure = ANY (of_measures)
            AND r.state IN ('REPORTED', 'NIL') AND r.qualifier <> 'AT_MOST'
        ), middle AS (
          SELECT s.measure, s.part, percentile_cont(0.5) WITHIN GROUP (ORDER BY s.value) AS median
          FROM stated s GROUP BY s.measure, s.part HAVING count(*) >= 4
        )
        SELECT m.measure, nullif(m.part, ''), m.median, percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(s.value - m.median))
        FROM middle m JOIN stated s ON s.measure = m.measure AND s.part = m.part
        GROUP BY m.measure, m.part, m.median
      $$`);
  }
}
