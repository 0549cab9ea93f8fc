import type { MigrationInterface, QueryRunner } from 'typeorm';

const COORDINATOR = `(SELECT actor_role()) = 'REGIONAL_COORDINATOR'`;
const BY_ACTOR = (column: string): string => `${column} = (SELECT actor_id())`;

const STATUSES = ['PLANNED', 'OPEN', 'CLOSED'];

/**
 * A phase that was made by mistake can be discarded while no return counts in it. It stays, so that what was withdrawn in it
 * stays readable and its code is never given to another phase; its status says that it takes no part in anything. Who
 * discarded it and why is in rows of its own, since everybody reads phases.
 *
 * And what is withdrawn holds up no definition: until which day definitions have been counted under follows from the returns
 * that count. Who defines measures reads no returns, so a function that runs as its owner gives that day and nothing else.
 */
export class DiscardedPhases1000000000015 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.allowStatuses(runner, [...STATUSES, 'DISCARDED']);
    await runner.query(`
      CREATE TABLE phase_discards (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        reason text NOT NULL,
        discarded_at timestamptz(3) NOT NULL,
        discarded_by text COLLATE "C" NOT NULL,
        restored_at timestamptz(3),
        restored_by text COLLATE "C",
        CONSTRAINT pk_phase_discards PRIMARY KEY (id),
        CONSTRAINT fk_phase_discards_phase FOREIGN KEY (phase) REFERENCES phases (code),
        CONSTRAINT fk_phase_discards_discarded_by FOREIGN KEY (discarded_by) REFERENCES identities (id),
        CONSTRAINT fk_phase_discards_restored_by FOREIGN KEY (restored_by) REFERENCES identities (id),
        CONSTRAINT ck_phase_discards_restored CHECK ((restored_at IS NULL) = (restored_by IS NULL))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX uq_phase_discards_current ON phase_discards (phase) WHERE restored_at IS NULL`);
    await runner.query('CREATE INDEX ix_phase_discards_phase ON phase_discards (phase)');
    await runner.query('CREATE INDEX ix_phase_discards_discarded_by ON phase_discards (discarded_by)');
    await runner.query('CREATE INDEX ix_phase_discards_restored_by ON phase_discards (restored_by)');
    await runner.query('ALTER TABLE phase_discards ENABLE ROW LEVEL SECURITY');
    await runner.query(`CREATE POLICY rls_phase_discards_read ON phase_discards FOR SELECT USING (${COORDINATOR})`);
    await runner.query(`
      CREATE POLICY rls_phase_discards_add ON phase_discards FOR INSERT
      WITH CHECK (${COORDINATOR} AND ${BY_ACTOR('discarded_by')} AND restored_at IS NULL)`);
    await runner.query(`
      CREATE POLICY rls_phase_discards_restore ON phase_discards FOR UPDATE
      USING (${COORDINATOR} AND restored_at IS NULL) WITH CHECK (${COORDINATOR} AND ${BY_ACTOR('restored_by')})`);
    await this.countedUntil(runner);
  }

  private async countedUntil(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION latest_day_counted() RETURNS date LANGUAGE plpgsql STABLE SECURITY DEFINER
      SET search_path = public, pg_temp AS $$
      BEGIN
        IF actor_role() IS DISTINCT FROM 'ADMIN' THEN
          RAISE insufficient_privilege USING MESSAGE = 'only who defines measures asks for the day';
        END IF;
        RETURN (SELECT max(p.starts_on) FROM phases p
          WHERE EXISTS (SELECT FROM returns r WHERE r.phase = p.code AND r.standing IS NOT NULL));
      END $$`);
  }

  private async allowStatuses(runner: QueryRunner, statuses: readonly string[]): Promise<void> {
    await runner.query(`
      ALTER TABLE phases
        DROP CONSTRAINT ck_phases_status,
        ADD CONSTRAINT ck_phases_status CHECK (status IN (${statuses.map((one) => `'${one}'`).join(', ')}))`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM phases WHERE status = 'DISCARDED') THEN
          RAISE 'phases are discarded: the release before does not know this. Restore them first (restorePhase).';
        END IF;
      END $$`);
    await runner.query('DROP FUNCTION latest_day_counted()');
    await runner.query('DROP TABLE phase_discards');
    await this.allowStatuses(runner, STATUSES);
  }
}
