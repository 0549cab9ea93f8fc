import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLE = '(SELECT actor_role())';
const OWN_FORCE = 'force = (SELECT actor_force())';
const COORDINATOR = `${ROLE} = 'REGIONAL_COORDINATOR'`;
const APPROVER = `${ROLE} = 'FORCE_APPROVER' AND ${OWN_FORCE}`;

/** Who sends a return, and so ends the questions about the version before. */
const SENDS_RETURN = `(${COORDINATOR} OR ${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE})`;

const BY_ACTOR = (column: string): string => `${column} = (SELECT actor_id())`;

/** @param takesBack a condition in SQL */
const endsQuestion = (takesBack: string): string => `${BY_ACTOR('ended_by')} AND CASE ending
  WHEN 'TAKEN_BACK' THEN ${takesBack}
  WHEN 'ANSWERED' THEN ${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE}
  ELSE ${SENDS_RETURN} END`;

/** Whoever may ask in a role takes back what was asked in that role. */
const IN_THE_SAME_ROLE = `EXISTS (SELECT FROM questions q WHERE q.id = question_endings.question
  AND CASE WHEN q.asked_as IS NULL THEN ${COORDINATOR} ELSE ${APPROVER} END)`;

/**
 * A force's approver sends a version back with a question, until the region accepts it. Each question says whether the
 * force asked it, because it is taken back in the role in which it was asked.
 *
 * A question of the region has no value in the new column, so every row keeps the digest that was recorded of it, and going
 * back changes no row.
 */
export class QuestionsOfApprovers1000000000026 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE questions ADD asked_as text');
    await runner.query(`
      ALTER TABLE questions
        ALTER asked_as SET DEFAULT nullif(actor_role(), 'REGIONAL_COORDINATOR'),
        ADD CONSTRAINT ck_questions_asked_as CHECK (asked_as = 'FORCE_APPROVER')`);
    await this.allowAsking(
      runner,
      `${BY_ACTOR('asked_by')} AND CASE WHEN asked_as IS NULL THEN ${COORDINATOR} ELSE ${APPROVER} END`,
    );
    await this.allowEnding(runner, IN_THE_SAME_ROLE);
    await runner.query(`
      CREATE POLICY rls_version_states_query ON version_states FOR INSERT
      WITH CHECK (step IN ('QUERY', 'TAKE_BACK') AND NOT accepted AND ${BY_ACTOR('actor')} AND ${APPROVER})`);
  }

  private async allowAsking(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query('DROP POLICY rls_questions_add ON questions');
    await runner.query(`CREATE POLICY rls_questions_add ON questions FOR INSERT WITH CHECK (${condition})`);
  }

  private async allowEnding(runner: QueryRunner, takesBack: string): Promise<void> {
    await runner.query('DROP POLICY rls_question_endings_add ON question_endings');
    await runner.query(`
      CREATE POLICY rls_question_endings_add ON question_endings FOR INSERT WITH CHECK (${endsQuestion(takesBack)})`);
  }

  /** The release before takes every question for the region's. */
  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM questions WHERE asked_as IS NOT NULL) THEN
          RAISE 'approvers of forces asked questions since: going back would show them as the region''s. Restore a dump instead.';
        END IF;
      END $$`);
    await runner.query('DROP POLICY rls_version_states_query ON version_states');
    await this.allowEnding(runner, COORDINATOR);
    await this.allowAsking(runner, `${COORDINATOR} AND ${BY_ACTOR('asked_by')}`);
    await runner.query('ALTER TABLE questions DROP CONSTRAINT ck_questions_asked_as, DROP asked_as');
  }
}
