-- The schema as the migrations make it, written by npm run sql:write.
-- 'serving' stands for the role of DATABASE_URL.

CREATE TABLE acknowledgements (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version_id bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  measure text COLLATE "C",
  part text COLLATE "C",
  reason text NOT NULL,
  CONSTRAINT pk_acknowledgements PRIMARY KEY (id),
  CONSTRAINT uq_acknowledgements_warning UNIQUE NULLS NOT DISTINCT (version_id, code, measure, part),
  CONSTRAINT fk_acknowledgements_version FOREIGN KEY (version_id, phase, force) REFERENCES return_versions(id, phase, force)
);
CREATE TRIGGER tr_acknowledgements_recorded_insert AFTER INSERT ON acknowledgements REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE acknowledgements ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_acknowledgements_add ON acknowledgements FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'FORCE_APPROVER'::text AND force = (SELECT actor_force()));
CREATE POLICY rls_acknowledgements_read ON acknowledgements FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT ON acknowledgements TO serving;

CREATE TABLE audit_contents (
  entry bigint NOT NULL,
  table_name text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  digest bytea,
  CONSTRAINT pk_audit_contents PRIMARY KEY (entry, table_name, key),
  CONSTRAINT ck_audit_contents_digest CHECK (length(digest) = 32)
);
CREATE TRIGGER tr_audit_contents_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_contents FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE audit_contents ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_audit_contents_read ON audit_contents FOR SELECT
  USING ((SELECT actor_role()) = 'SYSTEM'::text);
GRANT SELECT ON audit_contents TO serving;

CREATE TABLE audit_entries (
  id bigint NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  actor text COLLATE "C" NOT NULL,
  actor_role text NOT NULL,
  actor_force text COLLATE "C",
  action text COLLATE "C" NOT NULL,
  phase text COLLATE "C",
  force text COLLATE "C",
  details jsonb NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  seal bytea,
  CONSTRAINT pk_audit_entries PRIMARY KEY (id),
  CONSTRAINT ck_audit_entries_action CHECK (action ~ '^[A-Z]+(_[A-Z]+)*$'::text),
  CONSTRAINT ck_audit_entries_details CHECK (jsonb_typeof(details) = 'object'::text),
  CONSTRAINT ck_audit_entries_hashes CHECK (length(previous_hash) = 32 AND length(hash) = 32),
  CONSTRAINT ck_audit_entries_id CHECK (id >= 1),
  CONSTRAINT ck_audit_entries_seal CHECK (length(seal) = 32)
);
CREATE INDEX ix_audit_entries_action ON audit_entries USING btree (action, id);
CREATE INDEX ix_audit_entries_actor ON audit_entries USING btree (actor, id);
CREATE INDEX ix_audit_entries_at ON audit_entries USING btree (at, id);
CREATE INDEX ix_audit_entries_force ON audit_entries USING btree (force, id) WHERE force IS NOT NULL;
CREATE INDEX ix_audit_entries_phase ON audit_entries USING btree (phase, id) WHERE phase IS NOT NULL;
CREATE TRIGGER tr_audit_entries_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_audit_entries_read ON audit_entries FOR SELECT
  USING ((SELECT actor_role()) = 'SYSTEM'::text);
GRANT SELECT ON audit_entries TO serving;

CREATE TABLE audit_head (
  only_row boolean DEFAULT true NOT NULL,
  count bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT pk_audit_head PRIMARY KEY (only_row),
  CONSTRAINT ck_audit_head_count CHECK (count >= 0),
  CONSTRAINT ck_audit_head_hash CHECK (length(hash) = 32),
  CONSTRAINT ck_audit_head_only_row CHECK (only_row)
);
CREATE TRIGGER tr_audit_head_kept BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER tr_audit_head_moved BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION hold_audit_head();
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_audit_head_read ON audit_head FOR SELECT
  USING ((SELECT actor_role()) = 'SYSTEM'::text);
GRANT SELECT ON audit_head TO serving;

CREATE VIEW audit_record AS
 SELECT id,
    at,
    actor,
    actor_role,
    actor_force,
    action,
    phase,
    force,
        CASE
            WHEN seal IS NULL THEN details - 'sha256'::text
            ELSE details
        END AS details,
        CASE
            WHEN seal IS NOT NULL THEN hash
            ELSE NULL::bytea
        END AS hash
   FROM audit_entries
  WHERE (SELECT actor_role()) = 'ADMIN'::text AND NOT (action ~ '^(RELEASE|HEADLINE)_'::text AND phase IS NOT NULL AND is_phase_held_back(phase));
GRANT SELECT ON audit_record TO serving;

CREATE TABLE breakdowns (
  code text COLLATE "C" NOT NULL,
  CONSTRAINT pk_breakdowns PRIMARY KEY (code),
  CONSTRAINT ck_breakdowns_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);
CREATE TRIGGER tr_breakdowns_emptied AFTER TRUNCATE ON breakdowns FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_breakdowns_recorded_insert AFTER INSERT ON breakdowns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_breakdowns_stamp AFTER INSERT OR DELETE OR UPDATE ON breakdowns FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE breakdowns ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_breakdowns_add ON breakdowns FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_breakdowns_change ON breakdowns FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_breakdowns_read ON breakdowns FOR SELECT
  USING (true);
GRANT INSERT, SELECT ON breakdowns TO serving;

CREATE TABLE deputies (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  person text COLLATE "C" NOT NULL,
  role text NOT NULL,
  force text COLLATE "C",
  from_day date NOT NULL,
  until_day date NOT NULL,
  reason text NOT NULL,
  appointed_by text COLLATE "C" NOT NULL,
  appointed_at timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
  ended_by text COLLATE "C",
  ended_at timestamp(3) with time zone,
  CONSTRAINT pk_deputies PRIMARY KEY (id),
  CONSTRAINT fk_deputies_appointed_by FOREIGN KEY (appointed_by) REFERENCES identities(id),
  CONSTRAINT fk_deputies_ended_by FOREIGN KEY (ended_by) REFERENCES identities(id),
  CONSTRAINT fk_deputies_force FOREIGN KEY (force) REFERENCES forces(code),
  CONSTRAINT fk_deputies_person FOREIGN KEY (person) REFERENCES identities(id),
  CONSTRAINT ck_deputies_appointed_by CHECK (appointed_by <> person),
  CONSTRAINT ck_deputies_days CHECK ((until_day - from_day) >= 0 AND (until_day - from_day) <= 30),
  CONSTRAINT ck_deputies_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT ck_deputies_force CHECK ((force IS NULL) = (role = 'REGIONAL_COORDINATOR'::text)),
  CONSTRAINT ck_deputies_role CHECK (role = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'REGIONAL_COORDINATOR'::text]))
);
CREATE INDEX ix_deputies_appointed_by ON deputies USING btree (appointed_by);
CREATE INDEX ix_deputies_ended_by ON deputies USING btree (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX ix_deputies_force ON deputies USING btree (force, id);
CREATE INDEX ix_deputies_person ON deputies USING btree (person, until_day) WHERE ended_at IS NULL;
CREATE TRIGGER tr_deputies_recorded_insert AFTER INSERT ON deputies REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_deputies_recorded_update AFTER UPDATE ON deputies REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE deputies ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_deputies_appoint ON deputies FOR INSERT
  WITH CHECK (((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_APPROVER'::text AND role <> 'REGIONAL_COORDINATOR'::text AND force = (SELECT actor_force())) AND NOT (SELECT acts_as_deputy()) AND appointed_by = (SELECT actor_id()) AND ended_at IS NULL);
CREATE POLICY rls_deputies_end ON deputies FOR UPDATE
  USING (((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_APPROVER'::text AND role <> 'REGIONAL_COORDINATOR'::text AND force = (SELECT actor_force())) AND NOT (SELECT acts_as_deputy()) AND ended_at IS NULL)
  WITH CHECK (((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_APPROVER'::text AND role <> 'REGIONAL_COORDINATOR'::text AND force = (SELECT actor_force())) AND ended_by = (SELECT actor_id()));
CREATE POLICY rls_deputies_read ON deputies FOR SELECT
  USING ((SELECT actor_role()) = 'SYSTEM'::text OR (SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_APPROVER'::text AND role <> 'REGIONAL_COORDINATOR'::text AND force = (SELECT actor_force()) OR person = (SELECT actor_id()));
GRANT INSERT, SELECT, UPDATE (ended_by, ended_at) ON deputies TO serving;

CREATE TABLE drafts (
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  entry json,
  saved_by text COLLATE "C" NOT NULL,
  saved_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (phase, force),
  CONSTRAINT fk_drafts_force FOREIGN KEY (force) REFERENCES forces(code),
  CONSTRAINT fk_drafts_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT fk_drafts_saved_by FOREIGN KEY (saved_by) REFERENCES identities(id),
  CONSTRAINT ck_drafts_revision CHECK (revision >= 1)
);
CREATE INDEX ix_drafts_force ON drafts USING btree (force);
CREATE INDEX ix_drafts_saved_by ON drafts USING btree (saved_by);
CREATE TRIGGER tr_drafts_recorded_insert AFTER INSERT ON drafts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'force');
CREATE TRIGGER tr_drafts_recorded_update AFTER UPDATE ON drafts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'force');
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_drafts_read ON drafts FOR SELECT
  USING (((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND force = (SELECT actor_force()));
CREATE POLICY rls_drafts_write ON drafts FOR ALL
  USING ((SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force()))
  WITH CHECK ((SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force()) AND saved_by = (SELECT actor_id()));
GRANT INSERT, SELECT, UPDATE (revision, entry, saved_by, saved_at) ON drafts TO serving;

CREATE TABLE figures (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version_id bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  breakdown text COLLATE "C",
  part text COLLATE "C",
  joint_reference text COLLATE "C",
  day date,
  state text NOT NULL,
  value numeric(15,3),
  qualifier text,
  lower numeric NOT NULL,
  upper numeric,
  note text,
  withheld_until timestamp(3) with time zone,
  CONSTRAINT pk_figures PRIMARY KEY (id),
  CONSTRAINT uq_figures_identity UNIQUE NULLS NOT DISTINCT (version_id, measure, part, joint_reference, day),
  CONSTRAINT fk_figures_measure FOREIGN KEY (measure) REFERENCES measures(code),
  CONSTRAINT fk_figures_measure_breakdown FOREIGN KEY (measure, breakdown) REFERENCES measures(code, breakdown),
  CONSTRAINT fk_figures_part FOREIGN KEY (breakdown, part) REFERENCES parts(breakdown, code),
  CONSTRAINT fk_figures_version FOREIGN KEY (version_id, phase, force) REFERENCES return_versions(id, phase, force),
  CONSTRAINT ck_figures_part CHECK ((breakdown IS NULL) = (part IS NULL)),
  CONSTRAINT ck_figures_whole_statement CHECK (
CASE state
    WHEN 'NIL'::text THEN value = 0::numeric AND qualifier = 'EXACT'::text AND lower = 0::numeric AND upper = 0::numeric
    WHEN 'UNQUANTIFIED'::text THEN value IS NULL AND qualifier = 'UNQUANTIFIED'::text AND lower = 0::numeric AND upper IS NULL
    WHEN 'NOT_APPLICABLE'::text THEN value IS NULL AND qualifier IS NULL AND lower = 0::numeric AND upper = 0::numeric
    WHEN 'REPORTED'::text THEN value >= 0::numeric AND value < 'Infinity'::numeric AND
    CASE qualifier
        WHEN 'EXACT'::text THEN lower = value AND upper = value
        WHEN 'AT_LEAST'::text THEN lower = value AND upper IS NULL
        WHEN 'AT_MOST'::text THEN lower >= 0::numeric AND lower <= value AND upper = value
        WHEN 'ALMOST'::text THEN lower >= (0.9 * value) AND lower <= value AND upper = value
        WHEN 'APPROXIMATE'::text THEN lower >= 0::numeric AND lower <= value AND upper >= value AND upper < 'Infinity'::numeric
        ELSE false
    END
    ELSE false
END IS TRUE),
  CONSTRAINT ck_figures_zero_is_nil CHECK ((state = 'REPORTED'::text) <= (value > 0::numeric))
);
CREATE TRIGGER tr_figures_recorded_insert AFTER INSERT ON figures REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('version_id');
ALTER TABLE figures ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_figures_add ON figures FOR INSERT
  WITH CHECK (((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())) AND (EXISTS ( SELECT
   FROM return_versions v
  WHERE v.id = figures.version_id AND v.xmin = pg_current_xact_id()::xid)));
CREATE POLICY rls_figures_read ON figures FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT ON figures TO serving;

CREATE TABLE forces (
  code text COLLATE "C" NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  ons_code text,
  region text,
  also_known_as text[] DEFAULT '{}'::text[] NOT NULL,
  valid_until date,
  merged_into text COLLATE "C",
  CONSTRAINT pk_forces PRIMARY KEY (code),
  CONSTRAINT uq_forces_ons_code UNIQUE (ons_code),
  CONSTRAINT fk_forces_merged_into FOREIGN KEY (merged_into) REFERENCES forces(code),
  CONSTRAINT ck_forces_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
  CONSTRAINT ck_forces_kind CHECK (kind = ANY (ARRAY['TERRITORIAL_FORCE'::text, 'REGIONAL_UNIT'::text, 'NATIONAL_FORCE'::text, 'PARTNER'::text])),
  CONSTRAINT ck_forces_merged_into CHECK (merged_into IS NULL OR valid_until IS NOT NULL AND merged_into <> code),
  CONSTRAINT ck_forces_ons_code CHECK (ons_code ~ '^[A-Z][0-9]{8}$'::text)
);
CREATE INDEX ix_forces_merged_into ON forces USING btree (merged_into);
CREATE TRIGGER tr_forces_emptied AFTER TRUNCATE ON forces FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_forces_recorded_insert AFTER INSERT ON forces REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_forces_recorded_update AFTER UPDATE ON forces REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_forces_stamp AFTER INSERT OR DELETE OR UPDATE ON forces FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE forces ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_forces_add ON forces FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_forces_change ON forces FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_forces_merge_add ON forces FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_forces_merge_end ON forces FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_forces_read ON forces FOR SELECT
  USING (true);
GRANT INSERT, SELECT, UPDATE (name, kind, ons_code, region, valid_until, merged_into) ON forces TO serving;

CREATE TABLE headline_copies (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  person text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  measure text COLLATE "C" NOT NULL,
  part text COLLATE "C",
  force text COLLATE "C",
  copied_at timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT pk_headline_copies PRIMARY KEY (id),
  CONSTRAINT uq_headline_copies_headline UNIQUE NULLS NOT DISTINCT (person, phase, version, measure, part, force),
  CONSTRAINT fk_headline_copies_person FOREIGN KEY (person) REFERENCES identities(id),
  CONSTRAINT fk_headline_copies_release FOREIGN KEY (phase, version) REFERENCES releases(phase, version)
);
CREATE INDEX ix_headline_copies_release ON headline_copies USING btree (phase, version);
CREATE TRIGGER tr_headline_copies_recorded_insert AFTER INSERT ON headline_copies REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE headline_copies ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_headline_copies_add ON headline_copies FOR INSERT
  WITH CHECK (person = (SELECT actor_id()) AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text]))) AND (EXISTS ( SELECT
   FROM releases r
  WHERE r.phase = headline_copies.phase AND r.version = headline_copies.version)));
CREATE POLICY rls_headline_copies_read ON headline_copies FOR SELECT
  USING (person = (SELECT actor_id()) AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text]))));
GRANT INSERT, SELECT ON headline_copies TO serving;

CREATE TABLE idempotency_keys (
  person text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  input_hash bytea NOT NULL,
  version_id bigint NOT NULL,
  used_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT pk_idempotency_keys PRIMARY KEY (person, phase, force, key),
  CONSTRAINT fk_idempotency_keys_person FOREIGN KEY (person) REFERENCES identities(id),
  CONSTRAINT fk_idempotency_keys_version FOREIGN KEY (version_id, phase, force) REFERENCES return_versions(id, phase, force),
  CONSTRAINT ck_idempotency_keys_key CHECK (char_length(key) >= 1 AND char_length(key) <= 200)
);
CREATE INDEX ix_idempotency_keys_used_at ON idempotency_keys USING btree (used_at);
CREATE INDEX ix_idempotency_keys_version ON idempotency_keys USING btree (version_id);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_idempotency_keys ON idempotency_keys FOR ALL
  USING (person = (SELECT actor_id()) AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())))
  WITH CHECK (person = (SELECT actor_id()) AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())));
GRANT DELETE, INSERT, SELECT ON idempotency_keys TO serving;

CREATE TABLE identities (
  id text COLLATE "C" NOT NULL,
  role text NOT NULL,
  force text COLLATE "C",
  token_hash bytea NOT NULL,
  expires_at timestamp(3) with time zone,
  CONSTRAINT pk_identities PRIMARY KEY (id),
  CONSTRAINT uq_identities_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_identities_force FOREIGN KEY (force) REFERENCES forces(code),
  CONSTRAINT ck_identities_force CHECK ((force IS NOT NULL) = (role = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text]))),
  CONSTRAINT ck_identities_role CHECK (role = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'REGIONAL_COORDINATOR'::text, 'PCC_OFFICE'::text, 'PRESS_OFFICER'::text, 'ADMIN'::text])),
  CONSTRAINT ck_identities_token_hash CHECK (length(token_hash) = 32)
);
CREATE TRIGGER tr_identities_recorded_delete AFTER DELETE ON identities REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_identities_recorded_insert AFTER INSERT ON identities REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_identities_recorded_update AFTER UPDATE ON identities REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_identities_add ON identities FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'SYSTEM'::text);
CREATE POLICY rls_identities_read ON identities FOR SELECT
  USING (((SELECT actor_role()) = ANY (ARRAY['SYSTEM'::text, 'ADMIN'::text])) OR id = (SELECT actor_id()));
GRANT INSERT, SELECT ON identities TO serving;

CREATE TABLE installation (
  only_row boolean DEFAULT true NOT NULL,
  demo boolean NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT pk_installation PRIMARY KEY (only_row),
  CONSTRAINT ck_installation_only_row CHECK (only_row)
);
GRANT SELECT ON installation TO serving;

CREATE TABLE measure_implications (
  measure text COLLATE "C" NOT NULL,
  implied text COLLATE "C" NOT NULL,
  CONSTRAINT pk_measure_implications PRIMARY KEY (measure, implied),
  CONSTRAINT fk_measure_implications_implied FOREIGN KEY (implied) REFERENCES measures(code),
  CONSTRAINT fk_measure_implications_measure FOREIGN KEY (measure) REFERENCES measures(code),
  CONSTRAINT ck_measure_implications_differ CHECK (measure <> implied)
);
CREATE INDEX ix_measure_implications_implied ON measure_implications USING btree (implied);
CREATE TRIGGER tr_measure_implications_emptied AFTER TRUNCATE ON measure_implications FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_measure_implications_recorded_insert AFTER INSERT ON measure_implications REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('measure', 'implied');
CREATE TRIGGER tr_measure_implications_stamp AFTER INSERT OR DELETE OR UPDATE ON measure_implications FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE measure_implications ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_measure_implications_add ON measure_implications FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measure_implications_read ON measure_implications FOR SELECT
  USING (true);
GRANT INSERT, SELECT ON measure_implications TO serving;

CREATE TABLE measure_versions (
  measure text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  also_known_as text[] DEFAULT '{}'::text[] NOT NULL,
  category text NOT NULL,
  breakdown text COLLATE "C",
  breakdown_rule text,
  exhaustive boolean DEFAULT false NOT NULL,
  ask text NOT NULL,
  across_phases text NOT NULL,
  headline text NOT NULL,
  preferred_direction text NOT NULL,
  definition text NOT NULL,
  valid_from date,
  CONSTRAINT pk_measure_versions PRIMARY KEY (measure, version),
  CONSTRAINT uq_measure_versions_valid_from UNIQUE NULLS NOT DISTINCT (measure, valid_from),
  CONSTRAINT fk_measure_versions_breakdown FOREIGN KEY (measure, breakdown) REFERENCES measures(code, breakdown),
  CONSTRAINT fk_measure_versions_measure FOREIGN KEY (measure) REFERENCES measures(code),
  CONSTRAINT ck_measure_versions_across_phases CHECK (across_phases = ANY (ARRAY['SUM'::text, 'NONE'::text])),
  CONSTRAINT ck_measure_versions_ask CHECK (ask = ANY (ARRAY['CORE'::text, 'ASKED'::text, 'VOLUNTARY'::text])),
  CONSTRAINT ck_measure_versions_category CHECK (category = ANY (ARRAY['ARRESTS'::text, 'SEARCHES'::text, 'SEIZURES'::text, 'SAFEGUARDING'::text, 'DISRUPTION'::text, 'ENGAGEMENT'::text, 'TESTING'::text, 'RESOURCES'::text])),
  CONSTRAINT ck_measure_versions_direction CHECK (preferred_direction = ANY (ARRAY['UP'::text, 'DOWN'::text, 'NONE'::text])),
  CONSTRAINT ck_measure_versions_exhaustive CHECK (NOT exhaustive OR (breakdown_rule = 'SUBSET'::text) IS TRUE),
  CONSTRAINT ck_measure_versions_first_is_always CHECK ((version = 1) = (valid_from IS NULL)),
  CONSTRAINT ck_measure_versions_headline CHECK (headline = ANY (ARRAY['TOTAL'::text, 'PARTS'::text, 'NONE'::text])),
  CONSTRAINT ck_measure_versions_rule CHECK ((breakdown IS NULL) = (breakdown_rule IS NULL) AND (breakdown_rule = ANY (ARRAY['PARTITION'::text, 'SUBSET'::text, 'OVERLAP'::text]))),
  CONSTRAINT ck_measure_versions_version CHECK (version >= 1)
);
CREATE TRIGGER tr_measure_versions_emptied AFTER TRUNCATE ON measure_versions FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_measure_versions_recorded_insert AFTER INSERT ON measure_versions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('measure', 'version');
CREATE TRIGGER tr_measure_versions_stamp AFTER INSERT OR DELETE OR UPDATE ON measure_versions FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE measure_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_measure_versions_add ON measure_versions FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measure_versions_change ON measure_versions FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measure_versions_read ON measure_versions FOR SELECT
  USING (true);
GRANT INSERT, SELECT ON measure_versions TO serving;

CREATE TABLE measure_wholes (
  part text COLLATE "C" NOT NULL,
  whole text COLLATE "C" NOT NULL,
  CONSTRAINT pk_measure_wholes PRIMARY KEY (part, whole),
  CONSTRAINT fk_measure_wholes_part FOREIGN KEY (part) REFERENCES measures(code),
  CONSTRAINT fk_measure_wholes_whole FOREIGN KEY (whole) REFERENCES measures(code),
  CONSTRAINT ck_measure_wholes_differ CHECK (part <> whole)
);
CREATE TRIGGER tr_measure_wholes_emptied AFTER TRUNCATE ON measure_wholes FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_measure_wholes_recorded_insert AFTER INSERT ON measure_wholes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('part', 'whole');
CREATE TRIGGER tr_measure_wholes_stamp AFTER INSERT OR DELETE OR UPDATE ON measure_wholes FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE measure_wholes ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_measure_wholes_add ON measure_wholes FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measure_wholes_change ON measure_wholes FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measure_wholes_read ON measure_wholes FOR SELECT
  USING (true);
GRANT INSERT, SELECT ON measure_wholes TO serving;

CREATE TABLE measures (
  code text COLLATE "C" NOT NULL,
  "position" integer GENERATED BY DEFAULT AS IDENTITY (START WITH 10001) NOT NULL,
  unit text NOT NULL,
  breakdown text COLLATE "C",
  CONSTRAINT pk_measures PRIMARY KEY (code),
  CONSTRAINT uq_measures_code_breakdown UNIQUE (code, breakdown),
  CONSTRAINT uq_measures_position UNIQUE ("position") DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_measures_breakdown FOREIGN KEY (breakdown) REFERENCES breakdowns(code),
  CONSTRAINT ck_measures_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
  CONSTRAINT ck_measures_unit CHECK (unit = ANY (ARRAY['COUNT'::text, 'GBP'::text, 'GRAM'::text, 'TABLET'::text, 'WRAP'::text, 'CANISTER'::text, 'PLANT'::text]))
);
CREATE TRIGGER tr_measures_emptied AFTER TRUNCATE ON measures FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_measures_recorded_insert AFTER INSERT ON measures REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_measures_recorded_update AFTER UPDATE ON measures REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_measures_stamp AFTER INSERT OR DELETE OR UPDATE ON measures FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE measures ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_measures_add ON measures FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measures_change ON measures FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_measures_read ON measures FOR SELECT
  USING (true);
GRANT INSERT, SELECT, UPDATE (position) ON measures TO serving;

CREATE TABLE memberships (
  operation text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  until_day date,
  participation text NOT NULL,
  until_before_merger date,
  CONSTRAINT pk_memberships PRIMARY KEY (operation, force, from_day),
  CONSTRAINT fk_memberships_force FOREIGN KEY (force) REFERENCES forces(code),
  CONSTRAINT fk_memberships_operation FOREIGN KEY (operation) REFERENCES operations(code),
  CONSTRAINT ck_memberships_before_merger CHECK (until_before_merger >= until_day),
  CONSTRAINT ck_memberships_days CHECK (from_day <= until_day),
  CONSTRAINT ck_memberships_participation CHECK (participation = ANY (ARRAY['TAKING_PART'::text, 'NOT_KNOWN'::text]))
);
CREATE INDEX ix_memberships_force ON memberships USING btree (force);
CREATE UNIQUE INDEX uq_memberships_current ON memberships USING btree (operation, force) WHERE until_day IS NULL;
CREATE TRIGGER tr_memberships_recorded_delete AFTER DELETE ON memberships REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('operation', 'force', 'from_day');
CREATE TRIGGER tr_memberships_recorded_insert AFTER INSERT ON memberships REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('operation', 'force', 'from_day');
CREATE TRIGGER tr_memberships_recorded_update AFTER UPDATE ON memberships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('operation', 'force', 'from_day');
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_memberships_add ON memberships FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_memberships_change ON memberships FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_memberships_read ON memberships FOR SELECT
  USING (true);
CREATE POLICY rls_memberships_remove ON memberships FOR DELETE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
GRANT DELETE, INSERT, SELECT, UPDATE (until_day, until_before_merger) ON memberships TO serving;

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);
GRANT SELECT ON migrations TO serving;

CREATE TABLE operation_release_readers (
  operation text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  CONSTRAINT pk_operation_release_readers PRIMARY KEY (operation, person),
  CONSTRAINT fk_operation_release_readers_operation FOREIGN KEY (operation) REFERENCES operations(code),
  CONSTRAINT fk_operation_release_readers_person FOREIGN KEY (person) REFERENCES identities(id)
);
CREATE INDEX ix_operation_release_readers_person ON operation_release_readers USING btree (person);
CREATE TRIGGER tr_operation_release_readers_recorded_delete AFTER DELETE ON operation_release_readers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('operation', 'person');
CREATE TRIGGER tr_operation_release_readers_recorded_insert AFTER INSERT ON operation_release_readers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('operation', 'person');
ALTER TABLE operation_release_readers ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_operation_release_readers_write ON operation_release_readers FOR ALL
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text)
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT DELETE, INSERT, SELECT ON operation_release_readers TO serving;

CREATE TABLE operations (
  code text COLLATE "C" NOT NULL,
  name text NOT NULL,
  CONSTRAINT pk_operations PRIMARY KEY (code),
  CONSTRAINT ck_operations_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);
CREATE TRIGGER tr_operations_emptied AFTER TRUNCATE ON operations FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_operations_recorded_insert AFTER INSERT ON operations REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_operations_stamp AFTER INSERT OR DELETE OR UPDATE ON operations FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE operations ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_operations_add ON operations FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_operations_change ON operations FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_operations_read ON operations FOR SELECT
  USING (true);
GRANT INSERT, SELECT ON operations TO serving;

CREATE TABLE part_classes (
  breakdown text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  drug_class text NOT NULL,
  valid_from date DEFAULT '-infinity'::date NOT NULL,
  valid_until date DEFAULT 'infinity'::date NOT NULL,
  CONSTRAINT pk_part_classes PRIMARY KEY (breakdown, part, valid_from),
  CONSTRAINT fk_part_classes_part FOREIGN KEY (breakdown, part) REFERENCES parts(breakdown, code),
  CONSTRAINT ck_part_classes_class CHECK (drug_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text])),
  CONSTRAINT ck_part_classes_days CHECK (valid_from <= valid_until)
);
CREATE TRIGGER tr_part_classes_emptied AFTER TRUNCATE ON part_classes FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_part_classes_recorded_insert AFTER INSERT ON part_classes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('breakdown', 'part', 'valid_from');
CREATE TRIGGER tr_part_classes_recorded_update AFTER UPDATE ON part_classes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('breakdown', 'part', 'valid_from');
CREATE TRIGGER tr_part_classes_stamp AFTER INSERT OR DELETE OR UPDATE ON part_classes FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE part_classes ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_part_classes_add ON part_classes FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_part_classes_change ON part_classes FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_part_classes_read ON part_classes FOR SELECT
  USING (true);
GRANT INSERT, SELECT, UPDATE (valid_until) ON part_classes TO serving;

CREATE TABLE participation_changes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  participation text NOT NULL,
  began_at timestamp(3) with time zone NOT NULL,
  actor text COLLATE "C",
  reason text,
  CONSTRAINT pk_participation_changes PRIMARY KEY (id),
  CONSTRAINT fk_participation_changes_actor FOREIGN KEY (actor) REFERENCES identities(id),
  CONSTRAINT fk_participation_changes_participation FOREIGN KEY (phase, force) REFERENCES participations(phase, force),
  CONSTRAINT ck_participation_changes_participation CHECK (participation = ANY (ARRAY['TAKING_PART'::text, 'NOT_TAKING_PART'::text, 'NOT_KNOWN'::text]))
);
CREATE INDEX ix_participation_changes_actor ON participation_changes USING btree (actor);
CREATE INDEX ix_participation_changes_phase ON participation_changes USING btree (phase, force, began_at DESC, id DESC);
CREATE TRIGGER tr_participation_changes_recorded_insert AFTER INSERT ON participation_changes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE participation_changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_participation_changes_read ON participation_changes FOR SELECT
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text]));
GRANT SELECT (id, phase, force, participation, began_at) ON participation_changes TO serving;

CREATE TABLE participations (
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  participation text NOT NULL,
  reason text,
  CONSTRAINT pk_participations PRIMARY KEY (phase, force),
  CONSTRAINT fk_participations_force FOREIGN KEY (force) REFERENCES forces(code),
  CONSTRAINT fk_participations_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT ck_participations_participation CHECK (participation = ANY (ARRAY['TAKING_PART'::text, 'NOT_TAKING_PART'::text, 'NOT_KNOWN'::text]))
);
CREATE TRIGGER tr_participations_emptied AFTER TRUNCATE ON participations FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_participations_history AFTER INSERT OR UPDATE ON participations FOR EACH ROW EXECUTE FUNCTION keep_participation_change();
CREATE TRIGGER tr_participations_recorded_insert AFTER INSERT ON participations REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'force');
CREATE TRIGGER tr_participations_recorded_update AFTER UPDATE ON participations REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'force');
CREATE TRIGGER tr_participations_stamp AFTER INSERT OR DELETE OR UPDATE ON participations FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE participations ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_participations_add ON participations FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_participations_change ON participations FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_participations_read ON participations FOR SELECT
  USING (true);
GRANT INSERT, SELECT (phase, force, participation), UPDATE (participation, reason) ON participations TO serving;

CREATE TABLE parts (
  breakdown text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  group_code text COLLATE "C",
  CONSTRAINT pk_parts PRIMARY KEY (breakdown, code),
  CONSTRAINT uq_parts_position UNIQUE (breakdown, "position") DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_parts_breakdown FOREIGN KEY (breakdown) REFERENCES breakdowns(code),
  CONSTRAINT ck_parts_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);
CREATE TRIGGER tr_parts_emptied AFTER TRUNCATE ON parts FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_parts_recorded_insert AFTER INSERT ON parts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('breakdown', 'code');
CREATE TRIGGER tr_parts_recorded_update AFTER UPDATE ON parts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('breakdown', 'code');
CREATE TRIGGER tr_parts_stamp AFTER INSERT OR DELETE OR UPDATE ON parts FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_parts_add ON parts FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_parts_change ON parts FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]))
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_parts_read ON parts FOR SELECT
  USING (true);
GRANT INSERT, SELECT, UPDATE (position) ON parts TO serving;

CREATE TABLE people (
  id text COLLATE "C" NOT NULL,
  name text,
  erased_at timestamp(3) with time zone,
  salt bytea DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  CONSTRAINT pk_people PRIMARY KEY (id),
  CONSTRAINT fk_people_identity FOREIGN KEY (id) REFERENCES identities(id),
  CONSTRAINT ck_people_erased CHECK ((name IS NULL) = (erased_at IS NOT NULL)),
  CONSTRAINT ck_people_salt CHECK ((name IS NULL) = (salt IS NULL))
);
CREATE TRIGGER tr_people_recorded_delete AFTER DELETE ON people REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_people_recorded_insert AFTER INSERT ON people REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_people_recorded_update AFTER UPDATE ON people REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_people_salt BEFORE UPDATE ON people FOR EACH ROW WHEN (new.name IS NULL) EXECUTE FUNCTION erase_salt();
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_people_add ON people FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'SYSTEM'::text);
CREATE POLICY rls_people_erase ON people FOR UPDATE
  USING ((SELECT actor_role()) = 'ADMIN'::text)
  WITH CHECK ((SELECT actor_role()) = 'ADMIN'::text AND name IS NULL);
CREATE POLICY rls_people_read ON people FOR SELECT
  USING (((SELECT actor_role()) = ANY (ARRAY['SYSTEM'::text, 'ADMIN'::text, 'REGIONAL_COORDINATOR'::text])) OR id = (SELECT actor_id()) OR knows_person(id));
GRANT INSERT (id, name), SELECT (id, name, erased_at), UPDATE (name, erased_at) ON people TO serving;

CREATE TABLE phase_ask_changes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  ask text,
  began_at timestamp(3) with time zone NOT NULL,
  actor text COLLATE "C",
  CONSTRAINT pk_phase_ask_changes PRIMARY KEY (id),
  CONSTRAINT fk_phase_ask_changes_actor FOREIGN KEY (actor) REFERENCES identities(id),
  CONSTRAINT fk_phase_ask_changes_measure FOREIGN KEY (measure) REFERENCES measures(code),
  CONSTRAINT fk_phase_ask_changes_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT ck_phase_ask_changes_ask CHECK (ask = ANY (ARRAY['CORE'::text, 'ASKED'::text]))
);
CREATE INDEX ix_phase_ask_changes_actor ON phase_ask_changes USING btree (actor);
CREATE INDEX ix_phase_ask_changes_measure ON phase_ask_changes USING btree (measure);
CREATE INDEX ix_phase_ask_changes_phase ON phase_ask_changes USING btree (phase, measure, began_at DESC, id DESC);
CREATE TRIGGER tr_phase_ask_changes_recorded_insert AFTER INSERT ON phase_ask_changes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE phase_ask_changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_phase_ask_changes_read ON phase_ask_changes FOR SELECT
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text]));
GRANT SELECT (id, phase, measure, ask, began_at) ON phase_ask_changes TO serving;

CREATE TABLE phase_asks (
  phase text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  ask text NOT NULL,
  CONSTRAINT pk_phase_asks PRIMARY KEY (phase, measure),
  CONSTRAINT fk_phase_asks_measure FOREIGN KEY (measure) REFERENCES measures(code),
  CONSTRAINT fk_phase_asks_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT ck_phase_asks_ask CHECK (ask = ANY (ARRAY['CORE'::text, 'ASKED'::text]))
);
CREATE TRIGGER tr_phase_asks_emptied AFTER TRUNCATE ON phase_asks FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_phase_asks_history AFTER INSERT OR DELETE OR UPDATE ON phase_asks FOR EACH ROW EXECUTE FUNCTION keep_phase_ask_change();
CREATE TRIGGER tr_phase_asks_recorded_delete AFTER DELETE ON phase_asks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'measure');
CREATE TRIGGER tr_phase_asks_recorded_insert AFTER INSERT ON phase_asks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'measure');
CREATE TRIGGER tr_phase_asks_recorded_update AFTER UPDATE ON phase_asks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'measure');
CREATE TRIGGER tr_phase_asks_stamp AFTER INSERT OR DELETE OR UPDATE ON phase_asks FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE phase_asks ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_phase_asks_add ON phase_asks FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_phase_asks_change ON phase_asks FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_phase_asks_read ON phase_asks FOR SELECT
  USING (true);
CREATE POLICY rls_phase_asks_remove ON phase_asks FOR DELETE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
GRANT DELETE, INSERT, SELECT, UPDATE (ask) ON phase_asks TO serving;

CREATE TABLE phase_changes (
  phase text COLLATE "C" NOT NULL,
  changed_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT pk_phase_changes PRIMARY KEY (phase, changed_at),
  CONSTRAINT fk_phase_changes_phase FOREIGN KEY (phase) REFERENCES phases(code)
);
ALTER TABLE phase_changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_phase_changes_read ON phase_changes FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT SELECT ON phase_changes TO serving;

CREATE TABLE phase_discards (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  discarded_at timestamp(3) with time zone NOT NULL,
  discarded_by text COLLATE "C" NOT NULL,
  restored_at timestamp(3) with time zone,
  restored_by text COLLATE "C",
  CONSTRAINT pk_phase_discards PRIMARY KEY (id),
  CONSTRAINT fk_phase_discards_discarded_by FOREIGN KEY (discarded_by) REFERENCES identities(id),
  CONSTRAINT fk_phase_discards_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT fk_phase_discards_restored_by FOREIGN KEY (restored_by) REFERENCES identities(id),
  CONSTRAINT ck_phase_discards_restored CHECK ((restored_at IS NULL) = (restored_by IS NULL))
);
CREATE INDEX ix_phase_discards_discarded_by ON phase_discards USING btree (discarded_by);
CREATE INDEX ix_phase_discards_phase ON phase_discards USING btree (phase);
CREATE INDEX ix_phase_discards_restored_by ON phase_discards USING btree (restored_by);
CREATE UNIQUE INDEX uq_phase_discards_current ON phase_discards USING btree (phase) WHERE restored_at IS NULL;
CREATE TRIGGER tr_phase_discards_recorded_insert AFTER INSERT ON phase_discards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_phase_discards_recorded_update AFTER UPDATE ON phase_discards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE phase_discards ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_phase_discards_add ON phase_discards FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND discarded_by = (SELECT actor_id()) AND restored_at IS NULL);
CREATE POLICY rls_phase_discards_read ON phase_discards FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
CREATE POLICY rls_phase_discards_restore ON phase_discards FOR UPDATE
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND restored_at IS NULL)
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND restored_by = (SELECT actor_id()));
GRANT INSERT, SELECT, UPDATE (restored_at, restored_by) ON phase_discards TO serving;

CREATE TABLE phase_exceptions (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  until timestamp(3) with time zone NOT NULL,
  reason text NOT NULL,
  granted_at timestamp(3) with time zone NOT NULL,
  granted_by text COLLATE "C" NOT NULL,
  revoked_at timestamp(3) with time zone,
  revoked_by text COLLATE "C",
  CONSTRAINT pk_phase_exceptions PRIMARY KEY (id),
  CONSTRAINT fk_phase_exceptions_granted_by FOREIGN KEY (granted_by) REFERENCES identities(id),
  CONSTRAINT fk_phase_exceptions_participation FOREIGN KEY (phase, force) REFERENCES participations(phase, force),
  CONSTRAINT fk_phase_exceptions_revoked_by FOREIGN KEY (revoked_by) REFERENCES identities(id),
  CONSTRAINT ck_phase_exceptions_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
  CONSTRAINT ck_phase_exceptions_until CHECK (granted_at < until)
);
CREATE INDEX ix_phase_exceptions_granted_by ON phase_exceptions USING btree (granted_by);
CREATE INDEX ix_phase_exceptions_participation ON phase_exceptions USING btree (phase, force);
CREATE INDEX ix_phase_exceptions_revoked_by ON phase_exceptions USING btree (revoked_by);
CREATE UNIQUE INDEX uq_phase_exceptions_standing ON phase_exceptions USING btree (phase, force) WHERE revoked_at IS NULL;
CREATE TRIGGER tr_phase_exceptions_recorded_insert AFTER INSERT ON phase_exceptions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_phase_exceptions_recorded_update AFTER UPDATE ON phase_exceptions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE phase_exceptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_phase_exceptions_grant ON phase_exceptions FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND granted_by = (SELECT actor_id()));
CREATE POLICY rls_phase_exceptions_read ON phase_exceptions FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR force = (SELECT actor_force()));
CREATE POLICY rls_phase_exceptions_revoke ON phase_exceptions FOR UPDATE
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND revoked_at IS NULL)
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND revoked_by = (SELECT actor_id()));
GRANT INSERT, SELECT, UPDATE (revoked_at, revoked_by) ON phase_exceptions TO serving;

CREATE TABLE phases (
  code text COLLATE "C" NOT NULL,
  operation text COLLATE "C" NOT NULL,
  name text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  dates_known_to text NOT NULL,
  active_days integer,
  windows text,
  focus text,
  lead_force text COLLATE "C",
  note text,
  status text NOT NULL,
  data_version bigint DEFAULT 0 NOT NULL,
  data_changed_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  returns_due_at timestamp(3) with time zone,
  closes_at timestamp(3) with time zone,
  final_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  kept_open boolean DEFAULT false NOT NULL,
  kept_open_reason text,
  closing_reason text,
  data_stamp uuid DEFAULT gen_random_uuid() NOT NULL,
  totals_held_back boolean DEFAULT false NOT NULL,
  held_back_until timestamp(3) with time zone,
  CONSTRAINT pk_phases PRIMARY KEY (code),
  CONSTRAINT fk_phases_lead_force FOREIGN KEY (lead_force) REFERENCES forces(code),
  CONSTRAINT fk_phases_operation FOREIGN KEY (operation) REFERENCES operations(code),
  CONSTRAINT ck_phases_active_days CHECK (active_days >= 1 AND active_days <= (ends_on - starts_on + 1)),
  CONSTRAINT ck_phases_code CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
  CONSTRAINT ck_phases_dates_known_to CHECK (dates_known_to = ANY (ARRAY['DAY'::text, 'MONTH'::text, 'YEAR'::text])),
  CONSTRAINT ck_phases_days CHECK (starts_on <= ends_on),
  CONSTRAINT ck_phases_deadlines CHECK (returns_due_at <= closes_at AND closes_at <= final_at AND returns_due_at <= final_at),
  CONSTRAINT ck_phases_kept_open CHECK (kept_open <= (kept_open_reason IS NOT NULL)),
  CONSTRAINT ck_phases_status CHECK (status = ANY (ARRAY['PLANNED'::text, 'OPEN'::text, 'CLOSED'::text, 'DISCARDED'::text]))
);
CREATE INDEX ix_phases_closing ON phases USING btree (closes_at) WHERE status = 'OPEN'::text AND NOT kept_open;
CREATE INDEX ix_phases_held_back ON phases USING btree (code) WHERE totals_held_back;
CREATE INDEX ix_phases_operation ON phases USING btree (operation, starts_on, code);
CREATE INDEX ix_phases_starts_on ON phases USING btree (starts_on, code);
CREATE TRIGGER tr_phases_change AFTER INSERT OR UPDATE OF data_changed_at ON phases FOR EACH ROW EXECUTE FUNCTION keep_phase_change();
CREATE TRIGGER tr_phases_data_stamp BEFORE UPDATE OF data_version, data_changed_at ON phases FOR EACH ROW EXECUTE FUNCTION renew_data_stamp();
CREATE TRIGGER tr_phases_data_version AFTER UPDATE OF data_version ON phases FOR EACH ROW EXECUTE FUNCTION tell_data_change();
CREATE TRIGGER tr_phases_emptied AFTER TRUNCATE ON phases FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_phases_recorded_insert AFTER INSERT ON phases REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_phases_recorded_update AFTER UPDATE ON phases FOR EACH ROW EXECUTE FUNCTION note_contents('code');
CREATE TRIGGER tr_phases_stamp AFTER INSERT OR DELETE OR UPDATE OF code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status, returns_due_at, closes_at, final_at, closed_at, kept_open, totals_held_back ON phases FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE phases ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_phases_add ON phases FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_phases_change ON phases FOR UPDATE
  USING ((SELECT actor_role()) = ANY (ARRAY['REGIONAL_COORDINATOR'::text, 'SYSTEM'::text]));
CREATE POLICY rls_phases_read ON phases FOR SELECT
  USING (true);
GRANT INSERT, SELECT (code, operation, name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status, returns_due_at, closes_at, final_at, closed_at, kept_open, totals_held_back, held_back_until), UPDATE (name, starts_on, ends_on, dates_known_to, active_days, windows, focus, lead_force, note, status, returns_due_at, closes_at, final_at, closed_at, kept_open, kept_open_reason, closing_reason, totals_held_back, held_back_until) ON phases TO serving;

CREATE TABLE pre_election_periods (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  CONSTRAINT pk_pre_election_periods PRIMARY KEY (id),
  CONSTRAINT uq_pre_election_periods_name UNIQUE (name),
  CONSTRAINT ck_pre_election_periods_days CHECK (from_day <= until_day)
);
CREATE TRIGGER tr_pre_election_periods_recorded_delete AFTER DELETE ON pre_election_periods REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
CREATE TRIGGER tr_pre_election_periods_recorded_insert AFTER INSERT ON pre_election_periods REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE pre_election_periods ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_pre_election_periods_add ON pre_election_periods FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
CREATE POLICY rls_pre_election_periods_read ON pre_election_periods FOR SELECT
  USING (true);
CREATE POLICY rls_pre_election_periods_remove ON pre_election_periods FOR DELETE
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT DELETE, INSERT, SELECT ON pre_election_periods TO serving;

CREATE TABLE question_endings (
  question bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  ending text NOT NULL,
  answer text,
  ended_by text COLLATE "C" NOT NULL,
  ended_at timestamp(3) with time zone NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  CONSTRAINT pk_question_endings PRIMARY KEY (id),
  CONSTRAINT fk_question_endings_ended_by FOREIGN KEY (ended_by) REFERENCES identities(id),
  CONSTRAINT fk_question_endings_question FOREIGN KEY (question, phase, force) REFERENCES questions(id, phase, force),
  CONSTRAINT ck_question_endings_answer CHECK ((ending = 'ANSWERED'::text) = (answer IS NOT NULL)),
  CONSTRAINT ck_question_endings_ending CHECK (ending = ANY (ARRAY['ANSWERED'::text, 'TAKEN_BACK'::text, 'OVERTAKEN'::text, 'REOPENED'::text]))
);
CREATE INDEX ix_question_endings_ended_by ON question_endings USING btree (ended_by);
CREATE INDEX ix_question_endings_question ON question_endings USING btree (question, id);
CREATE TRIGGER tr_question_endings_follows AFTER INSERT ON question_endings FOR EACH ROW EXECUTE FUNCTION require_ending_follows();
CREATE TRIGGER tr_question_endings_recorded_insert AFTER INSERT ON question_endings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE question_endings ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_question_endings_add ON question_endings FOR INSERT
  WITH CHECK (ended_by = (SELECT actor_id()) AND
CASE ending
    WHEN 'TAKEN_BACK'::text THEN (EXISTS ( SELECT
       FROM questions q
      WHERE q.id = question_endings.question AND
            CASE
                WHEN q.asked_as IS NULL THEN (SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text
                ELSE (SELECT actor_role()) = 'FORCE_APPROVER'::text AND q.force = (SELECT actor_force())
            END))
    WHEN 'ANSWERED'::text THEN (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())
    ELSE (SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())
END);
CREATE POLICY rls_question_endings_read ON question_endings FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT ON question_endings TO serving;

CREATE TABLE questions (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version_id bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  question text NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  asked_at timestamp(3) with time zone NOT NULL,
  asked_as text DEFAULT NULLIF(actor_role(), 'REGIONAL_COORDINATOR'::text),
  CONSTRAINT pk_questions PRIMARY KEY (id),
  CONSTRAINT uq_questions_id_phase_force UNIQUE (id, phase, force),
  CONSTRAINT fk_questions_asked_by FOREIGN KEY (asked_by) REFERENCES identities(id),
  CONSTRAINT fk_questions_version FOREIGN KEY (version_id, phase, force) REFERENCES return_versions(id, phase, force),
  CONSTRAINT ck_questions_asked_as CHECK (asked_as = 'FORCE_APPROVER'::text)
);
CREATE INDEX ix_questions_asked_by ON questions USING btree (asked_by);
CREATE INDEX ix_questions_phase ON questions USING btree (phase, force);
CREATE INDEX ix_questions_version ON questions USING btree (version_id, id);
CREATE TRIGGER tr_questions_recorded_insert AFTER INSERT ON questions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE questions ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_questions_add ON questions FOR INSERT
  WITH CHECK (asked_by = (SELECT actor_id()) AND
CASE
    WHEN asked_as IS NULL THEN (SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text
    ELSE (SELECT actor_role()) = 'FORCE_APPROVER'::text AND force = (SELECT actor_force())
END);
CREATE POLICY rls_questions_read ON questions FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT ON questions TO serving;

CREATE TABLE reference_stamp (
  only_row boolean DEFAULT true NOT NULL,
  stamp uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT pk_reference_stamp PRIMARY KEY (only_row),
  CONSTRAINT ck_reference_stamp_only_row CHECK (only_row)
);
GRANT SELECT ON reference_stamp TO serving;

CREATE TABLE release_acknowledgements (
  phase text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  code text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  CONSTRAINT pk_release_acknowledgements PRIMARY KEY (phase, version, code),
  CONSTRAINT fk_release_acknowledgements_release FOREIGN KEY (phase, version) REFERENCES releases(phase, version)
);
CREATE TRIGGER tr_release_acknowledgements_recorded_insert AFTER INSERT ON release_acknowledgements REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'version', 'code');
ALTER TABLE release_acknowledgements ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_release_acknowledgements_add ON release_acknowledgements FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
CREATE POLICY rls_release_acknowledgements_read ON release_acknowledgements FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT INSERT, SELECT ON release_acknowledgements TO serving;

CREATE TABLE release_draft_readers (
  phase text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  CONSTRAINT pk_release_draft_readers PRIMARY KEY (phase, person),
  CONSTRAINT fk_release_draft_readers_draft FOREIGN KEY (phase) REFERENCES release_drafts(phase) ON DELETE CASCADE,
  CONSTRAINT fk_release_draft_readers_person FOREIGN KEY (person) REFERENCES identities(id)
);
CREATE INDEX ix_release_draft_readers_person ON release_draft_readers USING btree (person);
CREATE TRIGGER tr_release_draft_readers_recorded_delete AFTER DELETE ON release_draft_readers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'person');
CREATE TRIGGER tr_release_draft_readers_recorded_insert AFTER INSERT ON release_draft_readers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'person');
ALTER TABLE release_draft_readers ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_release_draft_readers_read ON release_draft_readers FOR SELECT
  USING (((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND person = (SELECT actor_id()));
CREATE POLICY rls_release_draft_readers_write ON release_draft_readers FOR ALL
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text)
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT DELETE, INSERT, SELECT ON release_draft_readers TO serving;

CREATE TABLE release_drafts (
  phase text COLLATE "C" NOT NULL,
  content bytea NOT NULL,
  prepared_at timestamp(3) with time zone NOT NULL,
  prepared_by text COLLATE "C" NOT NULL,
  CONSTRAINT pk_release_drafts PRIMARY KEY (phase),
  CONSTRAINT fk_release_drafts_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT fk_release_drafts_prepared_by FOREIGN KEY (prepared_by) REFERENCES identities(id)
);
CREATE INDEX ix_release_drafts_prepared_by ON release_drafts USING btree (prepared_by);
CREATE TRIGGER tr_release_drafts_recorded_delete AFTER DELETE ON release_drafts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase');
CREATE TRIGGER tr_release_drafts_recorded_insert AFTER INSERT ON release_drafts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase');
CREATE TRIGGER tr_release_drafts_recorded_update AFTER UPDATE ON release_drafts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase');
ALTER TABLE release_drafts ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_release_drafts_read ON release_drafts FOR SELECT
  USING (((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND (EXISTS ( SELECT
   FROM release_draft_readers r
  WHERE r.phase = release_drafts.phase AND r.person = (SELECT actor_id()))));
CREATE POLICY rls_release_drafts_write ON release_drafts FOR ALL
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text)
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND prepared_by = (SELECT actor_id()));
GRANT DELETE, INSERT, SELECT, UPDATE (content, prepared_at, prepared_by) ON release_drafts TO serving;

CREATE TABLE release_readers (
  phase text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  person text COLLATE "C" NOT NULL,
  CONSTRAINT pk_release_readers PRIMARY KEY (phase, version, person),
  CONSTRAINT fk_release_readers_person FOREIGN KEY (person) REFERENCES identities(id),
  CONSTRAINT fk_release_readers_release FOREIGN KEY (phase, version) REFERENCES releases(phase, version)
);
CREATE INDEX ix_release_readers_person ON release_readers USING btree (person);
CREATE TRIGGER tr_release_readers_recorded_insert AFTER INSERT ON release_readers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'version', 'person');
ALTER TABLE release_readers ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_release_readers_add ON release_readers FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
CREATE POLICY rls_release_readers_read ON release_readers FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND person = (SELECT actor_id()));
GRANT INSERT, SELECT ON release_readers TO serving;

CREATE TABLE release_reads (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  version integer,
  person text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  at timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT pk_release_reads PRIMARY KEY (id),
  CONSTRAINT fk_release_reads_person FOREIGN KEY (person) REFERENCES identities(id),
  CONSTRAINT fk_release_reads_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT fk_release_reads_release FOREIGN KEY (phase, version) REFERENCES releases(phase, version)
);
CREATE INDEX ix_release_reads_person ON release_reads USING btree (person);
CREATE INDEX ix_release_reads_phase ON release_reads USING btree (phase, id);
CREATE INDEX ix_release_reads_release ON release_reads USING btree (phase, version);
ALTER TABLE release_reads ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_release_reads_add ON release_reads FOR INSERT
  WITH CHECK (((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND role = (SELECT actor_role()) AND person = (SELECT actor_id()) AND (version IS NULL OR (EXISTS ( SELECT
   FROM releases r
  WHERE r.phase = release_reads.phase AND r.version = release_reads.version))));
CREATE POLICY rls_release_reads_read ON release_reads FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT INSERT, SELECT ON release_reads TO serving;

CREATE TABLE release_steps (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  step text COLLATE "C" NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  actor text COLLATE "C" NOT NULL,
  reason text,
  opens_at timestamp(3) with time zone,
  CONSTRAINT pk_release_steps PRIMARY KEY (id),
  CONSTRAINT fk_release_steps_actor FOREIGN KEY (actor) REFERENCES identities(id),
  CONSTRAINT fk_release_steps_release FOREIGN KEY (phase, version) REFERENCES releases(phase, version),
  CONSTRAINT ck_release_steps_opens_at CHECK ((opens_at IS NOT NULL) = (step = ANY (ARRAY['PUBLISH'::text, 'BRING_FORWARD'::text]))),
  CONSTRAINT ck_release_steps_reason CHECK (step <> 'WITHDRAW'::text OR reason IS NOT NULL),
  CONSTRAINT ck_release_steps_step CHECK (step = ANY (ARRAY['PUBLISH'::text, 'BRING_FORWARD'::text, 'SENT_TO_MEDIA'::text, 'LEAK_DECLARED'::text, 'WITHDRAW'::text]))
);
CREATE INDEX ix_release_steps_actor ON release_steps USING btree (actor);
CREATE INDEX ix_release_steps_release ON release_steps USING btree (phase, version, id);
CREATE TRIGGER tr_release_steps_recorded_insert AFTER INSERT ON release_steps REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE release_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_release_steps_add ON release_steps FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text AND actor = (SELECT actor_id()));
CREATE POLICY rls_release_steps_read ON release_steps FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
GRANT INSERT, SELECT ON release_steps TO serving;

CREATE TABLE releases (
  phase text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  kind text COLLATE "C",
  note text,
  published_at timestamp(3) with time zone NOT NULL,
  as_at timestamp(3) with time zone NOT NULL,
  embargo_until timestamp(3) with time zone,
  opens_at timestamp(3) with time zone NOT NULL,
  withdrawn_at timestamp(3) with time zone,
  content bytea NOT NULL,
  content_hash bytea NOT NULL,
  CONSTRAINT pk_releases PRIMARY KEY (phase, version),
  CONSTRAINT fk_releases_phase FOREIGN KEY (phase) REFERENCES phases(code),
  CONSTRAINT ck_releases_content_hash CHECK (content_hash = sha256(content)),
  CONSTRAINT ck_releases_kind CHECK (kind = ANY (ARRAY['REVISION'::text, 'CORRECTION'::text])),
  CONSTRAINT ck_releases_later CHECK (version = 1 OR kind IS NOT NULL AND note IS NOT NULL),
  CONSTRAINT ck_releases_opens_at CHECK (opens_at >= published_at AND opens_at <= COALESCE(embargo_until, published_at)),
  CONSTRAINT ck_releases_version CHECK (version >= 1),
  CONSTRAINT ck_releases_withdrawn_at CHECK (withdrawn_at >= published_at)
);
CREATE INDEX ix_releases_opens_at ON releases USING btree (phase, opens_at);
CREATE TRIGGER tr_releases_emptied BEFORE TRUNCATE ON releases FOR EACH STATEMENT EXECUTE FUNCTION keep_release();
CREATE TRIGGER tr_releases_frozen BEFORE DELETE OR UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION keep_release();
CREATE TRIGGER tr_releases_recorded_insert AFTER INSERT ON releases REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'version');
CREATE TRIGGER tr_releases_recorded_update AFTER UPDATE ON releases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('phase', 'version');
ALTER TABLE releases ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_releases_add ON releases FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
CREATE POLICY rls_releases_change ON releases FOR UPDATE
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text);
CREATE POLICY rls_releases_read ON releases FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PRESS_OFFICER'::text, 'PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND (opens_at <= instant_now() AND (withdrawn_at IS NULL OR withdrawn_at >= opens_at) OR (EXISTS ( SELECT
   FROM release_readers r
  WHERE r.phase = releases.phase AND r.version = releases.version AND r.person = (SELECT actor_id())))));
GRANT INSERT, SELECT, UPDATE (opens_at, withdrawn_at) ON releases TO serving;

CREATE TABLE results (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version_id bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  measure_version integer NOT NULL,
  breakdown text COLLATE "C",
  part text COLLATE "C",
  state text NOT NULL,
  value numeric,
  qualifier text,
  lower numeric NOT NULL,
  upper numeric,
  approximate boolean NOT NULL,
  settles_parts boolean NOT NULL,
  withheld_until timestamp(3) with time zone,
  CONSTRAINT pk_results PRIMARY KEY (id),
  CONSTRAINT uq_results_version_measure_part UNIQUE NULLS NOT DISTINCT (version_id, measure, part),
  CONSTRAINT fk_results_measure_breakdown FOREIGN KEY (measure, breakdown) REFERENCES measures(code, breakdown),
  CONSTRAINT fk_results_measure_version FOREIGN KEY (measure, measure_version) REFERENCES measure_versions(measure, version),
  CONSTRAINT fk_results_part FOREIGN KEY (breakdown, part) REFERENCES parts(breakdown, code),
  CONSTRAINT fk_results_version FOREIGN KEY (version_id, phase, force) REFERENCES return_versions(id, phase, force),
  CONSTRAINT ck_results_approximate CHECK (
CASE
    WHEN approximate THEN state = 'REPORTED'::text
    ELSE qualifier IS DISTINCT FROM 'APPROXIMATE'::text
END),
  CONSTRAINT ck_results_part CHECK ((breakdown IS NULL) = (part IS NULL)),
  CONSTRAINT ck_results_settles_parts CHECK (
CASE
    WHEN part IS NULL THEN settles_parts OR (state <> ALL (ARRAY['NIL'::text, 'NOT_APPLICABLE'::text]))
    ELSE NOT settles_parts
END),
  CONSTRAINT ck_results_whole_statement CHECK (
CASE state
    WHEN 'NIL'::text THEN value = 0::numeric AND qualifier = 'EXACT'::text AND lower = 0::numeric AND upper = 0::numeric
    WHEN 'UNQUANTIFIED'::text THEN value IS NULL AND qualifier = 'UNQUANTIFIED'::text AND lower = 0::numeric AND upper IS NULL
    WHEN 'NOT_APPLICABLE'::text THEN value IS NULL AND qualifier IS NULL AND lower = 0::numeric AND upper = 0::numeric
    WHEN 'REPORTED'::text THEN value >= 0::numeric AND value < 'Infinity'::numeric AND
    CASE qualifier
        WHEN 'EXACT'::text THEN lower = value AND upper = value
        WHEN 'AT_LEAST'::text THEN lower = value AND upper IS NULL
        WHEN 'AT_MOST'::text THEN lower >= 0::numeric AND lower <= value AND upper = value
        WHEN 'ALMOST'::text THEN lower >= (0.9 * value) AND lower <= value AND upper = value
        WHEN 'APPROXIMATE'::text THEN lower >= 0::numeric AND lower <= value AND upper >= value AND upper < 'Infinity'::numeric
        ELSE false
    END
    ELSE false
END IS TRUE)
);
CREATE INDEX ix_results_withheld_until ON results USING btree (phase, withheld_until) WHERE withheld_until IS NOT NULL;
ALTER TABLE results ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_results_add ON results FOR INSERT
  WITH CHECK (((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())) AND (EXISTS ( SELECT
   FROM return_versions v
  WHERE v.id = results.version_id AND v.xmin = pg_current_xact_id()::xid)));
CREATE POLICY rls_results_read ON results FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND force = (SELECT actor_force()) OR ((SELECT actor_role()) = ANY (ARRAY['PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND (withheld_until IS NULL OR withheld_until <= (SELECT instant_now())) AND (EXISTS ( SELECT
   FROM version_states s
  WHERE s.version_id = results.version_id AND s.was_accepted)));
GRANT INSERT, SELECT ON results TO serving;

CREATE TABLE return_versions (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  submitted_by text COLLATE "C" NOT NULL,
  window_from date,
  window_to date,
  as_at date,
  note text,
  reason text,
  problems jsonb DEFAULT '[]'::jsonb NOT NULL,
  on_behalf boolean DEFAULT false NOT NULL,
  received_from text,
  received_at timestamp(3) with time zone,
  received_by text,
  content_key bytea,
  CONSTRAINT pk_return_versions PRIMARY KEY (id),
  CONSTRAINT uq_return_versions_id_phase_force UNIQUE (id, phase, force),
  CONSTRAINT uq_return_versions_id_phase_force_version UNIQUE (id, phase, force, version),
  CONSTRAINT uq_return_versions_phase_force_version UNIQUE (phase, force, version),
  CONSTRAINT fk_return_versions_return FOREIGN KEY (phase, force) REFERENCES returns(phase, force),
  CONSTRAINT fk_return_versions_submitted_by FOREIGN KEY (submitted_by) REFERENCES identities(id),
  CONSTRAINT ck_return_versions_content_key CHECK (length(content_key) = 32),
  CONSTRAINT ck_return_versions_received CHECK ((num_nonnulls(received_from, received_at, received_by) = ANY (ARRAY[0, 3])) AND (on_behalf OR received_by IS NULL)),
  CONSTRAINT ck_return_versions_received_by CHECK (received_by = ANY (ARRAY['PHONE'::text, 'EMAIL'::text, 'IN_PERSON'::text, 'OTHER'::text])),
  CONSTRAINT ck_return_versions_version CHECK (version >= 1),
  CONSTRAINT ck_return_versions_window CHECK ((window_from IS NULL) = (window_to IS NULL) AND (window_from IS NULL OR window_from <= window_to))
);
CREATE INDEX ix_return_versions_submitted_by ON return_versions USING btree (submitted_by);
CREATE TRIGGER tr_return_versions_recorded_insert AFTER INSERT ON return_versions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE return_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_return_versions_add ON return_versions FOR INSERT
  WITH CHECK (((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())) AND submitted_by = (SELECT actor_id()));
CREATE POLICY rls_return_versions_read ON return_versions FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT ON return_versions TO serving;

CREATE TABLE returns (
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  versions integer DEFAULT 0 NOT NULL,
  standing integer,
  CONSTRAINT pk_returns PRIMARY KEY (phase, force),
  CONSTRAINT fk_returns_participation FOREIGN KEY (phase, force) REFERENCES participations(phase, force),
  CONSTRAINT ck_returns_standing CHECK (standing >= 1 AND standing <= versions),
  CONSTRAINT ck_returns_versions CHECK (versions >= 0)
);
ALTER TABLE returns ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_returns_add ON returns FOR INSERT
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force()));
CREATE POLICY rls_returns_number ON returns FOR UPDATE
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND force = (SELECT actor_force()))
  WITH CHECK ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND force = (SELECT actor_force()));
CREATE POLICY rls_returns_read ON returns FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT, UPDATE (versions, standing) ON returns TO serving;

CREATE TABLE single_haul_measures (
  measure text COLLATE "C" NOT NULL,
  CONSTRAINT pk_single_haul_measures PRIMARY KEY (measure),
  CONSTRAINT fk_single_haul_measures_measure FOREIGN KEY (measure) REFERENCES measures(code)
);
CREATE TRIGGER tr_single_haul_measures_emptied AFTER TRUNCATE ON single_haul_measures FOR EACH STATEMENT EXECUTE FUNCTION renew_reference_stamp();
CREATE TRIGGER tr_single_haul_measures_recorded_insert AFTER INSERT ON single_haul_measures REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('measure');
CREATE TRIGGER tr_single_haul_measures_stamp AFTER INSERT OR DELETE OR UPDATE ON single_haul_measures FOR EACH ROW EXECUTE FUNCTION renew_reference_stamp();
ALTER TABLE single_haul_measures ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_single_haul_measures_add ON single_haul_measures FOR INSERT
  WITH CHECK ((SELECT actor_role()) = ANY (ARRAY['ADMIN'::text, 'SYSTEM'::text]));
CREATE POLICY rls_single_haul_measures_read ON single_haul_measures FOR SELECT
  USING (true);
GRANT INSERT, SELECT ON single_haul_measures TO serving;

CREATE TABLE step_reasons (
  step_id bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  CONSTRAINT pk_step_reasons PRIMARY KEY (step_id),
  CONSTRAINT fk_step_reasons_step FOREIGN KEY (step_id, phase, force) REFERENCES version_states(id, phase, force)
);
CREATE TRIGGER tr_step_reasons_recorded_insert AFTER INSERT ON step_reasons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('step_id');
ALTER TABLE step_reasons ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_step_reasons_add ON step_reasons FOR INSERT
  WITH CHECK ((EXISTS ( SELECT
   FROM version_states s
  WHERE s.id = step_reasons.step_id AND s.actor = (SELECT actor_id()) AND s.xmin = pg_current_xact_id()::xid)));
CREATE POLICY rls_step_reasons_read ON step_reasons FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['FORCE_ANALYST'::text, 'FORCE_APPROVER'::text, 'PCC_OFFICE'::text])) AND force = (SELECT actor_force()));
GRANT INSERT, SELECT ON step_reasons TO serving;

CREATE TABLE version_states (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version_id bigint NOT NULL,
  phase text COLLATE "C" NOT NULL,
  force text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  began_at timestamp(3) with time zone NOT NULL,
  actor text COLLATE "C",
  step text NOT NULL,
  submitted_at timestamp(3) with time zone NOT NULL,
  accepted boolean NOT NULL,
  was_accepted boolean NOT NULL,
  without_sign_off boolean NOT NULL,
  as_deputy boolean DEFAULT acts_as_deputy() NOT NULL,
  CONSTRAINT pk_version_states PRIMARY KEY (id),
  CONSTRAINT uq_version_states_id_phase_force UNIQUE (id, phase, force),
  CONSTRAINT fk_version_states_actor FOREIGN KEY (actor) REFERENCES identities(id),
  CONSTRAINT fk_version_states_version FOREIGN KEY (version_id, phase, force, version) REFERENCES return_versions(id, phase, force, version),
  CONSTRAINT ck_version_states_accepted CHECK (accepted <= was_accepted AND without_sign_off <= accepted AND
CASE state
    WHEN 'ACCEPTED'::text THEN accepted
    WHEN 'QUERIED'::text THEN true
    ELSE NOT accepted
END),
  CONSTRAINT ck_version_states_actor CHECK (actor IS NOT NULL OR step = 'ACCEPT'::text),
  CONSTRAINT ck_version_states_state CHECK (state = ANY (ARRAY['SUBMITTED'::text, 'QUERIED'::text, 'SIGNED_OFF'::text, 'ACCEPTED'::text, 'WITHDRAWN'::text])),
  CONSTRAINT ck_version_states_step CHECK (step = ANY (ARRAY['SUBMIT'::text, 'SIGN_OFF'::text, 'QUERY'::text, 'ANSWER'::text, 'TAKE_BACK'::text, 'ACCEPT'::text, 'UNDO_ACCEPTANCE'::text, 'OVERTAKE'::text, 'REINSTATE'::text, 'WITHDRAW'::text]))
);
CREATE INDEX ix_version_states_actor ON version_states USING btree (actor);
CREATE INDEX ix_version_states_phase ON version_states USING btree (phase, force, version DESC);
CREATE INDEX ix_version_states_version ON version_states USING btree (version_id, id);
CREATE TRIGGER tr_version_states_follows AFTER INSERT ON version_states FOR EACH ROW EXECUTE FUNCTION require_step_follows();
CREATE CONSTRAINT TRIGGER tr_version_states_reason AFTER INSERT ON version_states DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.step = ANY (ARRAY['UNDO_ACCEPTANCE'::text, 'WITHDRAW'::text])) OR new.step = 'ACCEPT'::text AND new.without_sign_off) EXECUTE FUNCTION require_step_reason();
CREATE TRIGGER tr_version_states_recorded_insert AFTER INSERT ON version_states REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_contents('id');
ALTER TABLE version_states ENABLE ROW LEVEL SECURITY;
CREATE POLICY rls_version_states_add ON version_states FOR INSERT
  WITH CHECK (actor = (SELECT actor_id()) AND
CASE
    WHEN step = 'SIGN_OFF'::text THEN (SELECT actor_role()) = 'FORCE_APPROVER'::text AND force = (SELECT actor_force())
    WHEN step = 'ANSWER'::text THEN (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())
    WHEN step = ANY (ARRAY['SUBMIT'::text, 'OVERTAKE'::text, 'WITHDRAW'::text]) THEN (SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())
    ELSE (SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text
END);
CREATE POLICY rls_version_states_deputy ON version_states AS RESTRICTIVE FOR INSERT
  WITH CHECK (as_deputy = (SELECT acts_as_deputy()));
CREATE POLICY rls_version_states_query ON version_states FOR INSERT
  WITH CHECK ((step = ANY (ARRAY['QUERY'::text, 'TAKE_BACK'::text])) AND NOT accepted AND actor = (SELECT actor_id()) AND (SELECT actor_role()) = 'FORCE_APPROVER'::text AND force = (SELECT actor_force()));
CREATE POLICY rls_version_states_read ON version_states FOR SELECT
  USING ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR ((SELECT actor_role()) = ANY (ARRAY['PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND force = (SELECT actor_force()) OR was_accepted AND (step = ANY (ARRAY['ACCEPT'::text, 'UNDO_ACCEPTANCE'::text])) AND ((SELECT actor_role()) = ANY (ARRAY['PCC_OFFICE'::text, 'FORCE_ANALYST'::text, 'FORCE_APPROVER'::text])) AND (phase <> ALL ((ARRAY( SELECT p.code
   FROM phases p
  WHERE is_held_back(p.totals_held_back, p.held_back_until))))));
CREATE POLICY rls_version_states_reinstate ON version_states FOR INSERT
  WITH CHECK (step = 'REINSTATE'::text AND actor = (SELECT actor_id()) AND ((SELECT actor_role()) = 'REGIONAL_COORDINATOR'::text OR (SELECT actor_role()) = 'FORCE_ANALYST'::text AND force = (SELECT actor_force())));
GRANT INSERT, SELECT ON version_states TO serving;

CREATE OR REPLACE FUNCTION public.actor_force()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT nullif(current_setting('scorpion.actor_force', true), '') $function$;

CREATE OR REPLACE FUNCTION public.actor_id()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT nullif(current_setting('scorpion.actor_id', true), '') $function$;

CREATE OR REPLACE FUNCTION public.actor_role()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT nullif(current_setting('scorpion.actor_role', true), '') $function$;

CREATE OR REPLACE FUNCTION public.acts_as_deputy()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
        SELECT actor_id() IS NOT NULL AND NOT EXISTS (
          SELECT FROM identities own
          WHERE own.id = actor_id() AND own.role = actor_role() AND own.force IS NOT DISTINCT FROM actor_force())
      $function$;

CREATE OR REPLACE FUNCTION public.append_audit_entry(for_actor text, action text, phase text, force text, details jsonb, seal bytea DEFAULT NULL::bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
        
        contents := ARRAY(
          SELECT line FROM (
            SELECT DISTINCT ON (line::jsonb ->> 0, line::jsonb ->> 1) line
            FROM string_to_table(nullif(current_setting('scorpion.contents', true), ''), E'\n') WITH ORDINALITY AS noted (line, number)
            ORDER BY line::jsonb ->> 0, line::jsonb ->> 1, number DESC) last
          ORDER BY line COLLATE "C");
        PERFORM set_config('scorpion.contents', '', true);
        SELECT * INTO STRICT head FROM public.audit_head FOR UPDATE;
        entry.id := head.count + 1;
        entry.at := greatest(date_trunc('milliseconds', clock_timestamp()),
          (SELECT last.at FROM public.audit_entries last WHERE last.id = head.count));
        entry.action := append_audit_entry.action;
        entry.phase := append_audit_entry.phase;
        entry.force := append_audit_entry.force;
        entry.details := append_audit_entry.details;
        entry.previous_hash := head.hash;
        entry.seal := coalesce(append_audit_entry.seal, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
        entry.hash := sha256(convert_to((jsonb_build_array(entry.id, (extract(epoch FROM entry.at) * 1000)::bigint,
          entry.actor, entry.actor_role, entry.actor_force, entry.action, entry.phase, entry.force, entry.details,
          encode(entry.previous_hash, 'hex'), encode(entry.seal, 'hex')) || CASE WHEN contents = '{}' THEN '[]'::jsonb
            ELSE jsonb_build_array(jsonb_build_object('contents',
              encode(sha256(convert_to(array_to_string(contents, E'\n'), 'UTF8')), 'hex'))) END)::text, 'UTF8'));
        INSERT INTO public.audit_entries VALUES (entry.*);
        
        INSERT INTO public.audit_contents (entry, table_name, key, digest)
        SELECT entry.id, line::jsonb ->> 0, line::jsonb ->> 1, decode(line::jsonb ->> 2, 'hex') FROM unnest(contents) line;
        UPDATE public.audit_head SET count = entry.id, hash = entry.hash;
      END $function$;
REVOKE ALL ON FUNCTION append_audit_entry(text,text,text,text,jsonb,bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit_entry(text,text,text,text,jsonb,bytea) TO serving;

CREATE OR REPLACE FUNCTION public.change_began_at(changed_phase text, is_new boolean)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      DECLARE
        phase record;
      BEGIN
        SELECT data_version, data_changed_at, xmin = pg_current_xact_id()::xid AS is_moved INTO phase
        FROM phases WHERE code = changed_phase;
        IF is_new AND phase.data_version = 0 THEN
          RETURN '-infinity';
        ELSIF NOT phase.is_moved THEN
          RAISE EXCEPTION 'the data version of phase % was not moved on before this change', changed_phase;
        END IF;
        RETURN phase.data_changed_at;
      END $function$;
REVOKE ALL ON FUNCTION change_began_at(text,boolean) FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.content_digests(of_table text)
 RETURNS TABLE(key text, digest bytea)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET bytea_output TO 'hex'
AS $function$
      DECLARE
        key_columns text[] := (
          SELECT string_to_array(encode(tgargs, 'escape'), '\000') FROM pg_trigger
          WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = format('tr_%s_recorded_insert', of_table));
      BEGIN
        IF current_setting('scorpion.actor_role', true) IS DISTINCT FROM 'SYSTEM' THEN
          RAISE insufficient_privilege USING MESSAGE = 'only verification reads digests';
        END IF;
        RETURN QUERY EXECUTE format(
          $sql$
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    -- OFFSET 0 stops the planner from building the JSON more than once.
    SELECT to_jsonb(array_remove(ARRAY[row ->> $1[1], row ->> $1[2], row ->> $1[3]], NULL))::text AS key, row::text AS text
    FROM (SELECT (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(r) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null') AS row FROM public.%I r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key$sql$, of_table) USING key_columns;
      END $function$;
REVOKE ALL ON FUNCTION content_digests(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION content_digests(text) TO serving;

CREATE OR REPLACE FUNCTION public.counting_versions(of_phase text, basis text, as_of timestamp with time zone)
 RETURNS SETOF version_states
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT DISTINCT ON (s.force) s.*
        FROM newest_steps(of_phase, as_of) s
        WHERE CASE basis WHEN 'ACCEPTED' THEN s.accepted WHEN 'PROVISIONAL' THEN s.state <> 'WITHDRAWN' END
        ORDER BY s.force, s.version DESC
      $function$;

CREATE OR REPLACE FUNCTION public.erase_salt()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        NEW.salt := NULL;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.forces_reported(of_phases text[])
 RETURNS TABLE(phase text, force text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT r.phase, r.force FROM public.returns r
      WHERE r.phase = ANY (of_phases) AND r.standing IS NOT NULL AND public.actor_role() IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER') $function$;
REVOKE ALL ON FUNCTION forces_reported(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forces_reported(text[]) TO serving;

CREATE OR REPLACE FUNCTION public.hold_audit_head()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF NOT EXISTS (SELECT FROM audit_entries entry WHERE entry.id = OLD.count + 1 AND entry.id = NEW.count
          AND entry.hash = NEW.hash AND entry.previous_hash = OLD.hash) THEN
          RAISE insufficient_privilege USING MESSAGE = 'The head of the record moves with an entry only.';
        END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.hold_definitions()
 RETURNS text
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtext('measure definitions'));
        RETURN reference_stamp_now();
      END $function$;

CREATE OR REPLACE FUNCTION public.instant_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT statement_timestamp() $function$;

CREATE OR REPLACE FUNCTION public.is_held_back(held_back boolean, until timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (held_back AND ((until IS NULL) OR (until > instant_now())));

CREATE OR REPLACE FUNCTION public.is_phase_held_back(of_phase text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT EXISTS (
        SELECT FROM phases p WHERE p.code = of_phase AND is_held_back(p.totals_held_back, p.held_back_until)) $function$;

CREATE OR REPLACE FUNCTION public.keep_participation_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      BEGIN
        INSERT INTO participation_changes (phase, force, participation, began_at, actor, reason)
        VALUES (NEW.phase, NEW.force, NEW.participation, change_began_at(NEW.phase, TG_OP = 'INSERT'),
          nullif(actor_id(), 'system'), NEW.reason);
        RETURN NULL;
      END $function$;
REVOKE ALL ON FUNCTION keep_participation_change() FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.keep_phase_ask_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      DECLARE
        changed phase_asks := coalesce(NEW, OLD);
      BEGIN
        INSERT INTO phase_ask_changes (phase, measure, ask, began_at, actor)
        VALUES (changed.phase, changed.measure, NEW.ask, change_began_at(changed.phase, TG_OP = 'INSERT'),
          nullif(actor_id(), 'system'));
        RETURN NULL;
      END $function$;
REVOKE ALL ON FUNCTION keep_phase_ask_change() FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.keep_phase_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      BEGIN
        INSERT INTO phase_changes VALUES (NEW.code, NEW.data_changed_at) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $function$;
REVOKE ALL ON FUNCTION keep_phase_change() FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.keep_release()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF (OLD.phase, OLD.version, OLD.kind, OLD.note, OLD.published_at, OLD.as_at, OLD.embargo_until, OLD.content, OLD.content_hash) IS NOT DISTINCT FROM (NEW.phase, NEW.version, NEW.kind, NEW.note, NEW.published_at, NEW.as_at, NEW.embargo_until, NEW.content, NEW.content_hash) AND 
  NEW.opens_at <= OLD.opens_at
  AND (OLD.withdrawn_at IS NULL OR (NEW.opens_at, NEW.withdrawn_at) = (OLD.opens_at, OLD.withdrawn_at)) 
  AND (NEW.withdrawn_at IS NOT DISTINCT FROM OLD.withdrawn_at
    OR NEW.withdrawn_at <= instant_now() AND (NEW.withdrawn_at >= NEW.opens_at OR NEW.opens_at > instant_now())) THEN
            RETURN NEW;
          END IF;
        END IF;
        RAISE insufficient_privilege USING MESSAGE = format('%s of releases is refused: a release is frozen.', TG_OP);
      END $function$;

CREATE OR REPLACE FUNCTION public.knows_person(person text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT public.actor_role() IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE') AND (
        EXISTS (SELECT FROM public.identities i WHERE i.id = person
          AND (i.force = public.actor_force() OR i.role = 'REGIONAL_COORDINATOR'))
        OR EXISTS (SELECT FROM public.deputies d WHERE d.person = knows_person.person
          AND (d.force = public.actor_force() OR d.role = 'REGIONAL_COORDINATOR'))
        OR EXISTS (SELECT FROM public.version_states s WHERE s.actor = person AND s.force = public.actor_force())) $function$;
REVOKE ALL ON FUNCTION knows_person(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION knows_person(text) TO serving;

CREATE OR REPLACE FUNCTION public.latest_day_counted()
 RETURNS date
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      BEGIN
        IF actor_role() IS DISTINCT FROM 'ADMIN' THEN
          RAISE insufficient_privilege USING MESSAGE = 'only who defines measures asks for the day';
        END IF;
        RETURN (SELECT max(p.starts_on) FROM phases p
          WHERE EXISTS (SELECT FROM returns r WHERE r.phase = p.code AND r.standing IS NOT NULL));
      END $function$;
REVOKE ALL ON FUNCTION latest_day_counted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION latest_day_counted() TO serving;

CREATE OR REPLACE FUNCTION public.measures_in_force(day date)
 RETURNS TABLE(code text, version integer, "position" integer, name text, also_known_as text[], category text, unit text, breakdown text, breakdown_rule text, exhaustive boolean, ask text, across_phases text, headline text, preferred_direction text, definition text, valid_from date)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT DISTINCT ON (m.position) m.code, v.version, m.position, v.name, v.also_known_as, v.category,
          m.unit, m.breakdown, v.breakdown_rule, v.exhaustive, v.ask, v.across_phases,
          v.headline, v.preferred_direction, v.definition, v.valid_from
        FROM measures m
        JOIN measure_versions v ON v.measure = m.code
        WHERE v.valid_from IS NULL OR v.valid_from <= day
        ORDER BY m.position, v.valid_from DESC NULLS LAST
      $function$;

CREATE OR REPLACE FUNCTION public.move_data_version_on(of_phase text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ UPDATE public.phases SET data_version = data_version + 1,
        data_changed_at = greatest(clock_timestamp(), data_changed_at + interval '1 millisecond')
      WHERE code = of_phase AND public.actor_role() IN ('REGIONAL_COORDINATOR', 'SYSTEM', 'FORCE_ANALYST', 'FORCE_APPROVER') RETURNING data_changed_at $function$;
REVOKE ALL ON FUNCTION move_data_version_on(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION move_data_version_on(text) TO serving;

CREATE OR REPLACE FUNCTION public.newest_steps(of_phase text, as_of timestamp with time zone)
 RETURNS SETOF version_states
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT DISTINCT ON (s.force, s.version) s.*
        FROM version_states s
        WHERE s.phase = of_phase AND s.began_at <= as_of
        ORDER BY s.force, s.version DESC, s.id DESC
      $function$;

CREATE OR REPLACE FUNCTION public.note_contents()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET bytea_output TO 'hex'
AS $function$
      DECLARE
        new_row jsonb;
      BEGIN
        IF TG_LEVEL = 'ROW' THEN
          new_row := (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(NEW) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null');
          IF new_row <> (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(OLD) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null') THEN
            PERFORM set_config('scorpion.contents', concat_ws(E'\n', nullif(current_setting('scorpion.contents', true), ''), (SELECT string_agg(line, E'\n') FROM (SELECT jsonb_build_array(TG_TABLE_NAME, to_jsonb(array_remove(ARRAY[new_row ->> TG_ARGV[0], new_row ->> TG_ARGV[1], new_row ->> TG_ARGV[2]], NULL))::text,
  encode(sha256(convert_to(new_row::text, 'UTF8')), 'hex'))::text AS line) l)), true);
          END IF;
        ELSIF TG_OP = 'INSERT' THEN
          PERFORM set_config('scorpion.contents', concat_ws(E'\n', nullif(current_setting('scorpion.contents', true), ''), (SELECT string_agg(line, E'\n') FROM (SELECT jsonb_build_array(TG_TABLE_NAME, key, encode(digest, 'hex'))::text AS line FROM (
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    -- OFFSET 0 stops the planner from building the JSON more than once.
    SELECT to_jsonb(array_remove(ARRAY[row ->> TG_ARGV[0], row ->> TG_ARGV[1], row ->> TG_ARGV[2]], NULL))::text AS key, row::text AS text
    FROM (SELECT (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(r) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null') AS row FROM new_rows r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key) digests) l)), true);
        ELSIF TG_OP = 'UPDATE' THEN
          PERFORM set_config('scorpion.contents', concat_ws(E'\n', nullif(current_setting('scorpion.contents', true), ''), (SELECT string_agg(line, E'\n') FROM (SELECT jsonb_build_array(TG_TABLE_NAME, key, encode(digest, 'hex'))::text AS line FROM (
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    -- OFFSET 0 stops the planner from building the JSON more than once.
    SELECT to_jsonb(array_remove(ARRAY[row ->> TG_ARGV[0], row ->> TG_ARGV[1], row ->> TG_ARGV[2]], NULL))::text AS key, row::text AS text
    FROM (SELECT (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(r) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null') AS row FROM new_rows r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key) digests EXCEPT SELECT jsonb_build_array(TG_TABLE_NAME, key, encode(digest, 'hex'))::text AS line FROM (
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    -- OFFSET 0 stops the planner from building the JSON more than once.
    SELECT to_jsonb(array_remove(ARRAY[row ->> TG_ARGV[0], row ->> TG_ARGV[1], row ->> TG_ARGV[2]], NULL))::text AS key, row::text AS text
    FROM (SELECT (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(r) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null') AS row FROM old_rows r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key) digests) l)), true);
        ELSE
          PERFORM set_config('scorpion.contents', concat_ws(E'\n', nullif(current_setting('scorpion.contents', true), ''), (SELECT string_agg(line, E'\n') FROM (SELECT jsonb_build_array(TG_TABLE_NAME, key, encode(digest, 'hex'))::text AS line FROM (SELECT key, NULL::bytea AS digest FROM (
  SELECT content.key, sha256(convert_to(string_agg(content.text, E'\n' ORDER BY content.text COLLATE "C"), 'UTF8')) AS digest
  FROM (
    -- OFFSET 0 stops the planner from building the JSON more than once.
    SELECT to_jsonb(array_remove(ARRAY[row ->> TG_ARGV[0], row ->> TG_ARGV[1], row ->> TG_ARGV[2]], NULL))::text AS key, row::text AS text
    FROM (SELECT (SELECT jsonb_object_agg(c.key, c.value) FROM jsonb_each(to_jsonb(r) - '{data_version,data_changed_at,data_stamp}'::text[]) c WHERE c.value <> 'null') AS row FROM old_rows r OFFSET 0) rows_as_json OFFSET 0
  ) content
  GROUP BY content.key) gone) digests) l)), true);
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.participation_reason(of_phase text, of_force text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT p.reason FROM public.participations p WHERE p.phase = of_phase AND p.force = of_force
      AND (public.actor_role() = 'REGIONAL_COORDINATOR'
        OR public.actor_role() IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE') AND p.force = public.actor_force()) $function$;
REVOKE ALL ON FUNCTION participation_reason(text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION participation_reason(text,text) TO serving;

CREATE OR REPLACE FUNCTION public.phase_data(of_phase text)
 RETURNS TABLE(data_version bigint, data_changed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT p.data_version, p.data_changed_at FROM public.phases p
      WHERE p.code = of_phase AND public.actor_role() = 'REGIONAL_COORDINATOR' $function$;
REVOKE ALL ON FUNCTION phase_data(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION phase_data(text) TO serving;

CREATE OR REPLACE FUNCTION public.phase_data_stamp(of_phase text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT concat_ws(' ', p.data_stamp, (
  SELECT max(r.withheld_until) FROM public.results r WHERE r.phase = p.code AND r.withheld_until <= public.instant_now())) FROM public.phases p
        WHERE p.code = of_phase AND (public.actor_role() = 'SYSTEM'
          OR public.actor_role() IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')) $function$;
REVOKE ALL ON FUNCTION phase_data_stamp(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION phase_data_stamp(text) TO serving;

CREATE OR REPLACE FUNCTION public.phase_set_up_at(of_phase text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT min(c.changed_at) FROM public.phase_changes c WHERE c.phase = of_phase AND public.actor_role() IN ('REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER') $function$;
REVOKE ALL ON FUNCTION phase_set_up_at(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION phase_set_up_at(text) TO serving;

CREATE OR REPLACE FUNCTION public.phase_status(status text, closes_at timestamp with time zone, kept_open boolean)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN CASE WHEN ((status = 'OPEN'::text) AND (NOT kept_open) AND (closes_at < now())) THEN 'CLOSED'::text ELSE status END;

CREATE OR REPLACE FUNCTION public.question_ending(of_question bigint)
 RETURNS SETOF question_endings
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT last.*
        FROM (SELECT * FROM question_endings WHERE question = of_question ORDER BY id DESC LIMIT 1) last
        WHERE last.ending <> 'REOPENED'
      $function$;

CREATE OR REPLACE FUNCTION public.reference_stamp_now()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
        SELECT concat_ws(' ', stamp,
          (SELECT count(*) FROM phases WHERE status = 'OPEN' AND NOT kept_open AND closes_at < now()),
          (SELECT count(*) FROM phases WHERE totals_held_back AND held_back_until <= instant_now()))
        FROM reference_stamp
      $function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE insufficient_privilege USING MESSAGE = format('%s of %s is refused: the record is only added to.',
          TG_OP, TG_TABLE_NAME);
      END $function$;

CREATE OR REPLACE FUNCTION public.release_stamp(of_phase text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
        SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE r.opens_at <= public.instant_now()), count(r.withdrawn_at))
        FROM public.releases r
        WHERE r.phase = of_phase AND public.actor_role() IN
          ('SYSTEM', 'REGIONAL_COORDINATOR', 'PRESS_OFFICER', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER')
      $function$;
REVOKE ALL ON FUNCTION release_stamp(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_stamp(text) TO serving;

CREATE OR REPLACE FUNCTION public.renew_data_stamp()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        NEW.data_stamp := gen_random_uuid();
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.renew_reference_stamp()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      BEGIN
        UPDATE reference_stamp SET stamp = gen_random_uuid();
        PERFORM pg_notify('data_changes', '');
        RETURN NULL;
      END $function$;
REVOKE ALL ON FUNCTION renew_reference_stamp() FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.require_ending_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        before text;
      BEGIN
        SELECT ending INTO before FROM question_endings WHERE question = NEW.question AND id < NEW.id
        ORDER BY id DESC LIMIT 1;
        IF NOT (CASE WHEN NEW.ending = 'REOPENED' THEN coalesce(before = 'OVERTAKEN', false)
          ELSE before IS NULL OR before = 'REOPENED' END) THEN
          RAISE 'the ending % does not follow on the one before', NEW.ending
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_question_endings_follows';
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.require_step_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        before record;
      BEGIN
        SELECT accepted, was_accepted, without_sign_off, submitted_at INTO before
        FROM version_states WHERE version_id = NEW.version_id AND id < NEW.id ORDER BY id DESC LIMIT 1;
        IF NEW.accepted IS DISTINCT FROM (CASE
            WHEN NEW.step = 'ACCEPT' THEN true
            WHEN NEW.step IN ('QUERY', 'ANSWER', 'TAKE_BACK', 'OVERTAKE', 'REINSTATE') THEN before.accepted
            ELSE false END)
          OR NEW.step <> 'ACCEPT' AND NEW.without_sign_off IS DISTINCT FROM (NEW.accepted AND before.without_sign_off)
          OR NEW.was_accepted IS DISTINCT FROM (NEW.accepted OR coalesce(before.was_accepted, false))
          OR NEW.submitted_at IS DISTINCT FROM coalesce(before.submitted_at, NEW.began_at)
          OR (NEW.step = 'SUBMIT') IS DISTINCT FROM (before.submitted_at IS NULL) THEN
          RAISE 'the step % does not follow on the one before', NEW.step
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_version_states_follows';
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.require_step_reason()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF NOT EXISTS (SELECT FROM step_reasons WHERE step_id = NEW.id) THEN
          RAISE 'the step % was taken without a reason', NEW.step
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_version_states_reason';
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.tell_data_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM pg_notify('data_changes', NEW.code);
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.was_withheld_since(of_phase text, since timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT public.actor_role() IN ('PRESS_OFFICER', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER') AND EXISTS (
        SELECT FROM public.version_states s JOIN public.results r ON r.version_id = s.version_id
        WHERE s.phase = of_phase AND s.step = 'ACCEPT' AND s.began_at >= since
          AND r.withheld_until > public.instant_now()) $function$;
REVOKE ALL ON FUNCTION was_withheld_since(text,timestamp with time zone) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION was_withheld_since(text,timestamp with time zone) TO serving;

GRANT CONNECT ON DATABASE TO PUBLIC;

GRANT USAGE ON SCHEMA public TO serving;
