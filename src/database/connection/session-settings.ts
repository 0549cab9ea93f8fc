/**
 * What the service relies on in each of its sessions, whatever the server, the database or the role is set to: a COMMIT
 * that is confirmed is on disk, and texts of dates, instants and bytes have the forms that pg reads.
 */
const SESSION_SETTINGS = {
  synchronous_commit: 'on',
  datestyle: 'ISO',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  row_security: 'on',
  search_path: 'public',
} as const;

/** The settings of a session for the field `options` of a connection. */
export function sessionOptions(more: Readonly<Record<string, string>> = {}): string {
  return Object.entries({ ...SESSION_SETTINGS, ...more })
    .map(([name, value]) => `-c ${name}=${value.replaceAll(/([\\\s])/g, '\\$1')}`)
    .join(' ');
}
