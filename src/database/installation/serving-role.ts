import type { DataSource } from 'typeorm';
import { StartupError } from '../embedded/index.js';

/** SQL: through which role the serving role has too many rights. A role can become any role of which it is a member. */
const STRENGTH_SQL = `
  SELECT role.rolname AS through
  FROM pg_roles serving
  JOIN pg_roles role ON pg_has_role(serving.oid, role.oid, 'MEMBER')
  WHERE serving.rolname = $1 AND (
    role.rolsuper OR role.rolbypassrls OR role.rolcreaterole OR role.rolname LIKE 'pg\\_%' OR role.rolname = $2
    OR role.oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
    OR role.oid = (SELECT nspowner FROM pg_namespace WHERE nspname = 'public')
    OR role.oid IN (SELECT relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace))
  ORDER BY role.rolname LIKE 'pg\\_%', role.rolname = $1 DESC
  LIMIT 1`;

/**
 * Refuses a serving role that is the owner or could gain its rights: row-level security and privileges would have no
 * effect. A role that does not exist yet is fine, because the migration creates it properly.
 *
 * @param owner the role that migrates; null if not known
 * @throws StartupError
 */
export async function refuseStrongRole(source: DataSource, servingRole: string, owner: string | null): Promise<void> {
  const [strong] = await source.query<{ through: string }[]>(STRENGTH_SQL, [servingRole, owner]);
  if (strong !== undefined) {
    const why = strong.through === servingRole ? '' : ` (it is a member of '${strong.through}')`;
    throw new StartupError(
      `The role '${servingRole}' of DATABASE_URL has too many rights${why}. It must not be a superuser, have BYPASSRLS or ` +
        'CREATEROLE, own the database or its tables, or be a member of a role that does. ' +
        'Use another role in DATABASE_URL, and the owner in MIGRATION_DATABASE_URL only.',
    );
  }
}
