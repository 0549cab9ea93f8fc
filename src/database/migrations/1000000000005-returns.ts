import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every figure and result must satisfy: a state with all that belongs to it and nothing else. */
const WHOLE_STATEMENT = `
  CASE state
    WHEN 'NIL' THEN value = 0 AND qualifier = 'EXACT' AND lower = 0 AND upper = 0
    WHEN 'UNQUANTIFIED' THEN value IS NULL AND qualifier = 'UNQUANTIFIED' AND lower = 0 AND upper IS NULL
    WHEN 'NOT_APPLICABLE' THEN value IS NULL AND qualifier IS NULL AND lower = 0 AND upper = 0
    WHEN 'REPORTED' THEN value >= 0 AND value < 'Infinity' AND CASE qualifier
      WHEN 'EXACT' THEN lower = value AND upper = value
      WHEN 'AT_LEAST' THEN lower = value AND upper IS NULL
      WHEN 'AT_MOST' THEN lower >= 0 AND lower <= value AND upper = value
      WHEN 'ALMOST' THEN lower >= 0.9 * value AND lower <= value AND upper = value
      WHEN 'APPROXIMATE' THEN lower >= 0 AND lower <= value AND upper >= value AND upper < 'Infinity'
      ELSE false END
    ELSE false
  END`;

/** Roles that read the region's totals, and so what every force's counting return comes to. */
const READS_TOTALS = `(SELECT actor_role()) IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/** Who reads what a force itself stated: that force, and the coordinator. */
const READS_RETURN = `((SELECT actor_role()) = 'REGIONAL_COORDINATOR'
  OR (SELECT actor_role()) IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE') AND force = (SELECT actor_force()))`;

/** Who sends a return: an analyst for the own force, and the coordinator on behalf of any. Nobody in another's name. */
const SENDS_RETURN = `((SELECT actor_role()) = 'REGIONAL_COORDINATOR'
  OR (SELECT actor_role()) = 'FORCE_ANALYST' AND force = (SELECT actor_force()))`;

/** A version is filled by the transaction that makes it, and never again. */
const OF_A_NEW_VERSION = `EXISTS (
  SELECT FROM return_versions v WHERE v.id = version_id AND v.xmin = pg_current_xact_id()::xid)`;

/**
 * Returns, their versions, what they state and what that comes to.
 *
 * A submitted version never changes: the serving role may add rows and nothing else (see privileges.ts), but for the
 * count of versions, whose row lock gives the next number. Phase and force stand on every row, tied to the version's
 * by its key, so that row-level security reads one row only.
 */
export class Returns1000000000005 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.versions(runner);
    await this.figures(runner);
    await this.results(runner);
    await this.idempotency(runner);
    await this.policies(runner);
  }

  private async versions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE returns (
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        versions integer NOT NULL DEFAULT 0,
        CONSTRAINT pk_returns PRIMARY KEY (phase, force),
        CONSTRAINT fk_returns_participation FOREIGN KEY (phase, force) REFERENCES participations (phase, force),
        CONSTRAINT ck_returns_versions CHECK (versions >= 0)
      )`);
    await runner.query(`
      CREATE TABLE return_versions (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        submitted_by text COLLATE "C" NOT NULL,
        window_from date,
        window_to date,
        as_at date,
        note text,
        reason text,
        problems jsonb NOT NULL DEFAULT '[]',
        CONSTRAINT pk_return_versions PRIMARY KEY (id),
        CONSTRAINT uq_return_versions_phase_force_version UNIQUE (phase, force, version),
        CONSTRAINT uq_return_versions_id_phase_force UNIQUE (id, phase, force),
        CONSTRAINT uq_return_versions_id_phase_force_version UNIQUE (id, phase, force, version),
        CONSTRAINT fk_return_versions_return FOREIGN KEY (phase, force) REFERENCES returns (phase, force),
        CONSTRAINT fk_return_versions_submitted_by FOREIGN KEY (submitted_by) REFERENCES identities (id),
        CONSTRAINT ck_return_versions_version CHECK (version >= 1),
        CONSTRAINT ck_return_versions_window CHECK (
          (window_from IS NULL) = (window_to IS NULL) AND (window_from IS NULL OR window_from <= window_to))
      )`);
    await runner.query('CREATE INDEX ix_return_versions_submitted_by ON return_versions (submitted_by)');
    // A state is a row with the time it began, taken after the lock; nothing is overwritten. It has what totals need to
    // know of a version, so that only those who may read a return read the version itself, with its notes and reasons.
    await runner.query(`
      CREATE TABLE version_states (
        id bigint GENERATED ALWAYS AS IDENTITY,
        version_id bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        state text NOT NULL,
        began_at timestamptz(3) NOT NULL,
        actor text COLLATE "C" NOT NULL,
        CONSTRAINT pk_version_states PRIMARY KEY (id),
        CONSTRAINT fk_version_states_version FOREIGN KEY (version_id, phase, force, version)
          REFERENCES return_versions (id, phase, force, version),
        CONSTRAINT fk_version_states_actor FOREIGN KEY (actor) REFERENCES identities (id),
        CONSTRAINT ck_version_states_state CHECK (state IN ('SUBMITTED'))
      )`);
    await runner.query('CREATE INDEX ix_version_states_version ON version_states (version_id, id)');
    await runner.query('CREATE INDEX ix_version_states_phase ON version_states (phase, force, version DESC)');
  }

  private async figures(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE figures (
        id bigint GENERATED ALWAYS AS IDENTITY,
        version_id bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        measure text COLLATE "C" NOT NULL,
        breakdown text COLLATE "C",
        part text COLLATE "C",
        joint_reference text COLLATE "C",
        day date,
        state text NOT NULL,
        value numeric(15, 3),
        qualifier text,
        lower numeric NOT NULL,
        upper numeric,
        note text,
        CONSTRAINT pk_figures PRIMARY KEY (id),
        CONSTRAINT uq_figures_identity UNIQUE NULLS NOT DISTINCT (version_id, measure, part, joint_reference, day),
        CONSTRAINT fk_figures_version FOREIGN KEY (version_id, phase, force)
          REFERENCES return_versions (id, phase, force),
        CONSTRAINT fk_figures_measure FOREIGN KEY (measure) REFERENCES measures (code),
        CONSTRAINT fk_figures_measure_breakdown FOREIGN KEY (measure, breakdown) REFERENCES measures (code, breakdown),
        CONSTRAINT fk_figures_part FOREIGN KEY (breakdown, part) REFERENCES parts (breakdown, code),
        CONSTRAINT ck_figures_part CHECK ((breakdown IS NULL) = (part IS NULL)),
        CONSTRAINT ck_figures_whole_statement CHECK ((${WHOLE_STATEMENT}) IS TRUE),
        CONSTRAINT ck_figures_zero_is_nil CHECK ((state = 'REPORTED') <= (value > 0))
      )`);
  }

  private async results(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE results (
        id bigint GENERATED ALWAYS AS IDENTITY,
        version_id bigint NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        measure text COLLATE "C" NOT NULL,
        measure_version integer NOT NULL,
        breakdown text COLLATE "C",
        part text COLLATE "C",
        state text NOT NULL,
        value numeric,
        qualifier text,
        lower numeric NOT NULL,
        upper numeric,
        approximate boolean NOT NULL,
        settles_parts boolean NOT NULL,
        CONSTRAINT pk_results PRIMARY KEY (id),
        CONSTRAINT uq_results_version_measure_part UNIQUE NULLS NOT DISTINCT (version_id, measure, part),
        CONSTRAINT fk_results_version FOREIGN KEY (version_id, phase, force)
          REFERENCES return_versions (id, phase, force),
        CONSTRAINT fk_results_measure_version FOREIGN KEY (measure, measure_version)
          REFERENCES measure_versions (measure, version),
        CONSTRAINT fk_results_measure_breakdown FOREIGN KEY (measure, breakdown) REFERENCES measures (code, breakdown),
        CONSTRAINT fk_results_part FOREIGN KEY (breakdown, part) REFERENCES parts (breakdown, code),
        CONSTRAINT ck_results_part CHECK ((breakdown IS NULL) = (part IS NULL)),
        CONSTRAINT ck_results_settles_parts CHECK (
          CASE WHEN part IS NULL THEN settles_parts OR state NOT IN ('NIL', 'NOT_APPLICABLE') ELSE NOT settles_parts END),
        CONSTRAINT ck_results_approximate CHECK (
          CASE WHEN approximate THEN state = 'REPORTED' ELSE qualifier IS DISTINCT FROM 'APPROXIMATE' END),
        CONSTRAINT ck_results_whole_statement CHECK ((${WHOLE_STATEMENT}) IS TRUE)
      )`);
  }

  private async idempotency(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_keys (
        person text COLLATE "C" NOT NULL,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        input_hash bytea NOT NULL,
        version_id bigint NOT NULL,
        used_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (person, phase, force, key),
        CONSTRAINT fk_idempotency_keys_person FOREIGN KEY (person) REFERENCES identities (id),
        CONSTRAINT fk_idempotency_keys_version FOREIGN KEY (version_id, phase, force)
          REFERENCES return_versions (id, phase, force),
        CONSTRAINT ck_idempotency_keys_key CHECK (char_length(key) BETWEEN 1 AND 200)
      )`);
    await runner.query('CREATE INDEX ix_idempotency_keys_used_at ON idempotency_keys (used_at)');
    await runner.query('CREATE INDEX ix_idempotency_keys_version ON idempotency_keys (version_id)');
  }

  private async policies(runner: QueryRunner): Promise<void> {
    const tables: [string, { reads: string; adds: string }][] = [
      ['returns', { reads: READS_TOTALS, adds: SENDS_RETURN }],
      ['return_versions', { reads: READS_RETURN, adds: `${SENDS_RETURN} AND submitted_by = (SELECT actor_id())` }],
      ['version_states', { reads: READS_TOTALS, adds: `${SENDS_RETURN} AND actor = (SELECT actor_id())` }],
      ['figures', { reads: READS_RETURN, adds: `${SENDS_RETURN} AND ${OF_A_NEW_VERSION}` }],
      ['results', { reads: READS_TOTALS, adds: `${SENDS_RETURN} AND ${OF_A_NEW_VERSION}` }],
    ];
    for (const [table, { reads, adds }] of tables) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING (${reads})`);
      await runner.query(`CREATE POLICY rls_${table}_add ON ${table} FOR INSERT WITH CHECK (${adds})`);
    }
    await runner.query(`
      CREATE POLICY rls_returns_number ON returns FOR UPDATE USING (${SENDS_RETURN}) WITH CHECK (${SENDS_RETURN})`);
    await runner.query('ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY rls_idempotency_keys ON idempotency_keys
      USING (person = (SELECT actor_id())) WITH CHECK (person = (SELECT actor_id()))`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys, results, figures, version_states, return_versions, returns');
  }
}
