import type { MigrationInterface, QueryRunner } from 'typeorm';
import { StepsOfVersions } from './lifecycle/steps.js';

const ROLE = '(SELECT actor_role())';
const OWN_FORCE = 'force = (SELECT actor_force())';
const COORDINATOR = `${ROLE} = 'REGIONAL_COORDINATOR'`;

/** Who reads what a force itself stated, and all that was said of it: that force, and the coordinator. */
const READS_RETURN = `(${COORDINATOR} OR ${ROLE} IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE') AND ${OWN_FORCE})`;

/** Who reads the region's accepted totals. The coordinator reads the others too. */
const READS_ACCEPTED = `${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/** Who moves a return on: its force's analyst and approver, and the coordinator. */
const MOVES_RETURN = `(${COORDINATOR} OR ${ROLE} IN ('FORCE_ANALYST', 'FORCE_APPROVER') AND ${OWN_FORCE})`;

/** Who sends a return. */
const SENDS_RETURN = `(${COORDINATOR} OR ${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE})`;

const BY_ACTOR = (column: string): string => `${column} = (SELECT actor_id())`;

/** Of a step that was taken by the actor in this very transaction. */
const BY_OWN_STEP = `EXISTS (SELECT FROM version_states s
  WHERE s.id = step_id AND s.${BY_ACTOR('actor')} AND s.xmin = pg_current_xact_id()::xid)`;

/** Who ends a question: the region takes it back, the force answers it, and whoever sends a version overtakes it. */
const ENDS_QUESTION = `${BY_ACTOR('ended_by')} AND CASE ending
  WHEN 'TAKEN_BACK' THEN ${COORDINATOR}
  WHEN 'ANSWERED' THEN ${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE}
  ELSE ${SENDS_RETURN} END`;

/**
 * The life of a return: a row for each step that somebody took, so that any total can be told as of any instant.
 *
 * Until now what was submitted counted as accepted. So that no figure changes in silence, every version that is there is
 * accepted here as of its submission, without its force's sign-off, which shows wherever it counts.
 */
export class Lifecycle1000000000008 implements MigrationInterface {
  private readonly steps = new StepsOfVersions();

  public async up(runner: QueryRunner): Promise<void> {
    await this.steps.up(runner);
    await this.standing(runner);
    await this.changes(runner);
    await this.questions(runner);
    await this.drafts(runner);
    await this.policies(runner);
  }

  private async standing(runner: QueryRunner): Promise<void> {
    // So that others can be told whether a force has reported, and nothing else.
    await runner.query('ALTER TABLE returns ADD standing integer');
    await runner.query('UPDATE returns SET standing = versions WHERE versions > 0');
    await runner.query(`
      ALTER TABLE returns ADD CONSTRAINT ck_returns_standing CHECK (standing BETWEEN 1 AND versions)`);
    await runner.query(`
      ALTER TABLE return_versions
        ADD on_behalf boolean NOT NULL DEFAULT false,
        ADD received_from text,
        ADD received_at timestamptz(3),
        ADD received_by text,
        ADD CONSTRAINT ck_return_versions_received_by CHECK (received_by IN ('PHONE', 'EMAIL', 'IN_PERSON', 'OTHER')),
        ADD CONSTRAINT ck_return_versions_received CHECK (
          num_nonnulls(received_from, received_at, received_by) IN (0, 3) AND (on_behalf OR received_by IS NULL))`);
  }

  /** When a phase's totals changed: what an instant that somebody asks for is told as. */
  private async changes(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE phase_changes (
        phase text COLLATE "C" NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_phase_changes PRIMARY KEY (phase, changed_at),
        CONSTRAINT fk_phase_changes_phase FOREIGN KEY (phase) REFERENCES phases (code)
      )`);
    await runner.query(`
      INSERT INTO phase_changes SELECT code, data_changed_at FROM phases
      UNION SELECT phase, began_at FROM version_states`);
    await runner.query(`
      CREATE FUNCTION keep_phase_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO phase_changes VALUES (NEW.code, NEW.data_changed_at) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query('ALTER TABLE phase_changes ENABLE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY rls_phase_changes_read ON phase_changes FOR SELECT USING (true)');
    // Only the phase that changes writes it.
    await runner.query(`
      CREATE POLICY rls_phase_changes_add ON phase_changes FOR INSERT WITH CHECK (pg_trigger_depth() > 0)`);
    await runner.query(`
      CREATE TRIGGER tr_phases_change AFTER INSERT OR UPDATE OF data_changed_at ON phases
      FOR EACH ROW EXECUTE FUNCTION keep_phase_change()`);
  }

  private async questions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE questions (
        id bigint GENERATED ALWAYS AS IDENTITY,
        version_id bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        question text NOT NULL,
        asked_by text COLLATE "C" NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_questions PRIMARY KEY (id),
        CONSTRAINT uq_questions_id_phase_force UNIQUE (id, phase, force),
        CONSTRAINT fk_questions_version FOREIGN KEY (version_id, phase, force)
          REFERENCES return_versions (id, phase, force),
        CONSTRAINT fk_questions_asked_by FOREIGN KEY (asked_by) REFERENCES identities (id)
      )`);
    await runner.query('CREATE INDEX ix_questions_version ON questions (version_id, id)');
    await runner.query('CREATE INDEX ix_questions_phase ON questions (phase, force)');
    await runner.query('CREATE INDEX ix_questions_asked_by ON questions (asked_by)');
    await runner.query(`
      CREATE TABLE question_endings (
        question bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        ending text NOT NULL,
        answer text,
        ended_by text COLLATE "C" NOT NULL,
        ended_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_question_endings PRIMARY KEY (question),
        CONSTRAINT fk_question_endings_question FOREIGN KEY (question, phase, force)
          REFERENCES questions (id, phase, force),
        CONSTRAINT fk_question_endings_ended_by FOREIGN KEY (ended_by) REFERENCES identities (id),
        CONSTRAINT ck_question_endings_ending CHECK (ending IN ('ANSWERED', 'TAKEN_BACK', 'OVERTAKEN')),
        CONSTRAINT ck_question_endings_answer CHECK ((ending = 'ANSWERED') = (answer IS NOT NULL))
      )`);
    await runner.query('CREATE INDEX ix_question_endings_ended_by ON question_endings (ended_by)');
    await runner.query(`
      CREATE TABLE acknowledgements (
        id bigint GENERATED ALWAYS AS IDENTITY,
        version_id bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        code text COLLATE "C" NOT NULL,
        measure text COLLATE "C",
        part text COLLATE "C",
        reason text NOT NULL,
        CONSTRAINT pk_acknowledgements PRIMARY KEY (id),
        CONSTRAINT uq_acknowledgements_warning UNIQUE NULLS NOT DISTINCT (version_id, code, measure, part),
        CONSTRAINT fk_acknowledgements_version FOREIGN KEY (version_id, phase, force)
          REFERENCES return_versions (id, phase, force)
      )`);
  }

  /**
   * What an analyst keeps before it is sent: as it was typed, one a return, no version. Where one was thrown away or sent,
   * its `entry` is null and its revision stays, so that none comes twice.
   */
  private async drafts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE drafts (
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        revision integer NOT NULL,
        entry json,
        saved_by text COLLATE "C" NOT NULL,
        saved_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_drafts PRIMARY KEY (phase, force),
        CONSTRAINT fk_drafts_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_drafts_force FOREIGN KEY (force) REFERENCES forces (code),
        CONSTRAINT fk_drafts_saved_by FOREIGN KEY (saved_by) REFERENCES identities (id),
        CONSTRAINT ck_drafts_revision CHECK (revision >= 1)
      )`);
    await runner.query('CREATE INDEX ix_drafts_saved_by ON drafts (saved_by)');
    await runner.query('CREATE INDEX ix_drafts_force ON drafts (force)');
  }

  private async policies(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY rls_version_states_read ON version_states');
    await runner.query('DROP POLICY rls_version_states_add ON version_states');
    await runner.query('DROP POLICY rls_results_read ON results');
    await runner.query('DROP POLICY rls_returns_number ON returns');
    await runner.query(`
      CREATE POLICY rls_version_states_read ON version_states FOR SELECT
      USING (${READS_RETURN} OR was_accepted AND ${READS_ACCEPTED})`);
    await runner.query(`
      CREATE POLICY rls_version_states_add ON version_states FOR INSERT
      WITH CHECK (${BY_ACTOR('actor')} AND CASE
        WHEN step = 'SIGN_OFF' THEN ${ROLE} = 'FORCE_APPROVER' AND ${OWN_FORCE}
        WHEN step = 'ANSWER' THEN ${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE}
        WHEN step IN ('SUBMIT', 'OVERTAKE', 'WITHDRAW') THEN ${SENDS_RETURN}
        ELSE ${COORDINATOR} END)`);
    await runner.query(`
      CREATE POLICY rls_results_read ON results FOR SELECT
      USING (${READS_RETURN} OR ${READS_ACCEPTED} AND EXISTS (
        SELECT FROM version_states s WHERE s.version_id = results.version_id AND s.was_accepted))`);
    await runner.query(`
      CREATE POLICY rls_returns_number ON returns FOR UPDATE USING (${MOVES_RETURN}) WITH CHECK (${MOVES_RETURN})`);
    for (const [table, reads, adds] of [
      ['questions', READS_RETURN, `${COORDINATOR} AND ${BY_ACTOR('asked_by')}`],
      ['question_endings', READS_RETURN, ENDS_QUESTION],
      ['step_reasons', READS_RETURN, BY_OWN_STEP],
      ['acknowledgements', READS_RETURN, `${ROLE} = 'FORCE_APPROVER' AND ${OWN_FORCE}`],
    ] as const) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING (${reads})`);
      await runner.query(`CREATE POLICY rls_${table}_add ON ${table} FOR INSERT WITH CHECK (${adds})`);
    }
    await runner.query('ALTER TABLE drafts ENABLE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY rls_drafts_read ON drafts FOR SELECT
      USING (${ROLE} IN ('FORCE_ANALYST', 'FORCE_APPROVER') AND ${OWN_FORCE})`);
    await runner.query(`
      CREATE POLICY rls_drafts_write ON drafts
      USING (${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE})
      WITH CHECK (${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE} AND ${BY_ACTOR('saved_by')})`);
  }

  /**
   * Before this release what was submitted counted: what came since then would count or be forgotten, and figures change in
   * silence.
   */
  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM version_states s WHERE actor IS NOT NULL AND (step <> 'SUBMIT' OR NOT EXISTS (
          SELECT FROM version_states a WHERE a.version_id = s.version_id AND a.step = 'ACCEPT' AND a.actor IS NULL)))
        THEN
          RAISE 'returns were sent or moved on since: going back would change what counts. Restore a dump instead.';
        END IF;
      END $$`);
    await runner.query('DROP TABLE drafts, acknowledgements, question_endings, questions');
    await runner.query('DROP TRIGGER tr_phases_change ON phases');
    await runner.query('DROP FUNCTION keep_phase_change()');
    await runner.query('DROP TABLE phase_changes');
    await runner.query('DROP POLICY rls_version_states_read ON version_states');
    await runner.query('DROP POLICY rls_version_states_add ON version_states');
    await runner.query('DROP POLICY rls_results_read ON results');
    await runner.query('DROP POLICY rls_returns_number ON returns');
    await runner.query(`
      ALTER TABLE return_versions DROP CONSTRAINT ck_return_versions_received,
        DROP CONSTRAINT ck_return_versions_received_by,
        DROP received_by, DROP received_at, DROP received_from, DROP on_behalf`);
    await runner.query('ALTER TABLE returns DROP CONSTRAINT ck_returns_standing, DROP standing');
    await this.steps.down(runner);
    const totalsReaders = `${ROLE} IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
    await runner.query(`
      CREATE POLICY rls_version_states_read ON version_states FOR SELECT USING (${totalsReaders})`);
    await runner.query(`
      CREATE POLICY rls_version_states_add ON version_states FOR INSERT
      WITH CHECK (${SENDS_RETURN} AND ${BY_ACTOR('actor')})`);
    await runner.query(`CREATE POLICY rls_results_read ON results FOR SELECT USING (${totalsReaders})`);
    await runner.query(`
      CREATE POLICY rls_returns_number ON returns FOR UPDATE USING (${SENDS_RETURN}) WITH CHECK (${SENDS_RETURN})`);
  }
}
