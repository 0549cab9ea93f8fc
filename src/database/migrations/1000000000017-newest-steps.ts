import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the steps of a return and the endings of a question come to, written once: statements of several features ask.
 *
 * PostgreSQL puts the body of such a function in place of its call, if no argument has a subquery. So a condition on
 * the force or the version is looked up in the index, and row-level security is that of who asks.
 */
export class NewestSteps1000000000017 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    // The state of each version of a phase's returns at an instant: the newest step that had been taken by then.
    await runner.query(`
      CREATE FUNCTION newest_steps(of_phase text, as_of timestamptz) RETURNS SETOF version_states
      LANGUAGE sql STABLE PARALLEL SAFE
      AS $$
        SELECT DISTINCT ON (s.force, s.version) s.*
        FROM version_states s
        WHERE s.phase = of_phase AND s.began_at <= as_of
        ORDER BY s.force, s.version DESC, s.id DESC
      $$`);
    // The version of each force's return that counted on a basis at an instant, as its newest step.
    await runner.query(`
      CREATE FUNCTION counting_versions(of_phase text, basis text, as_of timestamptz) RETURNS SETOF version_states
      LANGUAGE sql STABLE PARALLEL SAFE
      AS $$
        SELECT DISTINCT ON (s.force) s.*
        FROM newest_steps(of_phase, as_of) s
        WHERE CASE basis WHEN 'ACCEPTED' THEN s.accepted ELSE s.state <> 'WITHDRAWN' END
        ORDER BY s.force, s.version DESC
      $$`);
    // How a question ended; no row while it is open: it never ended, or was opened again.
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
