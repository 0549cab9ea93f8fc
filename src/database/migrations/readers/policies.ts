import type { QueryRunner } from 'typeorm';

const ROLE = '(SELECT actor_role())';
const OWN_FORCE = 'force = (SELECT actor_force())';
const COORDINATOR = `${ROLE} = 'REGIONAL_COORDINATOR'`;
const OF_A_FORCE = `${ROLE} IN ('PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
const READS_TOTALS = `${ROLE} IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
const READS_RETURN = `(${COORDINATOR} OR ${OF_A_FORCE} AND ${OWN_FORCE})`;
const SENDS_RETURN = `(${COORDINATOR} OR ${ROLE} = 'FORCE_ANALYST' AND ${OWN_FORCE})`;
const RUNS_PHASES = `${ROLE} IN ('REGIONAL_COORDINATOR', 'SYSTEM')`;
const MOVES_DATA = `${ROLE} IN ('REGIONAL_COORDINATOR', 'SYSTEM', 'FORCE_ANALYST', 'FORCE_APPROVER')`;
const OWN_KEYS = 'person = (SELECT actor_id())';
const SEES_NAMES = `(${ROLE} IN ('SYSTEM', 'ADMIN', 'REGIONAL_COORDINATOR') OR id = (SELECT actor_id())`;

/** A policy: its table, what it is for, and its rule now and before. */
const CHANGED: readonly (readonly [table: string, name: string, now: string, before: string])[] = [
  ['returns', 'read', `FOR SELECT USING ${READS_RETURN}`, `FOR SELECT USING (${READS_TOTALS})`],
  [
    // Of others' returns the steps that say what totals have counted, and no others.
    'version_states',
    'read',
    `FOR SELECT USING (${READS_RETURN} OR was_accepted AND step IN ('ACCEPT', 'UNDO_ACCEPTANCE')
      AND ${OF_A_FORCE})`,
    `FOR SELECT USING (${READS_RETURN} OR was_accepted AND ${OF_A_FORCE})`,
  ],
  ['phase_changes', 'read', `FOR SELECT USING (${COORDINATOR})`, 'FOR SELECT USING (true)'],
  ['participation_changes', 'read', `FOR SELECT USING (${READS_TOTALS})`, 'FOR SELECT USING (true)'],
  ['phase_ask_changes', 'read', `FOR SELECT USING (${READS_TOTALS})`, 'FOR SELECT USING (true)'],
  // Analysts and approvers move the data version on by a function.
  ['phases', 'change', `FOR UPDATE USING (${RUNS_PHASES})`, `FOR UPDATE USING (${MOVES_DATA})`],
  [
    'people',
    'read',
    `FOR SELECT USING ${SEES_NAMES} OR knows_person(id))`,
    `FOR SELECT USING ${SEES_NAMES} OR ${OF_A_FORCE})`,
  ],
];

/** Written by triggers alone, which now run as the owner. */
const BY_TRIGGERS = ['phase_changes', 'participation_changes', 'phase_ask_changes'];

/** Who reads what: nobody more than the contract lets them know, whatever the service asks for them. */
export class PoliciesOfReaders {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name, now] of CHANGED) await this.put(runner, table, name, now);
    for (const table of BY_TRIGGERS) await runner.query(`DROP POLICY rls_${table}_add ON ${table}`);
    // A key holds a digest of a return: for whom may send that return still.
    await runner.query('DROP POLICY rls_idempotency_keys ON idempotency_keys');
    await runner.query(`
      CREATE POLICY rls_idempotency_keys ON idempotency_keys
      USING (${OWN_KEYS} AND ${SENDS_RETURN}) WITH CHECK (${OWN_KEYS} AND ${SENDS_RETURN})`);
    // Nobody but who runs phases changes a row of theirs, so no column needs a guard any more.
    await runner.query('DROP TRIGGER tr_phases_guard ON phases');
    await runner.query('DROP FUNCTION refuse_phase_change()');
  }

  async down(runner: QueryRunner): Promise<void> {
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
    await runner.query('DROP POLICY rls_idempotency_keys ON idempotency_keys');
    await runner.query(`
      CREATE POLICY rls_idempotency_keys ON idempotency_keys USING (${OWN_KEYS}) WITH CHECK (${OWN_KEYS})`);
    for (const table of BY_TRIGGERS) {
      const writes = table === 'phase_changes' ? '' : ` AND ${RUNS_PHASES}`;
      await runner.query(`
        CREATE POLICY rls_${table}_add ON ${table} FOR INSERT WITH CHECK (pg_trigger_depth() > 0${writes})`);
    }
    for (const [table, name, , before] of CHANGED) await this.put(runner, table, name, before);
  }

  private async put(runner: QueryRunner, table: string, name: string, rule: string): Promise<void> {
    await runner.query(`DROP POLICY rls_${table}_${name} ON ${table}`);
    await runner.query(`CREATE POLICY rls_${table}_${name} ON ${table} ${rule}`);
  }
}
