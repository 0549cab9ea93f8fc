import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLE = '(SELECT actor_role())';
const COORDINATOR = `${ROLE} = 'REGIONAL_COORDINATOR'`;
const READERS = `${ROLE} IN ('PRESS_OFFICER', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
const BY_ACTOR = (column: string): string => `${column} = (SELECT actor_id())`;

/** A release that is out: its embargo is over, and it was not withdrawn before. */
const OUT = 'opens_at <= instant_now() AND (withdrawn_at IS NULL OR withdrawn_at >= opens_at)';

/**
 * Releases: frozen totals of a phase, with what became of them.
 *
 * What is published is bytes, which nobody changes: a trigger allows an earlier opening, until one withdrawal, and
 * nothing else. Everything that depends on the time follows from the clock: a release comes out when `opens_at` has passed, and
 * the phase's totals are held back until `held_back_until`. So no process has to do anything at that minute.
 *
 * `instant_now` is the clock of embargoes, so that a test can set it. It is the time of the statement: a step reads it
 * after it has locked the phase, so that steps have their times in the order in which they are taken.
 */
export class Releases1000000000019 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION instant_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT statement_timestamp() $$`);
    await this.heldBackUntil(runner);
    await this.releases(runner);
    await this.readers(runner);
    await this.stamp(runner);
    await this.records(runner);
    await this.drafts(runner);
    await this.copies(runner);
    await this.preElectionPeriods(runner);
  }

  private async heldBackUntil(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE phases ADD COLUMN held_back_until timestamptz(3)');
    await runner.query(`
      CREATE FUNCTION is_held_back(held_back boolean, until timestamptz) RETURNS boolean
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN held_back AND (until IS NULL OR until > instant_now())`);
    await runner.query(`
      ALTER POLICY rls_version_states_read ON version_states USING (
        ${COORDINATOR}
        OR ${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER') AND force = (SELECT actor_force())
        OR was_accepted AND step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
          AND ${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')
          AND phase <> ALL (ARRAY(
            SELECT p.code FROM phases p WHERE is_held_back(p.totals_held_back, p.held_back_until))))`);
    // Reference data is remembered until this stamp changes. What changes with the clock is counted in it.
    await runner.query(`
      CREATE OR REPLACE FUNCTION reference_stamp_now() RETURNS text LANGUAGE sql STABLE AS $$
        SELECT concat_ws(' ', stamp,
          (SELECT count(*) FROM phases WHERE status = 'OPEN' AND NOT kept_open AND closes_at < now()),
          (SELECT count(*) FROM phases WHERE totals_held_back AND held_back_until <= instant_now()))
        FROM reference_stamp
      $$`);
  }

  private async releases(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE releases (
        phase text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        kind text COLLATE "C",
        note text,
        published_at timestamptz(3) NOT NULL,
        as_at timestamptz(3) NOT NULL,
        embargo_until timestamptz(3),
        opens_at timestamptz(3) NOT NULL,
        withdrawn_at timestamptz(3),
        content bytea NOT NULL,
        content_hash bytea NOT NULL,
        CONSTRAINT pk_releases PRIMARY KEY (phase, version),
        CONSTRAINT fk_releases_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT ck_releases_version CHECK (version >= 1),
        CONSTRAINT ck_releases_kind CHECK (kind IN ('REVISION', 'CORRECTION')),
        CONSTRAINT ck_releases_later CHECK (version = 1 OR kind IS NOT NULL AND note IS NOT NULL),
        CONSTRAINT ck_releases_opens_at CHECK (opens_at >= published_at AND opens_at <= coalesce(embargo_until, published_at)),
        CONSTRAINT ck_releases_withdrawn_at CHECK (withdrawn_at >= published_at),
        CONSTRAINT ck_releases_content_hash CHECK (content_hash = sha256(content))
      )`);
    await runner.query('CREATE INDEX ix_releases_opens_at ON releases (phase, opens_at)');
    await runner.query(`
      CREATE FUNCTION keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF (OLD.phase, OLD.version, OLD.kind, OLD.note, OLD.published_at, OLD.as_at, OLD.embargo_until, OLD.content, OLD.content_hash)
            IS NOT DISTINCT FROM (NEW.phase, NEW.version, NEW.kind, NEW.note, NEW.published_at, NEW.as_at, NEW.embargo_until, NEW.content, NEW.content_hash)
            AND NEW.opens_at <= OLD.opens_at
            AND (OLD.withdrawn_at IS NULL OR (NEW.opens_at, NEW.withdrawn_at) = (OLD.opens_at, OLD.withdrawn_at)) THEN
            RETURN NEW;
          END IF;
        END IF;
        RAISE insufficient_privilege USING MESSAGE = format('%s of releases is refused: a release is frozen.', TG_OP);
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_releases_frozen BEFORE UPDATE OR DELETE ON releases
      FOR EACH ROW EXECUTE FUNCTION keep_release()`);
    await runner.query(`
      CREATE TRIGGER tr_releases_emptied BEFORE TRUNCATE ON releases
      FOR EACH STATEMENT EXECUTE FUNCTION keep_release()`);
  }

  /**
   * What an answer about a phase depends on beside its data: how many releases there are, are out, and are withdrawn. It
   * passes row-level security, since an answer is stored for several callers; no answer contains it.
   */
  private async stamp(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION release_stamp(of_phase text) RETURNS text
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
      AS $$
        SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE r.opens_at <= public.instant_now()), count(r.withdrawn_at))
        FROM public.releases r
        WHERE r.phase = of_phase AND public.actor_role() IN
          ('SYSTEM', 'REGIONAL_COORDINATOR', 'PRESS_OFFICER', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')
      $$`);
  }

  /** Who is named for a release that is held, and the policies that follow from it. */
  private async readers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE release_readers (
        phase text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        person text COLLATE "C" NOT NULL,
        CONSTRAINT pk_release_readers PRIMARY KEY (phase, version, person),
        CONSTRAINT fk_release_readers_release FOREIGN KEY (phase, version) REFERENCES releases (phase, version),
        CONSTRAINT fk_release_readers_person FOREIGN KEY (person) REFERENCES identities (id)
      )`);
    await runner.query('CREATE INDEX ix_release_readers_person ON release_readers (person)');
    await runner.query('ALTER TABLE release_readers ENABLE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY rls_release_readers_read ON release_readers FOR SELECT
      USING (${COORDINATOR} OR ${READERS} AND ${BY_ACTOR('person')})`);
    await runner.query(
      `CREATE POLICY rls_release_readers_add ON release_readers FOR INSERT WITH CHECK (${COORDINATOR})`,
    );
    await runner.query('ALTER TABLE releases ENABLE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY rls_releases_read ON releases FOR SELECT USING (
        ${COORDINATOR} OR ${READERS} AND (${OUT} OR EXISTS (
          SELECT FROM release_readers r
          WHERE r.phase = releases.phase AND r.version = releases.version AND r.person = (SELECT actor_id()))))`);
    await runner.query(`CREATE POLICY rls_releases_add ON releases FOR INSERT WITH CHECK (${COORDINATOR})`);
    await runner.query(`CREATE POLICY rls_releases_change ON releases FOR UPDATE USING (${COORDINATOR})`);
  }

  /** What is recorded beside a release: its steps, the reasons for warnings, and who read it under embargo. */
  private async records(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE release_steps (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        step text COLLATE "C" NOT NULL,
        at timestamptz(3) NOT NULL,
        actor text COLLATE "C" NOT NULL,
        reason text,
        opens_at timestamptz(3),
        CONSTRAINT pk_release_steps PRIMARY KEY (id),
        CONSTRAINT fk_release_steps_release FOREIGN KEY (phase, version) REFERENCES releases (phase, version),
        CONSTRAINT fk_release_steps_actor FOREIGN KEY (actor) REFERENCES identities (id),
        CONSTRAINT ck_release_steps_step CHECK (step IN ('PUBLISH', 'BRING_FORWARD', 'SENT_TO_MEDIA', 'LEAK_DECLARED', 'WITHDRAW')),
        CONSTRAINT ck_release_steps_opens_at CHECK ((opens_at IS NOT NULL) = (step IN ('PUBLISH', 'BRING_FORWARD'))),
        CONSTRAINT ck_release_steps_reason CHECK (step <> 'WITHDRAW' OR reason IS NOT NULL)
      )`);
    await runner.query('CREATE INDEX ix_release_steps_release ON release_steps (phase, version, id)');
    await runner.query('CREATE INDEX ix_release_steps_actor ON release_steps (actor)');
    await runner.query(`
      CREATE TABLE release_acknowledgements (
        phase text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        code text COLLATE "C" NOT NULL,
        reason text NOT NULL,
        CONSTRAINT pk_release_acknowledgements PRIMARY KEY (phase, version, code),
        CONSTRAINT fk_release_acknowledgements_release FOREIGN KEY (phase, version) REFERENCES releases (phase, version)
      )`);
    await runner.query(`
      CREATE TABLE release_reads (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        version integer,
        person text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_release_reads PRIMARY KEY (id),
        CONSTRAINT fk_release_reads_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_release_reads_release FOREIGN KEY (phase, version) REFERENCES releases (phase, version),
        CONSTRAINT fk_release_reads_person FOREIGN KEY (person) REFERENCES identities (id)
      )`);
    await runner.query('CREATE INDEX ix_release_reads_phase ON release_reads (phase, id)');
    await runner.query('CREATE INDEX ix_release_reads_release ON release_reads (phase, version)');
    await runner.query('CREATE INDEX ix_release_reads_person ON release_reads (person)');
    for (const table of ['release_steps', 'release_acknowledgements', 'release_reads']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING (${COORDINATOR})`);
    }
    await runner.query(`
      CREATE POLICY rls_release_steps_add ON release_steps FOR INSERT WITH CHECK (${COORDINATOR} AND ${BY_ACTOR('actor')})`);
    await runner.query(`
      CREATE POLICY rls_release_acknowledgements_add ON release_acknowledgements FOR INSERT WITH CHECK (${COORDINATOR})`);
    await runner.query(`
      CREATE POLICY rls_release_reads_add ON release_reads FOR INSERT
      WITH CHECK (${READERS} AND role = ${ROLE} AND ${BY_ACTOR('person')} AND (version IS NULL OR EXISTS (
        SELECT FROM releases r WHERE r.phase = release_reads.phase AND r.version = release_reads.version)))`);
  }

  /** What is prepared for publication, for the coordinator and the people named for it; and the lists of such people. */
  private async drafts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE release_drafts (
        phase text COLLATE "C" NOT NULL,
        content bytea NOT NULL,
        prepared_at timestamptz(3) NOT NULL,
        prepared_by text COLLATE "C" NOT NULL,
        CONSTRAINT pk_release_drafts PRIMARY KEY (phase),
        CONSTRAINT fk_release_drafts_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_release_drafts_prepared_by FOREIGN KEY (prepared_by) REFERENCES identities (id)
      )`);
    await runner.query('CREATE INDEX ix_release_drafts_prepared_by ON release_drafts (prepared_by)');
    await runner.query(`
      CREATE TABLE release_draft_readers (
        phase text COLLATE "C" NOT NULL,
        person text COLLATE "C" NOT NULL,
        CONSTRAINT pk_release_draft_readers PRIMARY KEY (phase, person),
        CONSTRAINT fk_release_draft_readers_draft FOREIGN KEY (phase) REFERENCES release_drafts (phase) ON DELETE CASCADE,
        CONSTRAINT fk_release_draft_readers_person FOREIGN KEY (person) REFERENCES identities (id)
      )`);
    await runner.query('CREATE INDEX ix_release_draft_readers_person ON release_draft_readers (person)');
    await runner.query(`
      CREATE TABLE operation_release_readers (
        operation text COLLATE "C" NOT NULL,
        person text COLLATE "C" NOT NULL,
        CONSTRAINT pk_operation_release_readers PRIMARY KEY (operation, person),
        CONSTRAINT fk_operation_release_readers_operation FOREIGN KEY (operation) REFERENCES operations (code),
        CONSTRAINT fk_operation_release_readers_person FOREIGN KEY (person) REFERENCES identities (id)
      )`);
    await runner.query('CREATE INDEX ix_operation_release_readers_person ON operation_release_readers (person)');
    for (const [table, written] of [
      ['release_drafts', `${COORDINATOR} AND ${BY_ACTOR('prepared_by')}`],
      ['release_draft_readers', COORDINATOR],
      ['operation_release_readers', COORDINATOR],
    ] as const) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(
        `CREATE POLICY rls_${table}_write ON ${table} FOR ALL USING (${COORDINATOR}) WITH CHECK (${written})`,
      );
    }
    await runner.query(`
      CREATE POLICY rls_release_draft_readers_read ON release_draft_readers FOR SELECT USING (${READERS} AND ${BY_ACTOR('person')})`);
    await runner.query(`
      CREATE POLICY rls_release_drafts_read ON release_drafts FOR SELECT USING (${READERS} AND EXISTS (
        SELECT FROM release_draft_readers r WHERE r.phase = release_drafts.phase AND r.person = (SELECT actor_id())))`);
  }

  /** Who took a copy of which headline, to be shown when it is superseded. */
  private async copies(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE headline_copies (
        id bigint GENERATED ALWAYS AS IDENTITY,
        person text COLLATE "C" NOT NULL,
        phase text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        measure text COLLATE "C" NOT NULL,
        part text COLLATE "C",
        force text COLLATE "C",
        copied_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_headline_copies PRIMARY KEY (id),
        CONSTRAINT uq_headline_copies_headline UNIQUE NULLS NOT DISTINCT (person, phase, version, measure, part, force),
        CONSTRAINT fk_headline_copies_person FOREIGN KEY (person) REFERENCES identities (id),
        CONSTRAINT fk_headline_copies_release FOREIGN KEY (phase, version) REFERENCES releases (phase, version)
      )`);
    await runner.query('CREATE INDEX ix_headline_copies_release ON headline_copies (phase, version)');
    await runner.query('ALTER TABLE headline_copies ENABLE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY rls_headline_copies_read ON headline_copies FOR SELECT
      USING (${BY_ACTOR('person')} AND (${COORDINATOR} OR ${READERS}))`);
    await runner.query(`
      CREATE POLICY rls_headline_copies_add ON headline_copies FOR INSERT
      WITH CHECK (${BY_ACTOR('person')} AND (${COORDINATOR} OR ${READERS}) AND EXISTS (
        SELECT FROM releases r WHERE r.phase = headline_copies.phase AND r.version = headline_copies.version))`);
  }

  private async preElectionPeriods(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pre_election_periods (
        id bigint GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL,
        from_day date NOT NULL,
        until_day date NOT NULL,
        CONSTRAINT pk_pre_election_periods PRIMARY KEY (id),
        CONSTRAINT uq_pre_election_periods_name UNIQUE (name),
        CONSTRAINT ck_pre_election_periods_days CHECK (from_day <= until_day)
      )`);
    await runner.query('ALTER TABLE pre_election_periods ENABLE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY rls_pre_election_periods_read ON pre_election_periods FOR SELECT USING (true)');
    await runner.query(`
      CREATE POLICY rls_pre_election_periods_add ON pre_election_periods FOR INSERT WITH CHECK (${COORDINATOR})`);
    await runner.query(`
      CREATE POLICY rls_pre_election_periods_remove ON pre_election_periods FOR DELETE USING (${COORDINATOR})`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM releases) THEN
          RAISE 'there are releases, which the release of this service before this one does not know and would lose. Go back by restoring a backup.';
        END IF;
      END $$`);
    await runner.query('DROP TABLE headline_copies, operation_release_readers, release_draft_readers, release_drafts');
    await runner.query('DROP TABLE pre_election_periods, release_reads, release_acknowledgements, release_steps');
    await runner.query('DROP POLICY rls_releases_read ON releases');
    await runner.query('DROP TABLE release_readers, releases');
    await runner.query('DROP FUNCTION keep_release(), release_stamp(text)');
    await runner.query(`
      CREATE OR REPLACE FUNCTION reference_stamp_now() RETURNS text LANGUAGE sql STABLE AS $$
        SELECT concat_ws(' ', stamp,
          (SELECT count(*) FROM phases WHERE status = 'OPEN' AND NOT kept_open AND closes_at < now()))
        FROM reference_stamp
      $$`);
    await runner.query(`
      ALTER POLICY rls_version_states_read ON version_states USING (
        ${COORDINATOR}
        OR ${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER') AND force = (SELECT actor_force())
        OR was_accepted AND step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
          AND ${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')
          AND phase <> ALL (ARRAY(SELECT p.code FROM phases p WHERE p.totals_held_back)))`);
    await runner.query('DROP FUNCTION is_held_back(boolean, timestamptz), instant_now()');
    await runner.query('ALTER TABLE phases DROP COLUMN held_back_until');
  }
}
