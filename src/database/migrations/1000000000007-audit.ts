import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The text that an entry's hash is made of: every column of it, and the hash before. It depends on no setting of a
 * session: an instant is milliseconds since 1970, bytes are hexadecimal, and jsonb has one text for one value.
 */
const CANONICAL_TEXT = `jsonb_build_array(entry.id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.actor,
  entry.actor_role, entry.actor_force, entry.action, entry.phase, entry.force, entry.details,
  encode(entry.previous_hash, 'hex'))::text`;

/** Tables of the dictionary: everybody reads them. */
const DICTIONARY = ['forces', 'breakdowns', 'parts', 'part_classes', 'measures', 'measure_versions', 'measure_wholes'];

/** Who defines measures, and the service itself, which loads what comes with it. */
const WRITES_DICTIONARY = `(SELECT actor_role()) IN ('ADMIN', 'SYSTEM')`;

/**
 * The record of who did what, and people's names apart from it.
 *
 * An entry carries the hash of the one before, and the head the count and the last hash: nothing is changed, removed,
 * put in or cut off unseen (`npm run audit:verify`). Entries are made by one function alone, which takes the actor from
 * the transaction, not from its caller; it runs as the owner, since the serving role may not write here. Triggers hold
 * the owner's own statements back too. The record has ids of people only: a name can be erased and the chain stands.
 */
export class Audit1000000000007 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.people(runner);
    await this.record(runner);
    await this.append(runner);
    await this.refusals(runner);
    for (const table of DICTIONARY) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY rls_${table}_read ON ${table} FOR SELECT USING (true)`);
      await runner.query(`CREATE POLICY rls_${table}_add ON ${table} FOR INSERT WITH CHECK (${WRITES_DICTIONARY})`);
      await runner.query(`
        CREATE POLICY rls_${table}_change ON ${table} FOR UPDATE
        USING (${WRITES_DICTIONARY}) WITH CHECK (${WRITES_DICTIONARY})`);
    }
  }

  private async people(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE people (
        id text COLLATE "C" NOT NULL,
        name text,
        erased_at timestamptz(3),
        CONSTRAINT pk_people PRIMARY KEY (id),
        CONSTRAINT fk_people_identity FOREIGN KEY (id) REFERENCES identities (id),
        CONSTRAINT ck_people_erased CHECK ((name IS NULL) = (erased_at IS NOT NULL))
      )`);
    await runner.query('INSERT INTO people (id, name) SELECT id, name FROM identities');
    await runner.query('ALTER TABLE identities DROP COLUMN name');
    await runner.query('ALTER TABLE people ENABLE ROW LEVEL SECURITY');
    // Those who read returns, or the record, are told who acted; the press never is.
    await runner.query(`
      CREATE POLICY rls_people_read ON people FOR SELECT
      USING ((SELECT actor_role()) IN ('SYSTEM', 'ADMIN', 'REGIONAL_COORDINATOR', 'FORCE_ANALYST', 'FORCE_APPROVER',
        'PCC_OFFICE') OR id = (SELECT actor_id()))`);
    await runner.query(`
      CREATE POLICY rls_people_add ON people FOR INSERT WITH CHECK ((SELECT actor_role()) = 'SYSTEM')`);
    // Nothing but erasing: no name is ever put in another's place, and none comes back.
    await runner.query(`
      CREATE POLICY rls_people_erase ON people FOR UPDATE
      USING ((SELECT actor_role()) = 'ADMIN') WITH CHECK ((SELECT actor_role()) = 'ADMIN' AND name IS NULL)`);
  }

  private async record(runner: QueryRunner): Promise<void> {
    // Nothing refers to another table: an entry stands whatever becomes of what it is about.
    await runner.query(`
      CREATE TABLE audit_entries (
        id bigint NOT NULL,
        at timestamptz(3) NOT NULL,
        actor text COLLATE "C" NOT NULL,
        actor_role text NOT NULL,
        actor_force text COLLATE "C",
        action text COLLATE "C" NOT NULL,
        phase text COLLATE "C",
        force text COLLATE "C",
        details jsonb NOT NULL,
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT pk_audit_entries PRIMARY KEY (id),
        CONSTRAINT ck_audit_entries_id CHECK (id >= 1),
        CONSTRAINT ck_audit_entries_action CHECK (action ~ '^[A-Z]+(_[A-Z]+)*$'),
        CONSTRAINT ck_audit_entries_details CHECK (jsonb_typeof(details) = 'object'),
        CONSTRAINT ck_audit_entries_hashes CHECK (length(previous_hash) = 32 AND length(hash) = 32)
      )`);
    await runner.query('CREATE INDEX ix_audit_entries_at ON audit_entries (at, id)');
    await runner.query('CREATE INDEX ix_audit_entries_actor ON audit_entries (actor, id)');
    await runner.query('CREATE INDEX ix_audit_entries_action ON audit_entries (action, id)');
    await runner.query('CREATE INDEX ix_audit_entries_phase ON audit_entries (phase, id) WHERE phase IS NOT NULL');
    await runner.query('CREATE INDEX ix_audit_entries_force ON audit_entries (force, id) WHERE force IS NOT NULL');
    await runner.query(`
      CREATE TABLE audit_head (
        only_row boolean NOT NULL DEFAULT true,
        count bigint NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT pk_audit_head PRIMARY KEY (only_row),
        CONSTRAINT ck_audit_head_only_row CHECK (only_row),
        CONSTRAINT ck_audit_head_count CHECK (count >= 0),
        CONSTRAINT ck_audit_head_hash CHECK (length(hash) = 32)
      )`);
    // What the first entry comes after: 32 bytes of zero.
    await runner.query(`INSERT INTO audit_head (count, hash) VALUES (0, decode(repeat('00', 32), 'hex'))`);
    for (const table of ['audit_entries', 'audit_head']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`
        CREATE POLICY rls_${table}_read ON ${table} FOR SELECT
        USING ((SELECT actor_role()) IN ('ADMIN', 'SYSTEM'))`);
    }
  }

  /** Everything is named in full or found in pg_catalog first, since whoever calls it must not choose what it runs. */
  private async append(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION append_audit_entry(for_actor text, action text, phase text, force text, details jsonb)
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
        entry.hash := sha256(convert_to(${CANONICAL_TEXT}, 'UTF8'));
        INSERT INTO public.audit_entries VALUES (entry.*);
        UPDATE public.audit_head SET count = entry.id, hash = entry.hash;
      END $$`);
    // Everybody may execute a new function; who really may is in privileges.ts.
    await runner.query('REVOKE ALL ON FUNCTION append_audit_entry(text, text, text, text, jsonb) FROM PUBLIC');
  }

  private async refusals(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE insufficient_privilege USING MESSAGE = format('%s of %s is refused: the record is only added to.',
          TG_OP, TG_TABLE_NAME);
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_audit_entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await runner.query(`
      CREATE TRIGGER tr_audit_head_kept BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await runner.query(`
      CREATE FUNCTION hold_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM audit_entries entry WHERE entry.id = OLD.count + 1 AND entry.id = NEW.count
          AND entry.hash = NEW.hash AND entry.previous_hash = OLD.hash) THEN
          RAISE insufficient_privilege USING MESSAGE = 'The head of the record moves with an entry only.';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_audit_head_moved BEFORE UPDATE ON audit_head
      FOR EACH ROW EXECUTE FUNCTION hold_audit_head()`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    for (const table of DICTIONARY) {
      for (const policy of ['change', 'add', 'read']) {
        await runner.query(`DROP POLICY rls_${table}_${policy} ON ${table}`);
      }
      await runner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    await runner.query('DROP FUNCTION append_audit_entry(text, text, text, text, jsonb)');
    await runner.query('DROP TABLE audit_head, audit_entries');
    await runner.query('DROP FUNCTION hold_audit_head(), refuse_audit_change()');
    await runner.query('ALTER TABLE identities ADD COLUMN name text');
    // A name that was erased, or never known, does not come back.
    await runner.query(`
      UPDATE identities SET name = coalesce((SELECT p.name FROM people p WHERE p.id = identities.id), id)`);
    await runner.query('ALTER TABLE identities ALTER COLUMN name SET NOT NULL');
    await runner.query('DROP TABLE people');
  }
}
