import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  CONTENT_DIGESTS_BODY,
  digestsOf,
  keyOf,
  linesOf,
  NOTED,
  noting,
  recordRows,
  recordTable,
  rowAsJson,
  unrecordTable,
  WITH_SETTINGS,
  type RecordedTable,
} from './contents/recording.js';

/**
 * All tables except those derived from others (`returns`, `results`, `phase_changes`, `reference_stamp`), those that the
 * service keeps for itself (`migrations`, `installation`, `idempotency_keys`), and `release_reads`, which has no entries.
 */
const TABLES: readonly RecordedTable[] = [
  { name: 'forces', key: ['code'], changes: ['UPDATE'] },
  { name: 'breakdowns', key: ['code'] },
  { name: 'parts', key: ['breakdown', 'code'], changes: ['UPDATE'] },
  { name: 'part_classes', key: ['breakdown', 'part', 'valid_from'], changes: ['UPDATE'] },
  { name: 'measures', key: ['code'], changes: ['UPDATE'] },
  { name: 'measure_versions', key: ['measure', 'version'] },
  { name: 'measure_wholes', key: ['part', 'whole'] },
  { name: 'measure_implications', key: ['measure', 'implied'] },
  { name: 'single_haul_measures', key: ['measure'] },
  { name: 'operations', key: ['code'] },
  { name: 'memberships', key: ['operation', 'force', 'from_day'], changes: ['UPDATE'] },
  // Each new return updates its phase's data version, which is not recorded.
  { name: 'phases', key: ['code'], changes: ['UPDATE'], byRow: true },
  { name: 'participations', key: ['phase', 'force'], changes: ['UPDATE'] },
  { name: 'participation_changes', key: ['id'] },
  { name: 'phase_asks', key: ['phase', 'measure'], changes: ['UPDATE', 'DELETE'] },
  { name: 'phase_ask_changes', key: ['id'] },
  { name: 'phase_exceptions', key: ['id'], changes: ['UPDATE'] },
  { name: 'phase_discards', key: ['id'], changes: ['UPDATE'] },
  // The superuser changes and removes identities as docker/README.md says.
  { name: 'identities', key: ['id'], changes: ['UPDATE', 'DELETE'] },
  { name: 'people', key: ['id'], changes: ['UPDATE', 'DELETE'] },
  { name: 'deputies', key: ['id'], changes: ['UPDATE'] },
  { name: 'return_versions', key: ['id'] },
  { name: 'figures', key: ['version_id'] },
  { name: 'version_states', key: ['id'] },
  { name: 'step_reasons', key: ['step_id'] },
  { name: 'questions', key: ['id'] },
  { name: 'question_endings', key: ['id'] },
  { name: 'acknowledgements', key: ['id'] },
  { name: 'drafts', key: ['phase', 'force'], changes: ['UPDATE'] },
  { name: 'releases', key: ['phase', 'version'], changes: ['UPDATE'] },
  { name: 'release_readers', key: ['phase', 'version', 'person'] },
  { name: 'release_steps', key: ['id'] },
  { name: 'release_acknowledgements', key: ['phase', 'version', 'code'] },
  { name: 'release_drafts', key: ['phase'], changes: ['UPDATE', 'DELETE'] },
  { name: 'release_draft_readers', key: ['phase', 'person'], changes: ['DELETE'] },
  { name: 'operation_release_readers', key: ['operation', 'person'], changes: ['DELETE'] },
  { name: 'headline_copies', key: ['id'] },
  { name: 'pre_election_periods', key: ['id'], changes: ['DELETE'] },
];

const RANDOM = 'sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))';

const argument = (place: number): string => `TG_ARGV[${place}]`;
const NEW_LINES = linesOf('TG_TABLE_NAME', digestsOf('new_rows', argument));
const OLD_LINES = linesOf('TG_TABLE_NAME', digestsOf('old_rows', argument));
const GONE = `SELECT key, NULL::bytea AS digest FROM (${digestsOf('old_rows', argument)}) gone`;
const NEW_LINE = `SELECT jsonb_build_array(TG_TABLE_NAME, ${keyOf('new_row', argument)},
  encode(sha256(convert_to(new_row::text, 'UTF8')), 'hex'))::text AS line`;

/**
 * The first audit entry of a transaction has a digest of every row that the transaction added, changed or removed, and the
 * hash of the entry covers them. So a row that is changed directly in the database no longer has the digest of its last
 * entry, which `npm run verify` reports.
 *
 * Triggers note the digests in a setting of the transaction, from which `append_audit_entry` stores them. The rows that
 * exist now are recorded in an entry of their own. Names have a salt that is erased with them, so that nobody can guess an
 * erased name from its digest.
 */
export class RecordedContents1000000000024 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.table(runner);
    await this.salt(runner);
    await runner.query(`
      CREATE FUNCTION note_contents() RETURNS trigger LANGUAGE plpgsql ${WITH_SETTINGS} AS $$
      DECLARE
        new_row jsonb;
      BEGIN
        IF TG_LEVEL = 'ROW' THEN
          new_row := ${rowAsJson('NEW')};
          IF new_row <> ${rowAsJson('OLD')} THEN
            ${noting(NEW_LINE)};
          END IF;
        ELSIF TG_OP = 'INSERT' THEN
          ${noting(NEW_LINES)};
        ELSIF TG_OP = 'UPDATE' THEN
          ${noting(`${NEW_LINES} EXCEPT ${OLD_LINES}`)};
        ELSE
          ${noting(linesOf('TG_TABLE_NAME', GONE))};
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION content_digests(of_table text) RETURNS TABLE (key text, digest bytea)
      LANGUAGE plpgsql STABLE SECURITY DEFINER ${WITH_SETTINGS} AS $$${CONTENT_DIGESTS_BODY}$$`);
    await runner.query('REVOKE ALL ON FUNCTION content_digests(text) FROM PUBLIC');
    await this.append(runner, WITH_DIGESTS);
    for (const table of TABLES) await recordTable(runner, table);
    await recordRows(
      runner,
      'recorded-contents',
      TABLES.map(({ name }) => name),
    );
  }

  private async table(runner: QueryRunner): Promise<void> {
    // No foreign key, like `audit_entries`. A null digest: the row was removed.
    await runner.query(`
      CREATE TABLE audit_contents (
        entry bigint NOT NULL,
        table_name text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        digest bytea,
        CONSTRAINT pk_audit_contents PRIMARY KEY (entry, table_name, key),
        CONSTRAINT ck_audit_contents_digest CHECK (length(digest) = 32)
      )`);
    await runner.query('ALTER TABLE audit_contents ENABLE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY rls_audit_contents_read ON audit_contents FOR SELECT USING ((SELECT actor_role()) = 'SYSTEM')`);
    await runner.query(`
      CREATE TRIGGER tr_audit_contents_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_contents
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
  }

  private async salt(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE people ADD salt bytea DEFAULT ${RANDOM}`);
    await runner.query('UPDATE people SET salt = NULL WHERE name IS NULL');
    await runner.query('ALTER TABLE people ADD CONSTRAINT ck_people_salt CHECK ((name IS NULL) = (salt IS NULL))');
    await runner.query(`
      CREATE FUNCTION erase_salt() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.salt := NULL;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_people_salt BEFORE UPDATE ON people
      FOR EACH ROW WHEN (NEW.name IS NULL) EXECUTE FUNCTION erase_salt()`);
  }

  /** The function of the migration `audit-seals`, with the digests that its transaction noted. */
  private async append(runner: QueryRunner, { declared, before, covered, after }: typeof WITH_DIGESTS): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION append_audit_entry(
        for_actor text, action text, phase text, force text, details jsonb, seal bytea DEFAULT NULL)
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      #variable_conflict use_column
      DECLARE
        head public.audit_head;
        entry public.audit_entries;
        ${declared}
      BEGIN
        entry.actor := public.actor_id();
        entry.actor_role := public.actor_role();
        entry.actor_force := public.actor_force();
        IF entry.actor IS NULL OR entry.actor_role IS NULL OR entry.actor IS DISTINCT FROM for_actor THEN
          RAISE insufficient_privilege USING MESSAGE = 'An audit entry is in the name of its transaction''s actor only.';
        END IF;
        ${before}
        SELECT * INTO STRICT head FROM public.audit_head FOR UPDATE;
        entry.id := head.count + 1;
        entry.at := greatest(date_trunc('milliseconds', clock_timestamp()),
          (SELECT last.at FROM public.audit_entries last WHERE last.id = head.count));
        entry.action := append_audit_entry.action;
        entry.phase := append_audit_entry.phase;
        entry.force := append_audit_entry.force;
        entry.details := append_audit_entry.details;
        entry.previous_hash := head.hash;
        entry.seal := coalesce(append_audit_entry.seal, ${RANDOM});
        entry.hash := sha256(convert_to((jsonb_build_array(entry.id, (extract(epoch FROM entry.at) * 1000)::bigint,
          entry.actor, entry.actor_role, entry.actor_force, entry.action, entry.phase, entry.force, entry.details,
          encode(entry.previous_hash, 'hex'), encode(entry.seal, 'hex'))${covered})::text, 'UTF8'));
        INSERT INTO public.audit_entries VALUES (entry.*);
        ${after}
        UPDATE public.audit_head SET count = entry.id, hash = entry.hash;
      END $$`);
  }

  /** The release before cannot verify entries with digests: to go back with a record that verifies, restore a dump. */
  public async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await unrecordTable(runner, table);
    await this.append(runner, { declared: '', before: '', covered: '', after: '' });
    await runner.query('DROP FUNCTION content_digests(text)');
    await runner.query('DROP FUNCTION note_contents()');
    await runner.query('DROP TRIGGER tr_people_salt ON people');
    await runner.query('DROP FUNCTION erase_salt()');
    await runner.query('ALTER TABLE people DROP salt');
    await runner.query('DROP TABLE audit_contents');
  }
}

/**
 * Additions to `append_audit_entry`. If a row changed several times, its last digest counts. They are sorted out before the
 * head is locked, to keep that lock short.
 */
const WITH_DIGESTS = {
  declared: 'contents text[];',
  before: `
        contents := ARRAY(
          SELECT line FROM (
            SELECT DISTINCT ON (line::jsonb ->> 0, line::jsonb ->> 1) line
            FROM string_to_table(nullif(${NOTED}, ''), E'\\n') WITH ORDINALITY AS noted (line, number)
            ORDER BY line::jsonb ->> 0, line::jsonb ->> 1, number DESC) last
          ORDER BY line COLLATE "C");
        PERFORM set_config('scorpion.contents', '', true);`,
  covered: ` || CASE WHEN contents = '{}' THEN '[]'::jsonb
            ELSE jsonb_build_array(jsonb_build_object('contents',
              encode(sha256(convert_to(array_to_string(contents, E'\\n'), 'UTF8')), 'hex'))) END`,
  after: `
        INSERT INTO public.audit_contents (entry, table_name, key, digest)
        SELECT entry.id, line::jsonb ->> 0, line::jsonb ->> 1, decode(line::jsonb ->> 2, 'hex') FROM unnest(contents) line;`,
};
