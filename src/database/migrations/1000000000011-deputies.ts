import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLE = '(SELECT actor_role())';

/** Who appoints a deputy: the coordinator any, an approver those of the own force. */
const APPOINTS = `(${ROLE} = 'REGIONAL_COORDINATOR'
  OR ${ROLE} = 'FORCE_APPROVER' AND role <> 'REGIONAL_COORDINATOR' AND force = (SELECT actor_force()))`;

/**
 * Who stands in for whom, from which day to which. Who submits does not sign off and who signs off does not accept, so
 * where somebody is away another person acts, in their own name. Days are Europe/London.
 *
 * A deputy appoints no deputies, or a few days would never end; and a step that a deputy takes says so, by the database
 * itself: it compares what the transaction acts as with what its person is.
 */
export class Deputies1000000000011 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deputies (
        id bigint GENERATED ALWAYS AS IDENTITY,
        person text COLLATE "C" NOT NULL,
        role text NOT NULL,
        force text COLLATE "C",
        from_day date NOT NULL,
        until_day date NOT NULL,
        reason text NOT NULL,
        appointed_by text COLLATE "C" NOT NULL,
        appointed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        ended_by text COLLATE "C",
        ended_at timestamptz(3),
        CONSTRAINT pk_deputies PRIMARY KEY (id),
        CONSTRAINT fk_deputies_person FOREIGN KEY (person) REFERENCES identities (id),
        CONSTRAINT fk_deputies_force FOREIGN KEY (force) REFERENCES forces (code),
        CONSTRAINT fk_deputies_appointed_by FOREIGN KEY (appointed_by) REFERENCES identities (id),
        CONSTRAINT fk_deputies_ended_by FOREIGN KEY (ended_by) REFERENCES identities (id),
        CONSTRAINT ck_deputies_role CHECK (role IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR')),
        CONSTRAINT ck_deputies_force CHECK ((force IS NULL) = (role = 'REGIONAL_COORDINATOR')),
        CONSTRAINT ck_deputies_days CHECK (until_day - from_day BETWEEN 0 AND 30),
        CONSTRAINT ck_deputies_appointed_by CHECK (appointed_by <> person),
        CONSTRAINT ck_deputies_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      )`);
    // Every request asks what its person stands in as.
    await runner.query('CREATE INDEX ix_deputies_person ON deputies (person, until_day) WHERE ended_at IS NULL');
    await runner.query('CREATE INDEX ix_deputies_force ON deputies (force, id)');
    await runner.query('CREATE INDEX ix_deputies_appointed_by ON deputies (appointed_by)');
    await runner.query('CREATE INDEX ix_deputies_ended_by ON deputies (ended_by) WHERE ended_by IS NOT NULL');
    await this.steps(runner);
    await runner.query('ALTER TABLE deputies ENABLE ROW LEVEL SECURITY');
    // SYSTEM is the service itself, which finds out who calls.
    await runner.query(`
      CREATE POLICY rls_deputies_read ON deputies FOR SELECT
      USING (${ROLE} = 'SYSTEM' OR ${APPOINTS} OR person = (SELECT actor_id()))`);
    await runner.query(`
      CREATE POLICY rls_deputies_appoint ON deputies FOR INSERT
      WITH CHECK (${APPOINTS} AND NOT (SELECT acts_as_deputy()) AND appointed_by = (SELECT actor_id())
        AND ended_at IS NULL)`);
    await runner.query(`
      CREATE POLICY rls_deputies_end ON deputies FOR UPDATE
      USING (${APPOINTS} AND NOT (SELECT acts_as_deputy()) AND ended_at IS NULL)
      WITH CHECK (${APPOINTS} AND ended_by = (SELECT actor_id()))`);
  }

  private async steps(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION acts_as_deputy() RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT actor_id() IS NOT NULL AND NOT EXISTS (
          SELECT FROM identities own
          WHERE own.id = actor_id() AND own.role = actor_role() AND own.force IS NOT DISTINCT FROM actor_force())
      $$`);
    // False for what was done before there were deputies.
    await runner.query('ALTER TABLE version_states ADD as_deputy boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE version_states ALTER as_deputy SET DEFAULT acts_as_deputy()');
    await runner.query(`
      CREATE POLICY rls_version_states_deputy ON version_states AS RESTRICTIVE FOR INSERT
      WITH CHECK (as_deputy = (SELECT acts_as_deputy()))`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY rls_version_states_deputy ON version_states');
    await runner.query('ALTER TABLE version_states DROP as_deputy');
    await runner.query('DROP TABLE deputies');
    await runner.query('DROP FUNCTION acts_as_deputy()');
  }
}
