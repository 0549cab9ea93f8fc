import { afterAll, beforeAll, it } from '@jest/globals';
import { migrate } from '../../src/database/installation/migrate.js';
import { expectCommitted } from '../support/run/committed.js';
import { schemaText } from '../support/database/schema-text.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  await migrate({ ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo: true });
});

afterAll(async () => {
  await database.drop();
});

it('is as in src/database/schema.sql after all migrations', async () => {
  expectCommitted('src/database/schema.sql', await schemaText(database));
});
