import type { QueryRunner } from 'typeorm';

/** Who belongs to an operation from when until when, which force became which, and exceptions for one force. */
export class MembershipOfOperations {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE forces
        ADD COLUMN valid_until date,
        ADD COLUMN merged_into text COLLATE "C",
        ADD CONSTRAINT fk_forces_merged_into FOREIGN KEY (merged_into) REFERENCES forces (code),
        ADD CONSTRAINT ck_forces_merged_into CHECK ((merged_into IS NULL) = (valid_until IS NULL) AND merged_into <> code)`);
    await runner.query(`
      CREATE TABLE memberships (
        operation text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        from_day date NOT NULL,
        until_day date,
        participation text NOT NULL,
        CONSTRAINT pk_memberships PRIMARY KEY (operation, force, from_day),
        CONSTRAINT fk_memberships_operation FOREIGN KEY (operation) REFERENCES operations (code),
        CONSTRAINT fk_memberships_force FOREIGN KEY (force) REFERENCES forces (code),
        CONSTRAINT ck_memberships_days CHECK (from_day <= until_day),
        CONSTRAINT ck_memberships_participation CHECK (participation IN ('TAKING_PART', 'NOT_KNOWN'))
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX uq_memberships_current ON memberships (operation, force) WHERE until_day IS NULL',
    );
    await runner.query(`
      CREATE TABLE phase_exceptions (
        id bigint GENERATED ALWAYS AS IDENTITY,
        phase text COLLATE "C" NOT NULL,
        force text COLLATE "C" NOT NULL,
        until timestamptz(3) NOT NULL,
        reason text NOT NULL,
        granted_at timestamptz(3) NOT NULL,
        granted_by text COLLATE "C" NOT NULL,
        revoked_at timestamptz(3),
        revoked_by text COLLATE "C",
        CONSTRAINT pk_phase_exceptions PRIMARY KEY (id),
        CONSTRAINT fk_phase_exceptions_participation FOREIGN KEY (phase, force) REFERENCES participations (phase, force),
        CONSTRAINT fk_phase_exceptions_granted_by FOREIGN KEY (granted_by) REFERENCES identities (id),
        CONSTRAINT fk_phase_exceptions_revoked_by FOREIGN KEY (revoked_by) REFERENCES identities (id),
        CONSTRAINT ck_phase_exceptions_until CHECK (granted_at < until),
        CONSTRAINT ck_phase_exceptions_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX uq_phase_exceptions_standing ON phase_exceptions (phase, force) WHERE revoked_at IS NULL`);
    // Of foreign keys that no key begins with.
    await runner.query('CREATE INDEX ix_forces_merged_into ON forces (merged_into)');
    await runner.query('CREATE INDEX ix_memberships_force ON memberships (force)');
    await runner.query('CREATE INDEX ix_phase_exceptions_participation ON phase_exceptions (phase, force)');
    await runner.query('CREATE INDEX ix_phase_exceptions_granted_by ON phase_exceptions (granted_by)');
    await runner.query('CREATE INDEX ix_phase_exceptions_revoked_by ON phase_exceptions (revoked_by)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE phase_exceptions, memberships');
    await runner.query('ALTER TABLE forces DROP COLUMN valid_until, DROP COLUMN merged_into');
  }
}
