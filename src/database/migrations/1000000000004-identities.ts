import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may call: a person or system, its role, its force where the role belongs to one, and the hash of its token. */
export class Identities1000000000004 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identities (
        id text COLLATE "C" NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        force text COLLATE "C",
        token_hash bytea NOT NULL,
        expires_at timestamptz(3),
        CONSTRAINT pk_identities PRIMARY KEY (id),
        CONSTRAINT uq_identities_token_hash UNIQUE (token_hash),
        CONSTRAINT fk_identities_force FOREIGN KEY (force) REFERENCES forces (code),
        CONSTRAINT ck_identities_role CHECK (role IN (
          'FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR', 'PCC_OFFICE', 'PRESS_OFFICER', 'ADMIN')),
        CONSTRAINT ck_identities_force CHECK (
          (force IS NOT NULL) = (role IN ('FORCE_ANALYST', 'FORCE_APPROVER', 'PCC_OFFICE'))),
        CONSTRAINT ck_identities_token_hash CHECK (length(token_hash) = 32)
      )`);
    await runner.query('ALTER TABLE identities ENABLE ROW LEVEL SECURITY');
    // SYSTEM is the service itself: it looks up the token of a request before it knows who asks.
    await runner.query(`
      CREATE POLICY rls_identities_read ON identities FOR SELECT
      USING ((SELECT actor_role()) IN ('SYSTEM', 'ADMIN') OR id = (SELECT actor_id()))`);
    await runner.query(`
      CREATE POLICY rls_identities_add ON identities FOR INSERT
      WITH CHECK ((SELECT actor_role()) = 'SYSTEM')`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identities');
  }
}
