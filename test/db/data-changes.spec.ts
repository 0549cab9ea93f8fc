import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataChanges } from '../../src/database/reference/data-changes.js';
import { withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

let database: TestDatabase;
let changes: DataChanges;
const notified: string[] = [];
let hearing: (() => void) | null = null;

/** Resolves with the next notification. */
async function next(): Promise<string> {
  await new Promise<void>((resolve) => (hearing = resolve));
  return notified.at(-1) ?? 'nothing';
}

beforeAll(async () => {
  database = await createTestDatabase();
  changes = new DataChanges();
  changes.subscribe((phase) => {
    notified.push(phase);
    hearing?.();
  });
  const listening = next();
  changes.listen(database.servingUrl);
  await listening;
});

afterAll(async () => {
  changes.onApplicationShutdown();
  await database.drop();
});

const MOVE = 'UPDATE phases SET data_version = data_version + 1 WHERE code = $1';

it('reports all data as possibly changed when it begins to listen', () => {
  expect(notified).toEqual(['']);
});

it("reports a phase whose data version increases, by the phase's code", async () => {
  const notification = next();
  await database.asOwner(MOVE, ['scorpion-7']);
  expect(await notification).toBe('scorpion-7');
});

it.each([
  ['a measure', `UPDATE measure_versions SET definition = definition || '.' WHERE measure = 'arrests'`],
  ['a force', `UPDATE forces SET name = 'Dorset Police' WHERE code = 'dorset'`],
  ['who takes part', `INSERT INTO participations VALUES ('viper-2024', 'btp', 'NOT_KNOWN')`],
  ['a phase itself', `UPDATE phases SET name = 'Another name' WHERE code = 'scorpion-7'`],
])('reports a change to %s', async (_, change) => {
  const notification = next();
  await database.asOwner(change);
  expect(await notification).toBe('');
});

it('listens again after its connection was cut, and reports all data as possibly changed', async () => {
  const again = next();
  await withClient(database.servingUrl, (client) =>
    client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'operation-scorpion listening' AND datname = current_database()`,
    ),
  );
  expect(await again).toBe('');
  const notification = next();
  await database.asOwner(MOVE, ['scorpion-8']);
  expect(await notification).toBe('scorpion-8');
});
