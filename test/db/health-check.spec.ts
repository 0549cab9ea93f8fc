import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HealthCheck } from '../../src/database/connection/health-check.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* The check of the database behind the readiness of the service; the service itself: faults/readiness.spec.ts. */

const PATIENCE_MS = 30_000;

let database: TestDatabase;
let servingRole = '';

beforeAll(async () => {
  database = await createTestDatabase();
  servingRole = decodeURIComponent(new URL(database.servingUrl).username);
});

afterAll(async () => {
  await database.drop();
});

/** What is wrong with the database; null: nothing. */
async function trouble(check: HealthCheck): Promise<string | null> {
  return check.run(AbortSignal.timeout(PATIENCE_MS), false).then(
    () => null,
    // The class of the error is of another realm.
    (error: unknown) => (error as { readonly message: string }).message,
  );
}

it('finds nothing where the start has granted the privileges, again and again', async () => {
  const check = new HealthCheck(database.servingUrl);
  expect([await trouble(check), await trouble(check)]).toEqual([null, null]);
  check.end();
});

it.each([
  ['SELECT', 'forces', 'SELECT on forces'],
  ['UPDATE (versions)', 'returns', 'UPDATE on returns.versions'],
  ['SELECT (name)', 'phases', 'SELECT on phases.name'],
  ['DELETE', 'idempotency_keys', 'DELETE on idempotency_keys'],
])('names %s on %s if it is lost, and nothing once it is back', async (privilege, table, words) => {
  const check = new HealthCheck(database.servingUrl);
  await database.asOwner(`REVOKE ${privilege} ON ${table} FROM "${servingRole}"`);
  expect(await trouble(check)).toContain(words);
  await database.asOwner(`GRANT ${privilege} ON ${table} TO "${servingRole}"`);
  expect(await trouble(check)).toBeNull();
  check.end();
});

it('names only some if the role has lost many', async () => {
  const check = new HealthCheck(database.servingUrl);
  await database.asOwner(
    `REVOKE INSERT ON figures, results, returns, return_versions, questions FROM "${servingRole}"`,
  );
  expect(await trouble(check)).toMatch(/lacks privileges: (INSERT on \w+(, )?){3} and 2 more\.$/);
  check.end();
});
