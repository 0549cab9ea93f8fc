/**
 * All that the serving role may do, table by table: what is not here is refused by the database. Nothing that was
 * submitted can be changed or deleted; UPDATE is given by column, and DELETE only where rows are meant to expire.
 */
const PRIVILEGES: Readonly<Record<string, string>> = {
  migrations: 'SELECT',
  installation: 'SELECT',
  reference_stamp: 'SELECT, UPDATE (stamp)',
  forces: 'SELECT, INSERT',
  breakdowns: 'SELECT, INSERT',
  parts: 'SELECT, INSERT, UPDATE (position)',
  part_classes: 'SELECT, INSERT, UPDATE (valid_until)',
  measures: 'SELECT, INSERT, UPDATE (position)',
  measure_versions: 'SELECT, INSERT',
  measure_wholes: 'SELECT, INSERT',
  measure_implications: 'SELECT, INSERT',
  single_haul_measures: 'SELECT, INSERT',
  operations: 'SELECT, INSERT',
  phases: 'SELECT, INSERT, UPDATE (data_version, data_changed_at)',
  participations: 'SELECT, INSERT',
  phase_asks: 'SELECT, INSERT',
  identities: 'SELECT, INSERT',
  returns: 'SELECT, INSERT, UPDATE (versions)',
  return_versions: 'SELECT, INSERT',
  version_states: 'SELECT, INSERT',
  figures: 'SELECT, INSERT',
  results: 'SELECT, INSERT',
  idempotency_keys: 'SELECT, INSERT, DELETE',
};

/** Functions that run as their owner: what the serving role may call, and nobody else. */
const OWNERS_FUNCTIONS = ['peer_spreads(text, text, text[])'];

/**
 * The statements that give the serving role exactly these privileges, whatever it, or everybody, had before. Nobody
 * makes temporary tables either: one could stand before a real table of the same name.
 */
export function privilegeStatements(servingRole: string): string[] {
  const role = `"${servingRole.replaceAll('"', '""')}"`;
  return [
    ...['TABLES', 'SEQUENCES'].map((kind) => `REVOKE ALL ON ALL ${kind} IN SCHEMA public FROM PUBLIC, ${role}`),
    `REVOKE ALL ON SCHEMA public FROM PUBLIC, ${role}`,
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    ...Object.entries(PRIVILEGES).map(([table, privileges]) => `GRANT ${privileges} ON ${table} TO ${role}`),
    ...OWNERS_FUNCTIONS.flatMap((signature) => [
      `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
      `GRANT EXECUTE ON FUNCTION ${signature} TO ${role}`,
    ]),
    `DO $$ BEGIN
       IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
         EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
       END IF;
     END $$`,
  ];
}
