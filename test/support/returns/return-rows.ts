import type { TestDatabase } from '../database/test-database.js';

/** A new row, by column; null: NULL. */
export type Row = Readonly<Record<string, unknown>>;

/** Inserts a whole version of one force's return, as the owner. */
export async function addVersion(database: TestDatabase, phase: string, force: string, version = 1): Promise<string> {
  await database.asOwner(
    `INSERT INTO returns (phase, force, versions, standing) VALUES ($1, $2, $3, $3)
     ON CONFLICT (phase, force) DO UPDATE SET versions = excluded.versions, standing = excluded.standing`,
    [phase, force, version],
  );
  const [added] = await database.asOwner<{ id: string }>(
    `INSERT INTO return_versions (phase, force, version, submitted_by) VALUES ($1, $2, $3, $4) RETURNING id`,
    [phase, force, version, `demo-analyst-${force}`],
  );
  const id = added?.id ?? '';
  await database.asOwner(
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     VALUES ($1, $2, $3, $4, 'SUBMIT', 'SUBMITTED', '2026-01-05T12:00:00Z', $5, '2026-01-05T12:00:00Z', false, false,
       false)`,
    [id, phase, force, version, `demo-analyst-${force}`],
  );
  return id;
}

/** Accepts a signed-off version, as the owner. */
export async function acceptVersion(database: TestDatabase, id: string): Promise<void> {
  await database.asOwner(
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT version_id, phase, force, version, 'ACCEPT', 'ACCEPTED', '2026-01-06T12:00:00Z', 'demo-coordinator',
       submitted_at, true, true, false
     FROM version_states WHERE version_id = $1 AND step = 'SUBMIT'`,
    [id],
  );
}

/** A statement that inserts one row, with its parameters. */
export function insertion(table: string, row: Row): [string, unknown[]] {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return [`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`, Object.values(row)];
}
