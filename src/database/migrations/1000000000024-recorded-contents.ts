import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  CONTENT_DIGESTS_BODY,
  digestsOf,
  FIXED_SETTINGS,
  keyOf,
  linesOf,
  recordTable,
  rowAsJson,
  unrecordTable,
  type RecordedTable,
} from './contents/recording.js';

/** Those that a new return does not change. */
const PHASE_COLUMNS = [
  'name',
  'starts_on',
  'ends_on',
  'dates_known_to',
  'active_days',
  'windows',
  'focus',
  'lead_force',
  'note',
  'status',
  'returns_due_at',
  'closes_at',
  'final_at',
  'closed_at',
  'kept_open',
  'kept_open_reason',
  'closing_reason',
  'totals_held_back',
  'held_back_until',
];

/**
 * Every table but those whose rows follow from others (`returns`, `results`, `phase_changes`, stamps), that serve the
 * service itself (`migrations`, `installation`, `idempotency_keys`), and that no entry is about (`release_reads`).
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
  { name: 'phases', key: ['code'], changes: [`UPDATE OF ${PHASE_COLUMNS.join(', ')}`] },
  { name: 'participations', key: ['phase', 'force'], changes: ['UPDATE'] },
  { name: 'participation_changes', key: ['id'] },
  { name: 'phase_asks', key: ['phase', 'measure'], changes: ['UPDATE', 'DELETE'] },
  { name: 'phase_ask_changes', key: ['id'] },
  { name: 'phase_exceptions', key: ['id'], changes: ['UPDATE'] },
  { name: 'phase_discards', key: ['id'], changes: ['UPDATE'] },
  { name: 'identities', key: ['id'] },
  { name: 'people', key: ['id'], changes: ['UPDATE'] },
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

const NOTED = `current_setting('scorpion.contents', true)`;
const RANDOM = 'sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))';

/** SQL: adds lines to what the transaction has noted so far. */
const noting = (lines: string): string =>
  `PERFORM set_config('scorpion.contents', concat_ws(E'\\n', nullif(${NOTED}, ''), (${lines})), true)`;
const joined = (lines: string): string => `SELECT string_agg(line, E'\\n') FROM (${lines}) l`;

const argument = (place: number): string => `TG_ARGV[${place}]`;
const NEW_LINES = joined(linesOf('TG_TABLE_NAME', digestsOf('new_rows', argument)));
const GONE = `SELECT key, NULL::bytea AS digest FROM (${digestsOf('old_rows', argument)}) gone`;
const OLD_LINES = joined(linesOf('TG_TABLE_NAME', GONE));
const CHANGED_LINE = `jsonb_build_array(TG_TABLE_NAME, ${keyOf('changed', argument)},
  encode(sha256(convert_to(changed::text, 'UTF8')), 'hex'))::text`;

/**
 * Each audit entry has a digest of every row that its transaction added, changed or removed, and its hash covers them.
 * So a row that is changed past the service no longer has the digest of its last entry, which `npm run verify` reports.
 *
 * Triggers note the digests in a setting of the transaction. `append_audit_entry` writes them with the transaction's
 * first entry. The rows that exist now are recorded in one entry more. Names have a salt that erasing them removes,
 * so that nobody can try names until one has the recorded digest.
 */
export class RecordedContents1000000000024 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.table(runner);
    await this.salt(runner);
    await runner.query(`
      CREATE FUNCTION note_contents() RETURNS trigger LANGUAGE plpgsql ${FIXED_SETTINGS} AS $$
      DECLARE
        changed jsonb;
      BEGIN
        CASE TG_OP
          WHEN 'INSERT' THEN ${noting(NEW_LINES)};
          WHEN 'DELETE' THEN ${noting(OLD_LINES)};
          WHEN 'UPDATE' THEN
            changed := ${rowAsJson('NEW')};
            ${noting(CHANGED_LINE)};
        END CASE;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION content_digests(of_table text) RETURNS TABLE (key text, digest bytea)
      LANGUAGE plpgsql STABLE SECURITY DEFINER ${FIXED_SETTINGS} AS $$${CONTENT_DIGESTS_BODY}$$`);
    await runner.query('REVOKE ALL ON FUNCTION content_digests(text) FROM PUBLIC');
    await this.append(runner, RECORDING);
    for (const table of TABLES) await recordTable(runner, table);
    await this.recordAll(runner);
  }

  private async table(runner: QueryRunner): Promise<void> {
    // Like the entries it refers to no other table. Null: the row was removed.
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

  /** Records every row that exists. In a new database there is none. */
  private async recordAll(runner: QueryRunner): Promise<void> {
    const inserts = TABLES.map(({ name }) => {
      const digests = `SELECT * FROM public.content_digests('${name}')`;
      return `${noting(joined(linesOf(`'${name}'`, digests)))};`;
    });
    await runner.query(`
      DO $$
      BEGIN
        PERFORM set_config('scorpion.actor_id', 'system', true), set_config('scorpion.actor_role', 'SYSTEM', true),
          set_config('scorpion.actor_force', '', true);
        ${inserts.join('\n')}
        IF ${NOTED} <> '' THEN
          PERFORM append_audit_entry('system', 'CONTENTS_RECORDED', NULL, NULL, '{}');
        END IF;
        PERFORM set_config('scorpion.actor_id', '', true), set_config('scorpion.actor_role', '', true);
      END $$`);
  }

  /** The function of the migration `audit-seals`, with the digests that its transaction noted. */
  private async append(runner: QueryRunner, { before, covered, after }: typeof RECORDING): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION append_audit_entry(
        for_actor text, action text, phase text, force text, details jsonb, seal bytea DEFAULT NULL)
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      #variable_conflict use_column
      DECLARE
        head public.audit_head;
        entry public.audit_entries;
        contents text[];
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
    await this.append(runner, { before: '', covered: '', after: '' });
    await runner.query('DROP FUNCTION content_digests(text)');
    await runner.query('DROP FUNCTION note_contents()');
    await runner.query('DROP TRIGGER tr_people_salt ON people');
    await runner.query('DROP FUNCTION erase_salt()');
    await runner.query('ALTER TABLE people DROP salt');
    await runner.query('DROP TABLE audit_contents');
  }
}

/** What is added to `append_audit_entry`. Of each row the last digest counts. The lock is taken only afterwards. */
const RECORDING = {
  before: `
        contents := ARRAY(
          SELECT line FROM (
            SELECT DISTINCT ON (line::jsonb ->> 0, line::jsonb ->> 1) line
            FROM string_to_table(nullif(${NOTED}, ''), E'\\n') WITH ORDINALITY AS noted (line, number)
            ORDER BY line::jsonb ->> 0, line::jsonb ->> 1, number DESC) last
          ORDER BY line COLLATE "C");
        PERFORM set_config('scorpion.contents', '', true);`,
  covered: ` || CASE WHEN contents = '{}' THEN '[]'::jsonb
            ELSE jsonb_build_array(encode(sha256(convert_to(array_to_string(contents, E'\\n'), 'UTF8')), 'hex')) END`,
  after: `
        INSERT INTO public.audit_contents (entry, table_name, key, digest)
        SELECT entry.id, line::jsonb ->> 0, line::jsonb ->> 1, decode(line::jsonb ->> 2, 'hex') FROM unnest(contents) line;`,
};
