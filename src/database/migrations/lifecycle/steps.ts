import type { QueryRunner } from 'typeorm';

/** The steps of a version as rows, why each was taken, and what the database itself asks of one. */
export class StepsOfVersions {
  async up(runner: QueryRunner): Promise<void> {
    await this.states(runner);
    await this.reasons(runner);
    await this.guards(runner);
  }

  private async states(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE version_states
        ADD step text NOT NULL DEFAULT 'SUBMIT',
        ADD submitted_at timestamptz(3),
        ADD accepted boolean NOT NULL DEFAULT false,
        ADD was_accepted boolean NOT NULL DEFAULT false,
        ADD without_sign_off boolean NOT NULL DEFAULT false,
        ALTER actor DROP NOT NULL,
        DROP CONSTRAINT ck_version_states_state`);
    await runner.query('UPDATE version_states SET submitted_at = began_at');
    await runner.query(`
      INSERT INTO version_states (version_id, phase, force, version, state, began_at, actor, step, submitted_at,
        accepted, was_accepted, without_sign_off)
      SELECT version_id, phase, force, version, 'ACCEPTED', began_at, NULL, 'ACCEPT', began_at, true, true, true
      FROM version_states ORDER BY id`);
    await runner.query(`
      ALTER TABLE version_states
        ALTER submitted_at SET NOT NULL,
        ALTER step DROP DEFAULT,
        ALTER accepted DROP DEFAULT,
        ALTER was_accepted DROP DEFAULT,
        ALTER without_sign_off DROP DEFAULT,
        ADD CONSTRAINT ck_version_states_state
          CHECK (state IN ('SUBMITTED', 'QUERIED', 'SIGNED_OFF', 'ACCEPTED', 'WITHDRAWN')),
        ADD CONSTRAINT ck_version_states_step CHECK (step IN ('SUBMIT', 'SIGN_OFF', 'QUERY', 'ANSWER', 'TAKE_BACK',
          'ACCEPT', 'UNDO_ACCEPTANCE', 'OVERTAKE', 'WITHDRAW')),
        ADD CONSTRAINT ck_version_states_actor CHECK (actor IS NOT NULL OR step = 'ACCEPT'),
        ADD CONSTRAINT ck_version_states_accepted CHECK (
          (accepted <= was_accepted) AND (without_sign_off <= accepted)
          AND CASE state WHEN 'ACCEPTED' THEN accepted WHEN 'QUERIED' THEN true ELSE NOT accepted END),
        ADD CONSTRAINT uq_version_states_id_phase_force UNIQUE (id, phase, force)`);
    await runner.query('CREATE INDEX ix_version_states_actor ON version_states (actor)');
  }

  private async reasons(runner: QueryRunner): Promise<void> {
    // Others read the steps of what was accepted, for their totals; why a step was taken is for who reads the return.
    await runner.query(`
      CREATE TABLE step_reasons (
        step_id bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        reason text NOT NULL,
        CONSTRAINT pk_step_reasons PRIMARY KEY (step_id),
        CONSTRAINT fk_step_reasons_step FOREIGN KEY (step_id, phase, force) REFERENCES version_states (id, phase, force)
      )`);
    await runner.query(`
      INSERT INTO step_reasons (step_id, phase, force, reason)
      SELECT id, phase, force, 'It counted as accepted before there was acceptance.'
      FROM version_states WHERE step = 'ACCEPT'`);
  }

  private async guards(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION require_step_reason() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM step_reasons WHERE step_id = NEW.id) THEN
          RAISE 'the step % was taken without a reason', NEW.step
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_version_states_reason';
        END IF;
        RETURN NULL;
      END $$`);
    // Deferred: a reason refers to its step, so it comes after it.
    await runner.query(`
      CREATE CONSTRAINT TRIGGER tr_version_states_reason AFTER INSERT ON version_states
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN (NEW.step IN ('UNDO_ACCEPTANCE', 'WITHDRAW') OR NEW.step = 'ACCEPT' AND NEW.without_sign_off)
      EXECUTE FUNCTION require_step_reason()`);
    // Totals count what a step says of acceptance: so it says no other than what the step makes of the one before.
    await runner.query(`
      CREATE FUNCTION require_step_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        before record;
      BEGIN
        SELECT accepted, was_accepted, without_sign_off, submitted_at INTO before
        FROM version_states WHERE version_id = NEW.version_id AND id < NEW.id ORDER BY id DESC LIMIT 1;
        IF NEW.accepted IS DISTINCT FROM (CASE
            WHEN NEW.step = 'ACCEPT' THEN true
            WHEN NEW.step IN ('QUERY', 'ANSWER', 'TAKE_BACK', 'OVERTAKE') THEN before.accepted
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
    await runner.query(`
      CREATE TRIGGER tr_version_states_follows AFTER INSERT ON version_states
      FOR EACH ROW EXECUTE FUNCTION require_step_follows()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE step_reasons');
    await runner.query('DROP TRIGGER tr_version_states_follows ON version_states');
    await runner.query('DROP TRIGGER tr_version_states_reason ON version_states');
    await runner.query('DROP FUNCTION require_step_follows(), require_step_reason()');
    await runner.query(`DELETE FROM version_states WHERE step <> 'SUBMIT'`);
    await runner.query('DROP INDEX ix_version_states_actor');
    await runner.query(`
      ALTER TABLE version_states
        DROP CONSTRAINT uq_version_states_id_phase_force, DROP CONSTRAINT ck_version_states_accepted,
        DROP CONSTRAINT ck_version_states_actor,
        DROP CONSTRAINT ck_version_states_step, DROP CONSTRAINT ck_version_states_state,
        DROP without_sign_off, DROP was_accepted, DROP accepted, DROP submitted_at, DROP step,
        ALTER actor SET NOT NULL,
        ADD CONSTRAINT ck_version_states_state CHECK (state IN ('SUBMITTED'))`);
  }
}
