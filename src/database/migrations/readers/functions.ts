import type { QueryRunner } from 'typeorm';

const ROLE = 'public.actor_role()';

/** Who reads the region's totals. */
const READS_TOTALS = `${ROLE} IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/** Whose steps change what a phase's totals rest on. */
const MOVES_DATA = `${ROLE} IN ('REGIONAL_COORDINATOR', 'SYSTEM', 'FORCE_ANALYST', 'FORCE_APPROVER')`;

/**
 * Functions that read past row-level security, each for the roles named in it, and give what the contract lets these
 * know where the rows themselves would say more. Everything is found in pg_catalog first or named in full.
 */
const FUNCTIONS: readonly { readonly name: string; readonly returns: string; readonly body: string }[] = [
  {
    // Of another force people know whether it has reported, and no more than that before it is accepted.
    name: 'forces_reported(of_phases text[])',
    returns: 'TABLE (phase text, force text) LANGUAGE sql STABLE',
    body: `SELECT r.phase, r.force FROM public.returns r
      WHERE r.phase = ANY (of_phases) AND r.standing IS NOT NULL AND ${READS_TOTALS}`,
  },
  {
    // When a phase was set up: the instant of totals on which nothing has changed yet.
    name: 'phase_set_up_at(of_phase text)',
    returns: 'timestamptz LANGUAGE sql STABLE',
    body: `SELECT min(c.changed_at) FROM public.phase_changes c WHERE c.phase = of_phase AND ${READS_TOTALS}`,
  },
  {
    // How often and when what a phase's totals rest on has changed: so others would know of work on a return.
    name: 'phase_data(of_phase text)',
    returns: 'TABLE (data_version bigint, data_changed_at timestamptz) LANGUAGE sql STABLE',
    body: `SELECT p.data_version, p.data_changed_at FROM public.phases p
      WHERE p.code = of_phase AND ${ROLE} = 'REGIONAL_COORDINATOR'`,
  },
  {
    // Random, so it says that something has changed, and not what, when or how often.
    name: 'phase_data_stamp(of_phase text)',
    returns: 'text LANGUAGE sql STABLE',
    body: `SELECT p.data_stamp::text FROM public.phases p
      WHERE p.code = of_phase AND (${ROLE} = 'SYSTEM' OR ${READS_TOTALS})`,
  },
  {
    name: 'move_data_version_on(of_phase text)',
    returns: 'timestamptz LANGUAGE sql VOLATILE',
    body: `UPDATE public.phases SET data_version = data_version + 1,
        data_changed_at = greatest(clock_timestamp(), data_changed_at + interval '1 millisecond')
      WHERE code = of_phase AND ${MOVES_DATA} RETURNING data_changed_at`,
  },
  {
    name: 'participation_reason(of_phase text, of_force text)',
    returns: 'text LANGUAGE sql STABLE',
    body: `SELECT p.reason FROM public.participations p WHERE p.phase = of_phase AND p.force = of_force
      AND (${ROLE} = 'REGIONAL_COORDINATOR'
        OR ${ROLE} IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE') AND p.force = public.actor_force())`,
  },
  {
    // A force's people know each other, the coordinators, who stands in for either, and who acted on their returns.
    name: 'knows_person(person text)',
    returns: 'boolean LANGUAGE sql STABLE',
    body: `SELECT ${ROLE} IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE') AND (
        EXISTS (SELECT FROM public.identities i WHERE i.id = person
          AND (i.force = public.actor_force() OR i.role = 'REGIONAL_COORDINATOR'))
        OR EXISTS (SELECT FROM public.deputies d WHERE d.person = knows_person.person
          AND (d.force = public.actor_force() OR d.role = 'REGIONAL_COORDINATOR'))
        OR EXISTS (SELECT FROM public.version_states s WHERE s.actor = person AND s.force = public.actor_force()))`,
  },
];

/** What keeps the histories of phases and the stamp of reference data. */
const TRIGGERS = [
  'renew_reference_stamp()',
  'keep_phase_change()',
  'keep_participation_change()',
  'keep_phase_ask_change()',
  'change_began_at(text, boolean)',
];

/** The functions for readers, and the triggers that have to write what their caller may not. */
export class FunctionsForReaders {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE phases ADD data_stamp uuid NOT NULL DEFAULT gen_random_uuid()');
    await runner.query(`
      CREATE FUNCTION renew_data_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.data_stamp := gen_random_uuid();
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_phases_data_stamp BEFORE UPDATE OF data_version, data_changed_at ON phases
      FOR EACH ROW EXECUTE FUNCTION renew_data_stamp()`);
    for (const { name, returns, body } of FUNCTIONS) {
      await runner.query(`
        CREATE FUNCTION ${name} RETURNS ${returns} SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
        AS $$ ${body} $$`);
      await runner.query(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`);
    }
    // Whoever changes a phase, or any reference data, may neither read nor write what these keep of it.
    for (const name of TRIGGERS) {
      await runner.query(`ALTER FUNCTION ${name} SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp`);
      await runner.query(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of TRIGGERS) {
      await runner.query(`ALTER FUNCTION ${name} SECURITY INVOKER RESET ALL`);
      await runner.query(`GRANT EXECUTE ON FUNCTION ${name} TO PUBLIC`);
    }
    for (const { name } of FUNCTIONS.toReversed()) {
      await runner.query(`DROP FUNCTION ${name}`);
    }
    await runner.query('DROP TRIGGER tr_phases_data_stamp ON phases');
    await runner.query('DROP FUNCTION renew_data_stamp()');
    await runner.query('ALTER TABLE phases DROP data_stamp');
  }
}
