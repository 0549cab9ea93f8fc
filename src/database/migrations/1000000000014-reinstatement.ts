import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLE = '(SELECT actor_role())';

/** Who withdraws a version, and so makes the one before it current again. */
const SENDS_RETURN = `(${ROLE} = 'REGIONAL_COORDINATOR'
  OR ${ROLE} = 'FORCE_ANALYST' AND force = (SELECT actor_force()))`;

const STEPS = ['SUBMIT', 'SIGN_OFF', 'QUERY', 'ANSWER', 'TAKE_BACK', 'ACCEPT', 'UNDO_ACCEPTANCE', 'OVERTAKE'];

/** Steps that leave it as it was whether the region counts the version. */
const KEEPING = ['QUERY', 'ANSWER', 'TAKE_BACK', 'OVERTAKE'];

const listed = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/**
 * A version that becomes current again has its questions again: the step REINSTATE, and for each question that the newer
 * version ended a row REOPENED after that ending. Both are added and neither replaces anything, so that the past stays as it
 * was recorded.
 *
 * A version whose newer one was withdrawn before this migration keeps the state that it has since then: people may have
 * acted on it. The region can ask again.
 */
export class Reinstatement1000000000014 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.allowSteps(runner, [...STEPS, 'REINSTATE', 'WITHDRAW'], [...KEEPING, 'REINSTATE']);
    await runner.query(`
      CREATE POLICY rls_version_states_reinstate ON version_states FOR INSERT
      WITH CHECK (step = 'REINSTATE' AND actor = (SELECT actor_id()) AND ${SENDS_RETURN})`);
    // Until now a question ended once, so the order of the rows that are there does not matter.
    await runner.query(`
      ALTER TABLE question_endings
        DROP CONSTRAINT pk_question_endings,
        ADD id bigint GENERATED ALWAYS AS IDENTITY,
        ADD CONSTRAINT pk_question_endings PRIMARY KEY (id),
        DROP CONSTRAINT ck_question_endings_ending,
        ADD CONSTRAINT ck_question_endings_ending CHECK (ending IN ('ANSWERED', 'TAKEN_BACK', 'OVERTAKEN', 'REOPENED'))`);
    await runner.query('CREATE INDEX ix_question_endings_question ON question_endings (question, id)');
    await runner.query(`
      CREATE FUNCTION require_ending_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        before text;
      BEGIN
        SELECT ending INTO before FROM question_endings WHERE question = NEW.question AND id < NEW.id
        ORDER BY id DESC LIMIT 1;
        IF NOT (CASE WHEN NEW.ending = 'REOPENED' THEN coalesce(before = 'OVERTAKEN', false)
          ELSE before IS NULL OR before = 'REOPENED' END) THEN
          RAISE 'the ending % does not follow on the one before', NEW.ending
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_question_endings_follows';
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_question_endings_follows AFTER INSERT ON question_endings
      FOR EACH ROW EXECUTE FUNCTION require_ending_follows()`);
  }

  /** What totals count follows from what each step makes of the one before: see the migration lifecycle. */
  private async allowSteps(runner: QueryRunner, steps: readonly string[], keeping: readonly string[]): Promise<void> {
    await runner.query(`
      ALTER TABLE version_states
        DROP CONSTRAINT ck_version_states_step,
        ADD CONSTRAINT ck_version_states_step CHECK (step IN (${listed(steps)}))`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION require_step_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        before record;
      BEGIN
        SELECT accepted, was_accepted, without_sign_off, submitted_at INTO before
        FROM version_states WHERE version_id = NEW.version_id AND id < NEW.id ORDER BY id DESC LIMIT 1;
        IF NEW.accepted IS DISTINCT FROM (CASE
            WHEN NEW.step = 'ACCEPT' THEN true
            WHEN NEW.step IN (${listed(keeping)}) THEN before.accepted
            ELSE false END)
          OR NEW.step <> 'ACCEPT' AND NEW.without_sign_off IS DISTINCT FROM (NEW.accepted AND before.without_sign_off)
          OR NEW.was_accepted IS DISTINCT FROM (NEW.accepted OR coalesce(before.was_accepted, false))
          OR NEW.submitted_at IS DISTINCT FROM coalesce(before.submitted_at, NEW.began_at)
          OR (NEW.step = 'SUBMIT') IS DISTINCT FROM (before.submitted_at IS NULL) THEN
          RAISE 'the step % does not follow on the one before', NEW.step
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_version_states_follows';
        END IF;
        RETURN NULL;
      END $$`);
  }

  /** The release before does not know the step, and would take a question that was opened again for ended. */
  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM version_states WHERE step = 'REINSTATE')
          OR EXISTS (SELECT FROM question_endings WHERE ending = 'REOPENED')
        THEN
          RAISE 'questions were opened again since: going back would end them. Restore a dump instead.';
        END IF;
      END $$`);
    await runner.query('DROP TRIGGER tr_question_endings_follows ON question_endings');
    await runner.query('DROP FUNCTION require_ending_follows()');
    await runner.query('DROP INDEX ix_question_endings_question');
    await runner.query(`
      ALTER TABLE question_endings
        DROP CONSTRAINT pk_question_endings,
        DROP COLUMN id,
        ADD CONSTRAINT pk_question_endings PRIMARY KEY (question),
        DROP CONSTRAINT ck_question_endings_ending,
        ADD CONSTRAINT ck_question_endings_ending CHECK (ending IN ('ANSWERED', 'TAKEN_BACK', 'OVERTAKEN'))`);
    await runner.query('DROP POLICY rls_version_states_reinstate ON version_states');
    await this.allowSteps(runner, [...STEPS, 'WITHDRAW'], KEEPING);
  }
}
