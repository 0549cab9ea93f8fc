import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The text that an entry's hash was made of before there were seals: see the migration `audit`. */
const TEXT_BEFORE = `entry.id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.actor, entry.actor_role,
  entry.actor_force, entry.action, entry.phase, entry.force, entry.details, encode(entry.previous_hash, 'hex')`;

/** The same with the seal at its end. */
const TEXT = `${TEXT_BEFORE}, encode(entry.seal, 'hex')`;

const RANDOM = 'sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))';

/**
 * Nothing that was computed from a return reaches ADMIN, who reads the audit record and may see no figure.
 *
 * Until now an entry of a submission had the plain SHA-256 of what was sent, so ADMIN could try figures until one had
 * that digest. From now on every entry has a seal of 32 bytes that its hash covers: of a submission an HMAC of the
 * version's content, with a key that is stored with the version, so that only those who read the return read the key;
 * of anything else 32 random bytes. ADMIN reads no seal, so cannot try anything against a hash either.
 *
 * Entries of before have no seal and stay as they are. ADMIN reads the record through the view `audit_record`, which
 * leaves out their digest and their hash. No hash that it shows gives an earlier one away: each is made with a seal.
 */
export class AuditSeals1000000000012 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_entries
        ADD seal bytea,
        ADD CONSTRAINT ck_audit_entries_seal CHECK (length(seal) = 32)`);
    // Null for a version of before.
    await runner.query(`
      ALTER TABLE return_versions
        ADD content_key bytea,
        ADD CONSTRAINT ck_return_versions_content_key CHECK (length(content_key) = 32)`);
    await runner.query('DROP FUNCTION append_audit_entry(text, text, text, text, jsonb)');
    await this.append(runner, {
      parameters: 'for_actor text, action text, phase text, force text, details jsonb, seal bytea DEFAULT NULL',
      sealing: `entry.seal := coalesce(append_audit_entry.seal, ${RANDOM});`,
      text: TEXT,
    });
    await runner.query('REVOKE ALL ON FUNCTION append_audit_entry(text, text, text, text, jsonb, bytea) FROM PUBLIC');
    await this.readers(runner, `= 'SYSTEM'`);
    // It reads the table with its owner's rights, past the policy, for ADMIN alone: a filter that is looked at before any
    // row is. A security barrier would keep it from reading a page by an index.
    await runner.query(`
      CREATE VIEW audit_record AS
      SELECT id, at, actor, actor_role, actor_force, action, phase, force,
        CASE WHEN seal IS NULL THEN details - 'sha256' ELSE details END AS details,
        CASE WHEN seal IS NOT NULL THEN hash END AS hash
      FROM audit_entries WHERE (SELECT actor_role()) = 'ADMIN'`);
  }

  /** Everything is named in full or found in pg_catalog first, since whoever calls it must not choose what it runs. */
  private async append(
    runner: QueryRunner,
    { parameters, sealing, text }: { parameters: string; sealing: string; text: string },
  ): Promise<void> {
    await runner.query(`
      CREATE FUNCTION append_audit_entry(${parameters})
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      #variable_conflict use_column
      DECLARE
        head public.audit_head;
        entry public.audit_entries;
      BEGIN
        entry.actor := public.actor_id();
        entry.actor_role := public.actor_role();
        entry.actor_force := public.actor_force();
        IF entry.actor IS NULL OR entry.actor_role IS NULL OR entry.actor IS DISTINCT FROM for_actor THEN
          RAISE insufficient_privilege USING MESSAGE = 'An audit entry is in the name of its transaction''s actor only.';
        END IF;
        SELECT * INTO STRICT head FROM public.audit_head FOR UPDATE;
        entry.id := head.count + 1;
        entry.at := greatest(date_trunc('milliseconds', clock_timestamp()),
          (SELECT last.at FROM public.audit_entries last WHERE last.id = head.count));
        entry.action := append_audit_entry.action;
        entry.phase := append_audit_entry.phase;
        entry.force := append_audit_entry.force;
        entry.details := append_audit_entry.details;
        entry.previous_hash := head.hash;
        ${sealing}
        entry.hash := sha256(convert_to(jsonb_build_array(${text})::text, 'UTF8'));
        INSERT INTO public.audit_entries VALUES (entry.*);
        UPDATE public.audit_head SET count = entry.id, hash = entry.hash;
      END $$`);
  }

  private async readers(runner: QueryRunner, roles: string): Promise<void> {
    for (const table of ['audit_entries', 'audit_head']) {
      await runner.query(`DROP POLICY rls_${table}_read ON ${table}`);
      await runner.query(`
        CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING ((SELECT actor_role()) ${roles})`);
    }
  }

  /** The release before cannot verify entries with a seal: to go back with a record that verifies, restore a dump. */
  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW audit_record');
    await this.readers(runner, `IN ('ADMIN', 'SYSTEM')`);
    await runner.query('DROP FUNCTION append_audit_entry(text, text, text, text, jsonb, bytea)');
    await runner.query('ALTER TABLE return_versions DROP content_key');
    await runner.query('ALTER TABLE audit_entries DROP seal');
    const parameters = 'for_actor text, action text, phase text, force text, details jsonb';
    await this.append(runner, { parameters, sealing: '', text: TEXT_BEFORE });
    await runner.query('REVOKE ALL ON FUNCTION append_audit_entry(text, text, text, text, jsonb) FROM PUBLIC');
  }
}
