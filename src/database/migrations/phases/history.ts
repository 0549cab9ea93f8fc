import type { QueryRunner } from 'typeorm';

/**
 * Who took part in a phase, and what it asked for, at any instant: a row a change, never changed itself.
 *
 * Triggers write them, so that nobody can forget. What a phase was set up with holds from the beginning; a later change
 * from the instant to which this transaction has moved the phase's data version, so that the totals of any instant
 * before it can be given again. A change that has not moved it is refused.
 */
export class HistoryOfPhases {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE participations ADD COLUMN reason text');
    await runner.query(`
      CREATE TABLE participation_changes (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        participation text NOT NULL,
        began_at timestamptz(3) NOT NULL,
        actor text COLLATE "C",
        reason text,
        CONSTRAINT pk_participation_changes PRIMARY KEY (id),
        CONSTRAINT fk_participation_changes_participation FOREIGN KEY (phase, force)
          REFERENCES participations (phase, force),
        CONSTRAINT fk_participation_changes_actor FOREIGN KEY (actor) REFERENCES identities (id),
        CONSTRAINT ck_participation_changes_participation CHECK (
          participation IN ('TAKING_PART', 'NOT_TAKING_PART', 'NOT_KNOWN'))
      )`);
    await runner.query(`
      CREATE TABLE phase_ask_changes (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        measure text COLLATE "C" NOT NULL,
        ask text,
        began_at timestamptz(3) NOT NULL,
        actor text COLLATE "C",
        CONSTRAINT pk_phase_ask_changes PRIMARY KEY (id),
        CONSTRAINT fk_phase_ask_changes_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_phase_ask_changes_measure FOREIGN KEY (measure) REFERENCES measures (code),
        CONSTRAINT fk_phase_ask_changes_actor FOREIGN KEY (actor) REFERENCES identities (id),
        CONSTRAINT ck_phase_ask_changes_ask CHECK (ask IN ('CORE', 'ASKED'))
      )`);
    // The newest change up to an instant is the first row of its key.
    await runner.query(`
      CREATE INDEX ix_participation_changes_phase ON participation_changes (phase, force, began_at DESC, id DESC)`);
    await runner.query(`
      CREATE INDEX ix_phase_ask_changes_phase ON phase_ask_changes (phase, measure, began_at DESC, id DESC)`);
    // Of the foreign keys that these do not begin with.
    await runner.query('CREATE INDEX ix_participation_changes_actor ON participation_changes (actor)');
    await runner.query('CREATE INDEX ix_phase_ask_changes_measure ON phase_ask_changes (measure)');
    await runner.query('CREATE INDEX ix_phase_ask_changes_actor ON phase_ask_changes (actor)');
    await runner.query(`
      INSERT INTO participation_changes (phase, force, participation, began_at)
      SELECT phase, force, participation, '-infinity' FROM participations ORDER BY phase, force`);
    await runner.query(`
      INSERT INTO phase_ask_changes (phase, measure, ask, began_at)
      SELECT phase, measure, ask, '-infinity' FROM phase_asks ORDER BY phase, measure`);
    await this.triggers(runner);
  }

  private async triggers(runner: QueryRunner): Promise<void> {
    // The phase's row was written by this very transaction: by that, and not by its instant, which another may share.
    await runner.query(`
      CREATE FUNCTION change_began_at(changed_phase text, is_new boolean) RETURNS timestamptz LANGUAGE plpgsql AS $$
      DECLARE
        phase record;
      BEGIN
        SELECT data_version, data_changed_at, xmin = pg_current_xact_id()::xid AS is_moved INTO phase
        FROM phases WHERE code = changed_phase;
        IF is_new AND phase.data_version = 0 THEN
          RETURN '-infinity';
        ELSIF NOT phase.is_moved THEN
          RAISE EXCEPTION 'the data version of phase % was not moved on before this change', changed_phase;
        END IF;
        RETURN phase.data_changed_at;
      END $$`);
    await runner.query(`
      CREATE FUNCTION keep_participation_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO participation_changes (phase, force, participation, began_at, actor, reason)
        VALUES (NEW.phase, NEW.force, NEW.participation, change_began_at(NEW.phase, TG_OP = 'INSERT'),
          nullif(actor_id(), 'system'), NEW.reason);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION keep_phase_ask_change() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        changed phase_asks := coalesce(NEW, OLD);
      BEGIN
        INSERT INTO phase_ask_changes (phase, measure, ask, began_at, actor)
        VALUES (changed.phase, changed.measure, NEW.ask, change_began_at(changed.phase, TG_OP = 'INSERT'),
          nullif(actor_id(), 'system'));
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_participations_history AFTER INSERT OR UPDATE ON participations
      FOR EACH ROW EXECUTE FUNCTION keep_participation_change()`);
    await runner.query(`
      CREATE TRIGGER tr_phase_asks_history AFTER INSERT OR UPDATE OR DELETE ON phase_asks
      FOR EACH ROW EXECUTE FUNCTION keep_phase_ask_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tr_phase_asks_history ON phase_asks');
    await runner.query('DROP TRIGGER tr_participations_history ON participations');
    await runner.query(
      'DROP FUNCTION keep_phase_ask_change(), keep_participation_change(), change_began_at(text, boolean)',
    );
    await runner.query('DROP TABLE phase_ask_changes, participation_changes');
    await runner.query('ALTER TABLE participations DROP COLUMN reason');
  }
}
