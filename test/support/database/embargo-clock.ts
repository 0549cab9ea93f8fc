import type { TestDatabase } from './test-database.js';

/**
 * Stops the clock of embargoes at an instant, for every process on this database, from the next statement on; null: it
 * goes on. Nothing else is written. Every other time (of submissions, of readings, in the audit record) remains that of
 * the machine.
 */
export async function setEmbargoClock(database: TestDatabase, at: Date | string | null): Promise<void> {
  const instant = at === null ? 'statement_timestamp()' : `'${new Date(at).toISOString()}'::timestamptz`;
  await database.asOwner(
    `CREATE OR REPLACE FUNCTION instant_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ${instant} $$`,
  );
}
