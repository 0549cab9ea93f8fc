import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every table of reference data: what a total is told with, beside what forces returned. */
const REFERENCE_TABLES = [
  'forces',
  'breakdowns',
  'parts',
  'part_classes',
  'measures',
  'measure_versions',
  'measure_wholes',
  'operations',
  'participations',
  'phase_asks',
];

/** Of a phase, all but the data version, which has a stamp of its own. */
const PHASE_COLUMNS = `code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force,
  note, status`;

/**
 * What was read can be told from what would be read now: by the phase's data version, and by a stamp of all reference
 * data, which any change of it renews in the same transaction. The stamp is random, so that it never comes again, not
 * even after an older dump was restored.
 *
 * Whoever listens on `data_changes` hears of every change when it is committed: the phase's code, or '' for reference
 * data. That is for letting go of what is out of date; what decides is the stamp, read again for every answer.
 */
export class DataStamps1000000000006 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reference_stamp (
        only_row boolean NOT NULL DEFAULT true,
        stamp uuid NOT NULL DEFAULT gen_random_uuid(),
        CONSTRAINT pk_reference_stamp PRIMARY KEY (only_row),
        CONSTRAINT ck_reference_stamp_only_row CHECK (only_row)
      )`);
    await runner.query('INSERT INTO reference_stamp DEFAULT VALUES');
    await runner.query(`
      CREATE FUNCTION renew_reference_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE reference_stamp SET stamp = gen_random_uuid();
        PERFORM pg_notify('data_changes', '');
        RETURN NULL;
      END $$`);
    // In one call, but the stamp is read after the lock was waited for: each statement of such a function sees anew.
    await runner.query(`
      CREATE FUNCTION hold_definitions() RETURNS uuid LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtext('measure definitions'));
        RETURN (SELECT stamp FROM reference_stamp);
      END $$`);
    // By row: a start that finds nothing to add changes nothing.
    for (const table of REFERENCE_TABLES) {
      await runner.query(`
        CREATE TRIGGER tr_${table}_stamp AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp()`);
    }
    await runner.query(`
      CREATE TRIGGER tr_phases_stamp AFTER INSERT OR UPDATE OF ${PHASE_COLUMNS} OR DELETE ON phases
      FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp()`);
    for (const table of [...REFERENCE_TABLES, 'phases']) {
      await runner.query(`
        CREATE TRIGGER tr_${table}_emptied AFTER TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp()`);
    }
    await runner.query(`
      CREATE FUNCTION tell_data_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('data_changes', NEW.code);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_phases_data_version AFTER UPDATE OF data_version ON phases
      FOR EACH ROW EXECUTE FUNCTION tell_data_change()`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tr_phases_data_version ON phases');
    for (const table of [...REFERENCE_TABLES, 'phases']) {
      await runner.query(`DROP TRIGGER tr_${table}_emptied ON ${table}`);
      await runner.query(`DROP TRIGGER tr_${table}_stamp ON ${table}`);
    }
    await runner.query('DROP FUNCTION tell_data_change(), hold_definitions(), renew_reference_stamp()');
    await runner.query('DROP TABLE reference_stamp');
  }
}
