import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['measure_implications', 'single_haul_measures'];

/**
 * What returns are checked against beside their own figures: rules across measures as data, and how other forces' figures
 * of a phase spread.
 *
 * A force may not read what others reported before the region has accepted it, but its own figures may be held against
 * theirs. So `peer_spreads` runs as its owner, past row-level security, and gives only the median and the median absolute
 * deviation of four other forces or more, to whoever sends the return: a force cannot leave another one out to tell what
 * that one reported.
 */
export class ReturnChecks1000000000010 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    // Across measures: where there is some of one, there is some of the other (a weight of drugs, so a seizure).
    await runner.query(`
      CREATE TABLE measure_implications (
        measure text COLLATE "C" NOT NULL,
        implied text COLLATE "C" NOT NULL,
        CONSTRAINT pk_measure_implications PRIMARY KEY (measure, implied),
        CONSTRAINT fk_measure_implications_measure FOREIGN KEY (measure) REFERENCES measures (code),
        CONSTRAINT fk_measure_implications_implied FOREIGN KEY (implied) REFERENCES measures (code),
        CONSTRAINT ck_measure_implications_differ CHECK (measure <> implied)
      )`);
    // One haul may be larger than all others together, so that a figure far from the usual may well be right.
    await runner.query(`
      CREATE TABLE single_haul_measures (
        measure text COLLATE "C" NOT NULL,
        CONSTRAINT pk_single_haul_measures PRIMARY KEY (measure),
        CONSTRAINT fk_single_haul_measures_measure FOREIGN KEY (measure) REFERENCES measures (code)
      )`);
    for (const table of TABLES) {
      await runner.query(`
        CREATE TRIGGER tr_${table}_stamp AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp()`);
      await runner.query(`
        CREATE TRIGGER tr_${table}_emptied AFTER TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp()`);
    }
    await this.peerSpreads(runner);
  }

  /**
   * "At most 500" says little of how much there was, so it is left out; what is withdrawn counts nowhere. OFFSET 0 keeps
   * the planner to the rows of these versions, where it might read the whole table.
   */
  private async peerSpreads(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION peer_spreads(of_phase text, of_force text, of_measures text[])
      RETURNS TABLE (measure text, part text, median double precision, deviation double precision)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
      AS $$
        WITH standing AS (
          SELECT v.id
          FROM returns own JOIN return_versions v
            ON v.phase = own.phase AND v.force = own.force AND v.version = own.standing
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

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION peer_spreads(text, text, text[])');
    await runner.query('DROP TABLE single_haul_measures, measure_implications');
  }
}
