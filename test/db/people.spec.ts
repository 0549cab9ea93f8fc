import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* People's names in a table of their own, and the migration that moved them there. */

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await database.drop();
});

const request = (): Parameters<typeof migrate>[0] => ({
  ownerUrl: database.ownerUrl,
  servingUrl: database.servingUrl,
  demo: true,
});

/** Reverts migrations down to and including the one that made the table. */
async function withoutPeople(): Promise<void> {
  const source = await ownerDataSource(request()).initialize();
  const thereIs = async (): Promise<boolean> =>
    (await database.asOwner(`SELECT FROM pg_class WHERE relname = 'people' AND relkind = 'r'`)).length > 0;
  while (await thereIs()) await source.undoLastMigration({ transaction: 'each' });
  await source.destroy();
}

const names = (table: string): Promise<{ id: string; name: string | null }[]> =>
  database.asOwner(`SELECT id, name FROM ${table} ORDER BY id`);

describe('the migration', () => {
  it('moves every name, and moves it back; an erased name remains erased', async () => {
    const before = await names('people');
    expect(before).toHaveLength(27);
    await database.asOwner(`UPDATE people SET name = NULL, erased_at = now() WHERE id = 'demo-press'`);
    await database.asOwner(`INSERT INTO identities (id, role, token_hash) VALUES ('p-1', 'ADMIN', sha256('p-1'))`);
    await withoutPeople();
    const kept = before.map(({ id, name }) => ({ id, name: id === 'demo-press' ? id : name }));
    expect(await names('identities')).toEqual([...kept, { id: 'p-1', name: 'p-1' }]);
    await migrate(request());
    expect(await names('people')).toEqual([...kept, { id: 'p-1', name: 'p-1' }]);
  });
});

describe('a name', () => {
  it.each([
    [`INSERT INTO people (id, name) VALUES ('nobody', 'Nobody')`, 'fk_people_identity'],
    [`INSERT INTO people (id, name) VALUES ('demo-press', 'Again')`, 'pk_people'],
    [`UPDATE people SET name = NULL WHERE id = 'demo-press'`, 'ck_people_erased'],
    [`UPDATE people SET erased_at = now() WHERE id = 'demo-press'`, 'ck_people_erased'],
  ])('is rejected: %s', async (statement, constraint) => {
    await withClient(database.ownerUrl, async (owner) => {
      expect((await refusalOf(owner.query(statement)))?.constraint).toBe(constraint);
    });
  });
});
