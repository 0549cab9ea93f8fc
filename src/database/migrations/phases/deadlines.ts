import type { QueryRunner } from 'typeorm';

/** Of a phase, all but the data version; new ones after those of the migration data-stamps. */
const STAMPED = `code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status`;
const STAMPED_NOW = `${STAMPED}, returns_due_at, closes_at, final_at, closed_at, kept_open`;

/** Deadlines of a phase, and what its status is once they have passed. */
export class DeadlinesOfPhases {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE phases
        ADD COLUMN returns_due_at timestamptz(3),
        ADD COLUMN closes_at timestamptz(3),
        ADD COLUMN final_at timestamptz(3),
        ADD COLUMN closed_at timestamptz(3),
        ADD COLUMN kept_open boolean NOT NULL DEFAULT false,
        ADD COLUMN kept_open_reason text,
        ADD COLUMN closing_reason text,
        ADD CONSTRAINT ck_phases_deadlines CHECK (
          returns_due_at <= closes_at AND closes_at <= final_at AND returns_due_at <= final_at),
        ADD CONSTRAINT ck_phases_kept_open CHECK (kept_open <= (kept_open_reason IS NOT NULL))`);
    // Who opened a phase did so without a closing date: one that is over already does not close it behind their back.
    await runner.query(`
      UPDATE phases SET kept_open = true, kept_open_reason = CASE WHEN (SELECT demo FROM installation)
        THEN 'In a demo every phase takes returns.' ELSE 'It was open before phases had deadlines.' END
      WHERE status = 'OPEN'`);
    // What is stored says what somebody did; this says what holds now, by the clock that every process shares.
    await runner.query(`
      CREATE FUNCTION phase_status(status text, closes_at timestamptz, kept_open boolean) RETURNS text
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN CASE WHEN status = 'OPEN' AND NOT kept_open AND closes_at < now() THEN 'CLOSED' ELSE status END`);
    await runner.query(`
      CREATE INDEX ix_phases_closing ON phases (closes_at) WHERE status = 'OPEN' AND NOT kept_open`);
    await this.stampWith(runner, STAMPED_NOW);
    await runner.query('DROP FUNCTION hold_definitions()');
    // A deadline that passes changes no row: what is remembered under this stamp is let go of all the same.
    await runner.query(`
      CREATE FUNCTION reference_stamp_now() RETURNS text LANGUAGE sql STABLE
      AS $$ SELECT concat_ws(' ', stamp,
        (SELECT count(*) FROM phases WHERE status = 'OPEN' AND NOT kept_open AND closes_at < now()))
        FROM reference_stamp $$`);
    await runner.query(`
      CREATE FUNCTION hold_definitions() RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtext('measure definitions'));
        RETURN reference_stamp_now();
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION hold_definitions(), reference_stamp_now()');
    await runner.query(`
      CREATE FUNCTION hold_definitions() RETURNS uuid LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtext('measure definitions'));
        RETURN (SELECT stamp FROM reference_stamp);
      END $$`);
    await this.stampWith(runner, STAMPED);
    await runner.query('DROP FUNCTION phase_status(text, timestamptz, boolean)');
    await runner.query(`
      ALTER TABLE phases DROP COLUMN returns_due_at, DROP COLUMN closes_at, DROP COLUMN final_at, DROP COLUMN closed_at,
        DROP COLUMN kept_open, DROP COLUMN kept_open_reason, DROP COLUMN closing_reason`);
  }

  private async stampWith(runner: QueryRunner, columns: string): Promise<void> {
    await runner.query('DROP TRIGGER tr_phases_stamp ON phases');
    await runner.query(`
      CREATE TRIGGER tr_phases_stamp AFTER INSERT OR UPDATE OF ${columns} OR DELETE ON phases
      FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp()`);
  }
}
