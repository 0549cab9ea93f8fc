import type { QueryRunner } from 'typeorm';

/** Who runs operations and phases: the coordinator, and the service itself, which loads those that come with it. */
const RUNS_PHASES = `(SELECT actor_role()) IN ('REGIONAL_COORDINATOR', 'SYSTEM')`;

/** Whose steps move a phase's data version on. */
const MOVES_DATA = `(SELECT actor_role()) IN ('REGIONAL_COORDINATOR', 'SYSTEM', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/** Public reference data: everybody reads it. */
const PUBLIC_TABLES = ['operations', 'phases', 'participations', 'phase_asks', 'memberships'];

/** Only triggers of the table that changes write its history. */
const HISTORIES = ['participation_changes', 'phase_ask_changes'];

/** The coordinator's own, and of a force its own. */
const READS_EXCEPTION = `((SELECT actor_role()) = 'REGIONAL_COORDINATOR' OR force = (SELECT actor_force()))`;

/** Row-level security behind the operations' tables. */
export class WritersOfPhases {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [...PUBLIC_TABLES, ...HISTORIES, 'phase_exceptions']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
    }
    for (const table of PUBLIC_TABLES) {
      await runner.query(`CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING (true)`);
      await runner.query(`CREATE POLICY rls_${table}_add ON ${table} FOR INSERT WITH CHECK (${RUNS_PHASES})`);
      const changers = table === 'phases' ? MOVES_DATA : RUNS_PHASES;
      await runner.query(`CREATE POLICY rls_${table}_change ON ${table} FOR UPDATE USING (${changers})`);
    }
    // The rest of who writes forces is in the migration audit: this is for those that merge.
    await runner.query(`CREATE POLICY rls_forces_merge_add ON forces FOR INSERT WITH CHECK (${RUNS_PHASES})`);
    await runner.query(`CREATE POLICY rls_forces_merge_end ON forces FOR UPDATE USING (${RUNS_PHASES})`);
    await runner.query(`CREATE POLICY rls_phase_asks_remove ON phase_asks FOR DELETE USING (${RUNS_PHASES})`);
    for (const table of HISTORIES) {
      await runner.query(`CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING (true)`);
      await runner.query(`
        CREATE POLICY rls_${table}_add ON ${table} FOR INSERT WITH CHECK (pg_trigger_depth() > 0 AND ${RUNS_PHASES})`);
    }
    await runner.query(
      `CREATE POLICY rls_phase_exceptions_read ON phase_exceptions FOR SELECT USING (${READS_EXCEPTION})`,
    );
    await runner.query(`
      CREATE POLICY rls_phase_exceptions_grant ON phase_exceptions FOR INSERT
      WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' AND granted_by = (SELECT actor_id()))`);
    await runner.query(`
      CREATE POLICY rls_phase_exceptions_revoke ON phase_exceptions FOR UPDATE
      USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' AND revoked_at IS NULL)
      WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR' AND revoked_by = (SELECT actor_id()))`);
    await this.guardColumns(runner);
  }

  /** A policy knows rows; this knows columns: who sends a return moves the data version on, and nothing else. */
  private async guardColumns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_phase_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF actor_role() NOT IN ('REGIONAL_COORDINATOR', 'SYSTEM')
          AND to_jsonb(NEW) - 'data_version' - 'data_changed_at'
            <> to_jsonb(OLD) - 'data_version' - 'data_changed_at'
        THEN
          RAISE insufficient_privilege USING MESSAGE = 'only the coordinator changes a phase';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_phases_guard BEFORE UPDATE ON phases
      FOR EACH ROW EXECUTE FUNCTION refuse_phase_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tr_phases_guard ON phases');
    await runner.query('DROP FUNCTION refuse_phase_change()');
    await runner.query('DROP POLICY rls_forces_merge_add ON forces');
    await runner.query('DROP POLICY rls_forces_merge_end ON forces');
    for (const table of [...PUBLIC_TABLES, ...HISTORIES, 'phase_exceptions']) {
      await runner.query(`
        DO $$
        DECLARE
          policy name;
        BEGIN
          FOR policy IN SELECT polname FROM pg_policy WHERE polrelid = '${table}'::regclass LOOP
            EXECUTE format('DROP POLICY %I ON ${table}', policy);
          END LOOP;
        END $$`);
      await runner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
  }
}
