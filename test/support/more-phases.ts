import type { TestDatabase } from './test-database.js';

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

/** Gives a phase, a measure, a force and a part names that would be markup if a page took them for it. */
export async function giveHostileNames(database: TestDatabase, hostile: string): Promise<void> {
  await database.asOwner(`UPDATE phases SET name = $1, focus = $1, windows = $1 WHERE code = 'scorpion-7'`, [hostile]);
  await database.asOwner(`UPDATE measure_versions SET name = $1 WHERE measure IN ('arrests', 'charges')`, [hostile]);
  await database.asOwner(`UPDATE forces SET name = $1 WHERE code = 'dorset'`, [hostile]);
  await database.asOwner(`UPDATE parts SET name = $1 WHERE code = 'child'`, [hostile]);
}

/** Takes away what every total is read from: a fault that nobody is to be told of. */
export async function breakTotals(database: TestDatabase): Promise<void> {
  await database.asOwner('ALTER TABLE version_states RENAME TO gone');
}
