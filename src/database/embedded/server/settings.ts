/** The folder of the log, in the cluster's folder. */
export const LOG_FOLDER = 'log';

/**
 * Settings of the server that override those written by initdb; all others are PostgreSQL's defaults.
 * - It listens on the loopback address only, and has no socket file, which any user of the machine could use.
 * - fsync stays on, so the data survives the loss of all processes and of power.
 * - There is one log file for each weekday, overwritten a week later. Failed statements are logged by the service, not
 *   here, which limits the files and keeps what people typed out of them.
 */
export function serverSettings(port: number): Readonly<Record<string, string>> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_wal_size: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_destination: 'stderr',
    log_directory: LOG_FOLDER,
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  };
}

/** The settings for pg_ctl's `-o`: one string, read by a shell. No value contains a quote. */
export function asServerOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c '${name}=${value}'`)
    .join(' ');
}
