/**
 * All that the serving role may do, table by table: what is not here is refused by the database. Nothing that was
 * submitted can be changed or deleted; UPDATE is given by column, and DELETE only where rows are meant to expire.
 */
const PRIVILEGES: Readonly<Record<string, string>> = {
  migrations: 'SELECT',
  installation: 'SELECT',
  forces: 'SELECT, INSERT',
  breakdowns: 'SELECT, INSERT',
  parts: 'SELECT, INSERT',
  part_classes: 'SELECT, INSERT',
  measures: 'SELECT, INSERT',
  measure_versions: 'SELECT, INSERT',
  measure_wholes: 'SELECT, INSERT',
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

/** The statements that give the serving role exactly these privileges, whatever it had before. */
export function privilegeStatements(servingRole: string): string[] {
  const role = `"${servingRole.replaceAll('"', '""')}"`;
  return [
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`,
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    ...Object.entries(PRIVILEGES).map(([table, privileges]) => `GRANT ${privileges} ON ${table} TO ${role}`),
  ];
}
