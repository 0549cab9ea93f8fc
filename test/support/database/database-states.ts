import type { TestDatabase } from './test-database.js';

/* Changes by the owner of the database that no operation of the service can make yet, or that need time to pass. */

/** Increases the data version of the phase `$1`, as every change of its participations and asks must. */
export const MOVE_ON = `UPDATE phases SET data_version = data_version + 1,
  data_changed_at = greatest(clock_timestamp(), data_changed_at + interval '1 millisecond') WHERE code = $1`;

/** Sets whether a phase accepts returns. */
export async function setPhaseStatus(database: TestDatabase, phase: string, status: string): Promise<void> {
  await database.asOwner('UPDATE phases SET status = $2 WHERE code = $1', [phase, status]);
}

/** Sets whether a force takes part in a phase. */
export async function setParticipation(
  database: TestDatabase,
  key: { readonly phase: string; readonly force: string },
  participation: string,
): Promise<void> {
  await database.asOwner(
    `WITH moved AS (${MOVE_ON}) UPDATE participations SET participation = $3 WHERE phase = $1 AND force = $2`,
    [key.phase, key.force, participation],
  );
}

/** Changes an idempotency key to have been used this long ago. */
export async function ageIdempotencyKey(database: TestDatabase, key: string, age: string): Promise<void> {
  await database.asOwner('UPDATE idempotency_keys SET used_at = used_at - $2::interval WHERE key = $1', [key, age]);
}

/** Changes an identity's token to have expired a minute ago. */
export async function expireToken(database: TestDatabase, identity: string): Promise<void> {
  await database.asOwner("UPDATE identities SET expires_at = now() - interval '1 minute' WHERE id = $1", [identity]);
}

/** The ids of all identities, in order. */
export async function identitiesOf(database: TestDatabase): Promise<string[]> {
  const rows = await database.asOwner<{ id: string }>('SELECT id FROM identities ORDER BY id');
  return rows.map(({ id }) => id);
}

/** Every row of every table, as text: the same before and after if nothing was stored. */
export async function contentsOf(database: TestDatabase): Promise<Record<string, readonly string[]>> {
  const tables = await database.asOwner<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const contents = tables.map(async ({ name }) => {
    const rows = await database.asOwner<{ row: string }>(
      `SELECT t::text AS row FROM ${name} t ORDER BY t::text COLLATE "C"`,
    );
    return [name, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

/** The number of versions of each return, by `phase/force`. */
export async function versionCounts(database: TestDatabase): Promise<Record<string, number>> {
  const rows = await database.asOwner<{ phase: string; force: string; versions: number }>(
    'SELECT phase, force, count(*)::integer AS versions FROM return_versions GROUP BY phase, force',
  );
  return Object.fromEntries(rows.map(({ phase, force, versions }) => [`${phase}/${force}`, versions]));
}

/** Adds phases `later-1` to `later-<count>`, each newer than the one before and than all others, with a participant. */
export async function addPhases(database: TestDatabase, count: number): Promise<void> {
  await database.asOwner(
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     SELECT 'later-' || n, 'scorpion', 'Later ' || n, date '2030-01-01' + n, date '2030-01-01' + n, 'DAY', 'OPEN'
     FROM generate_series(1, $1::int) n`,
    [count],
  );
  await database.asOwner(
    `INSERT INTO participations (phase, force, participation)
     SELECT code, 'dorset', 'TAKING_PART' FROM phases WHERE code LIKE 'later-%'`,
  );
}

/** Gives a phase, a measure, a force and a part names that would be markup if a page did not escape them. */
export async function giveHostileNames(database: TestDatabase, hostile: string): Promise<void> {
  await database.asOwner(`UPDATE phases SET name = $1, focus = $1, windows = $1 WHERE code = 'scorpion-7'`, [hostile]);
  await database.asOwner(`UPDATE measure_versions SET name = $1 WHERE measure IN ('arrests', 'charges')`, [hostile]);
  await database.asOwner(`UPDATE forces SET name = $1 WHERE code = 'dorset'`, [hostile]);
  await database.asOwner(`UPDATE parts SET name = $1 WHERE code = 'knife'`, [hostile]);
}

/** Removes the table that every total is read from, to cause an error whose details no answer may contain. */
export async function breakTotals(database: TestDatabase): Promise<void> {
  await database.asOwner('ALTER TABLE version_states RENAME TO gone');
}
