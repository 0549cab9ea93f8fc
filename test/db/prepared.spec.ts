import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import { prepared } from '../../src/database/index.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

let database: TestDatabase;
let serving: ServingSide;

beforeAll(async () => {
  database = await createTestDatabase();
  serving = await connectServing(database);
});

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

it('a prepared statement is planned once for each connection, and gives the same rows', async () => {
  const doubled = prepared('doubled', 'SELECT $1::integer * 2 AS doubled');
  const given = await serving.transactions.run(SYSTEM_ACTOR, async (tx) => [
    await tx.query<unknown[]>(doubled, [2]),
    await tx.query<unknown[]>(doubled, [21]),
    await tx.query<unknown[]>('SELECT $1::integer * 2 AS doubled', [4]),
    await tx.query<unknown[]>(
      'SELECT name, (generic_plans + custom_plans)::integer AS runs FROM pg_prepared_statements',
    ),
  ]);
  expect(given).toEqual([
    [{ doubled: 4 }],
    [{ doubled: 42 }],
    [{ doubled: 8 }],
    expect.arrayContaining([{ name: 'doubled', runs: 2 }]),
  ]);
});
