import pg from 'pg';
import type { Credentials } from './credentials.js';

/** The role that owns and migrates the database. */
export const OWNER_ROLE = 'scorpion_owner';
/** The serving role. The migrations create it, with the password in its URL. */
export const SERVING_ROLE = 'scorpion_app';
/** The database of the service. */
const DATABASE = 'scorpion';

const ANSWER_MS = 15_000;

/** The URL with a role for the database on this port. */
export function urlOf(role: string, password: string, port: number, database = DATABASE): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;
}

/** Runs `work` on a connection of the superuser. @throws the error of pg, after `ANSWER_MS` at the latest */
export async function asSuperuser<T>(
  { superuser }: Credentials,
  port: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: urlOf('postgres', superuser, port, 'postgres'),
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: 'operation-scorpion start',
  });
  // A server that stops while the connection is idle must not end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Creates the owner's role and its database if they are missing. Each is checked separately and the role is set up
 * every time, so that the next start completes one that was interrupted.
 */
export async function ensureOwnerAndDatabase(credentials: Credentials, port: number): Promise<void> {
  await asSuperuser(credentials, port, async (client) => {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER_ROLE]);
    const rights = 'LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS NOREPLICATION';
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    const password = client.escapeLiteral(credentials.owner);
    await client.query(`${verb} ROLE ${OWNER_ROLE} WITH ${rights} PASSWORD ${password}`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
  });
}
