import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rules that statements of several features need, each defined once: the newest step of a version, the version that
 * counts, and how a question ended.
 *
 * PostgreSQL replaces a call of these functions with the function's body, unless an argument contains a subquery. So a
 * condition on the force or the version still uses the index, and row-level security applies to the caller.
 */
export class NewestSteps1000000000017 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    // The newest step of each version of a phase's returns at an instant. Among others it has the state of the version.
    await runner.query(`
      CREATE FUNCTION newest_steps(of_phase text, as_of timestamptz) RETURNS SETOF version_states
      LANGUAGE sql STABLE PARALLEL SAFE
      AS $$
        SELECT DISTINCT ON (s.force, s.version) s.*
        FROM version_states s
        WHERE s.phase = of_phase AND s.began_at <= as_of
        ORDER BY s.force, s.version DESC, s.id DESC
      $$`);
    // The version of each force that counted on a basis at an instant: the newest step of that version. The column
    // returns.standing has the number of the one that counts as PROVISIONAL now: who changes one rule changes both.
    await runner.query(`
      CREATE FUNCTION counting_versions(of_phase text, basis text, as_of timestamptz) RETURNS SETOF version_states
      LANGUAGE sql STABLE PARALLEL SAFE
      AS $$
        SELECT DISTINCT ON (s.force) s.*
        FROM newest_steps(of_phase, as_of) s
        WHERE CASE basis WHEN 'ACCEPTED' THEN s.accepted WHEN 'PROVISIONAL' THEN s.state <> 'WITHDRAWN' END
        ORDER BY s.force, s.version DESC
      $$`);
    // How a question ended. There is no row if the question is open: it never ended, or was opened again.
    await runner.query(`
      CREATE FUNCTION question_ending(of_question bigint) RETURNS SETOF question_endings
      LANGUAGE sql STABLE PARALLEL SAFE
      AS $$
        SELECT last.*
        FROM (SELECT * FROM question_endings WHERE question = of_question ORDER BY id DESC LIMIT 1) last
        WHERE last.ending <> 'REOPENED'
      $$`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION question_ending(bigint)');
    await runner.query('DROP FUNCTION counting_versions(text, text, timestamptz), newest_steps(text, timestamptz)');
  }
}
