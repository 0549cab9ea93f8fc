import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Operations and their phases, who takes part and what is asked for.
 *
 * Every write that changes what a phase's totals rest on moves its data version on in the same transaction. That row
 * is also what orders such writes: the time of a change is taken under its lock, so it never runs backwards within a
 * phase.
 */
export class Operations1000000000003 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operations (
        code text COLLATE "C" NOT NULL,
        name text NOT NULL,
        CONSTRAINT pk_operations PRIMARY KEY (code),
        CONSTRAINT ck_operations_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
      )`);
    await runner.query(`
      CREATE TABLE phases (
        code text COLLATE "C" NOT NULL,
        operation text COLLATE "C" NOT NULL,
        name text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        dates_known_to text NOT NULL,
        active_days integer,
        windows text,
        focus text,
        lead_force text COLLATE "C",
        note text,
        status text NOT NULL,
        data_version bigint NOT NULL DEFAULT 0,
        data_changed_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT pk_phases PRIMARY KEY (code),
        CONSTRAINT fk_phases_operation FOREIGN KEY (operation) REFERENCES operations (code),
        CONSTRAINT fk_phases_lead_force FOREIGN KEY (lead_force) REFERENCES forces (code),
        CONSTRAINT ck_phases_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        CONSTRAINT ck_phases_days CHECK (starts_on <= ends_on),
        CONSTRAINT ck_phases_dates_known_to CHECK (dates_known_to IN ('DAY', 'MONTH', 'YEAR')),
        CONSTRAINT ck_phases_active_days CHECK (active_days BETWEEN 1 AND ends_on - starts_on + 1),
        CONSTRAINT ck_phases_status CHECK (status IN ('PLANNED', 'OPEN', 'CLOSED'))
      )`);
    await runner.query('CREATE INDEX ix_phases_starts_on ON phases (starts_on, code)');
    await runner.query('CREATE INDEX ix_phases_operation ON phases (operation, starts_on, code)');
    await runner.query(`
      CREATE TABLE participations (
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        participation text NOT NULL,
        CONSTRAINT pk_participations PRIMARY KEY (phase, force),
        CONSTRAINT fk_participations_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_participations_force FOREIGN KEY (force) REFERENCES forces (code),
        CONSTRAINT ck_participations_participation CHECK (
          participation IN ('TAKING_PART', 'NOT_TAKING_PART', 'NOT_KNOWN'))
      )`);
    await runner.query(`
      CREATE TABLE phase_asks (
        phase text COLLATE "C" NOT NULL,
        measure text COLLATE "C" NOT NULL,
        ask text NOT NULL,
        CONSTRAINT pk_phase_asks PRIMARY KEY (phase, measure),
        CONSTRAINT fk_phase_asks_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_phase_asks_measure FOREIGN KEY (measure) REFERENCES measures (code),
        CONSTRAINT ck_phase_asks_ask CHECK (ask IN ('CORE', 'ASKED'))
      )`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE phase_asks, participations, phases, operations');
  }
}
