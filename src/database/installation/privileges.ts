/**
 * The columns of a phase that the service may read for everybody. They exclude reasons for changes, and when its data
 * changed. No answer contains `held_back_until`: it tells of a release under embargo.
 */
export const PHASE_COLUMNS = [
  'code',
  'operation',
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
  'totals_held_back',
  'held_back_until',
];
const CHANGED_PHASE_COLUMNS = [
  ...PHASE_COLUMNS.filter((column) => column !== 'code' && column !== 'operation'),
  'kept_open_reason',
  'closing_reason',
];

/**
 * The privileges of the serving role for each table; the database refuses everything else. Submitted data can never be
 * changed or deleted. UPDATE is granted by column, and DELETE only for rows that expire or can be undone. SELECT is granted by column if
 * some columns are for fewer people than the row; functions return those columns to the people who may see them.
 */
const PRIVILEGES: Readonly<Record<string, string>> = {
  migrations: 'SELECT',
  installation: 'SELECT',
  reference_stamp: 'SELECT',
  forces: 'SELECT, INSERT, UPDATE (name, kind, ons_code, region, valid_until, merged_into)',
  breakdowns: 'SELECT, INSERT',
  parts: 'SELECT, INSERT, UPDATE (position)',
  part_classes: 'SELECT, INSERT, UPDATE (valid_until)',
  measures: 'SELECT, INSERT, UPDATE (position)',
  measure_versions: 'SELECT, INSERT',
  measure_wholes: 'SELECT, INSERT',
  measure_implications: 'SELECT, INSERT',
  single_haul_measures: 'SELECT, INSERT',
  operations: 'SELECT, INSERT',
  memberships: 'SELECT, INSERT, UPDATE (until_day, until_before_merger), DELETE',
  phases: `SELECT (${PHASE_COLUMNS.join(', ')}), INSERT, UPDATE (${CHANGED_PHASE_COLUMNS.join(', ')})`,
  participations: 'SELECT (phase, force, participation), INSERT, UPDATE (participation, reason)',
  participation_changes: 'SELECT (id, phase, force, participation, began_at)',
  phase_asks: 'SELECT, INSERT, UPDATE (ask), DELETE',
  phase_ask_changes: 'SELECT (id, phase, measure, ask, began_at)',
  phase_exceptions: 'SELECT, INSERT, UPDATE (revoked_at, revoked_by)',
  phase_discards: 'SELECT, INSERT, UPDATE (restored_at, restored_by)',
  identities: 'SELECT, INSERT',
  people: 'SELECT (id, name, erased_at), INSERT (id, name), UPDATE (name, erased_at)',
  deputies: 'SELECT, INSERT, UPDATE (ended_by, ended_at)',
  audit_entries: 'SELECT',
  audit_head: 'SELECT',
  audit_contents: 'SELECT',
  audit_record: 'SELECT',
  phase_changes: 'SELECT',
  returns: 'SELECT, INSERT, UPDATE (versions, standing)',
  return_versions: 'SELECT, INSERT',
  version_states: 'SELECT, INSERT',
  figures: 'SELECT, INSERT',
  results: 'SELECT, INSERT',
  idempotency_keys: 'SELECT, INSERT, DELETE',
  step_reasons: 'SELECT, INSERT',
  questions: 'SELECT, INSERT',
  question_endings: 'SELECT, INSERT',
  acknowledgements: 'SELECT, INSERT',
  drafts: 'SELECT, INSERT, UPDATE (revision, entry, saved_by, saved_at)',
  releases: 'SELECT, INSERT, UPDATE (opens_at, withdrawn_at)',
  release_readers: 'SELECT, INSERT',
  release_steps: 'SELECT, INSERT',
  release_acknowledgements: 'SELECT, INSERT',
  release_reads: 'SELECT, INSERT',
  release_drafts: 'SELECT, INSERT, UPDATE (content, prepared_at, prepared_by), DELETE',
  release_draft_readers: 'SELECT, INSERT, DELETE',
  operation_release_readers: 'SELECT, INSERT, DELETE',
  headline_copies: 'SELECT, INSERT',
  pre_election_periods: 'SELECT, INSERT, DELETE',
};

/** The functions that run with the rights of the owner. */
const OWNERS_FUNCTIONS = [
  'append_audit_entry(text, text, text, text, jsonb, bytea)',
  'content_digests(text)',
  'forces_reported(text[])',
  'phase_set_up_at(text)',
  'phase_data(text)',
  'phase_data_stamp(text)',
  'release_stamp(text)',
  'was_withheld_since(text, timestamptz)',
  'move_data_version_on(text)',
  'latest_day_counted()',
  'participation_reason(text, text)',
  'knows_person(text)',
];

/**
 * The statements that grant the serving role exactly these privileges, whatever it, or PUBLIC, had before. They also
 * forbid temporary tables, because one could hide a real table of the same name.
 */
export function privilegeStatements(servingRole: string): string[] {
  const role = `"${servingRole.replaceAll('"', '""')}"`;
  return [
    ...['TABLES', 'SEQUENCES'].map((kind) => `REVOKE ALL ON ALL ${kind} IN SCHEMA public FROM PUBLIC, ${role}`),
    `REVOKE ALL ON SCHEMA public FROM PUBLIC, ${role}`,
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    ...Object.entries(PRIVILEGES).map(([table, privileges]) => `GRANT ${privileges} ON ${table} TO ${role}`),
    ...OWNERS_FUNCTIONS.flatMap((name) => [
      `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC, ${role}`,
      `GRANT EXECUTE ON FUNCTION ${name} TO ${role}`,
    ]),
    `DO $$ BEGIN
       IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
         EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
       END IF;
     END $$`,
  ];
}

/**
 * A query for the privileges that the current role lacks, as texts such as "DELETE on drafts". Privileges that it has as
 * a member of another role count.
 */
export function missingPrivileges(): string {
  const tables = Object.entries(PRIVILEGES).flatMap(([table, privileges]) =>
    [...privileges.matchAll(/(\w+)(?: \(([^)]*)\))?/g)].flatMap(([, privilege = '', columns]) =>
      columns === undefined
        ? [`('${privilege} on ${table}', has_table_privilege('public.${table}', '${privilege}'))`]
        : columns
            .split(', ')
            .map(
              (column) =>
                `('${privilege} on ${table}.${column}', has_column_privilege('public.${table}', '${column}', '${privilege}'))`,
            ),
    ),
  );
  const functions = OWNERS_FUNCTIONS.map(
    (name) => `('EXECUTE on ${name}', has_function_privilege('public.${name}', 'EXECUTE'))`,
  );
  const schema = `('USAGE on public', has_schema_privilege('public', 'USAGE'))`;
  return `SELECT wanted FROM (VALUES ${[schema, ...tables, ...functions].join(', ')}) AS v (wanted, is_there) WHERE NOT is_there`;
}
