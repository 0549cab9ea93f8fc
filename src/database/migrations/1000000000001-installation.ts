import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The serving role, what this database is, and who is asking.
 *
 * The role is made only where it is missing, because roles belong to the whole server and may have been made by
 * whoever runs it; two databases of one server may be migrated at once, hence the handler. It never owns anything and
 * cannot bypass row-level security. What it may do is in privileges.ts, in one table.
 */
export class Installation1000000000001 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      DECLARE
        serving_role text := current_setting('scorpion.serving_role');
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = serving_role) THEN
          EXECUTE format(
            'CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD %L',
            serving_role, current_setting('scorpion.serving_password'));
        END IF;
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    // One row: a demo database holds demo identities with published tokens, so it must never be served as a real one,
    // and a real one must never be given them.
    await runner.query(`
      CREATE TABLE installation (
        only_row boolean NOT NULL DEFAULT true,
        demo boolean NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT pk_installation PRIMARY KEY (only_row),
        CONSTRAINT ck_installation_only_row CHECK (only_row)
      )`);
    await runner.query(`INSERT INTO installation (demo) VALUES (current_setting('scorpion.demo')::boolean)`);
    // A pooled connection keeps '' after the transaction that set a value, hence nullif.
    await runner.query(`
      CREATE FUNCTION actor_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('scorpion.actor_id', true), '') $$`);
    await runner.query(`
      CREATE FUNCTION actor_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('scorpion.actor_role', true), '') $$`);
    await runner.query(`
      CREATE FUNCTION actor_force() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('scorpion.actor_force', true), '') $$`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION actor_force(), actor_role(), actor_id()');
    await runner.query('DROP TABLE installation');
    // The serving role stays: other databases of the server may use it.
  }
}
