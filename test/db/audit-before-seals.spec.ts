import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { addEntries, entriesOf, headOf, tamper } from '../support/database/audit-record.js';
import { beginAs, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { verifyAuditOf, verifyDatabase } from '../support/service/verify-command.js';

/*
 * A record that was begun before entries had seals: its entries of submissions have the plain digest of what was sent,
 * and their hashes, and those after them, were made of it.
 */
const DIGEST = 'c0ffee00'.repeat(8);
const SUBMITTED = { version: 1, onBehalf: false, draftRevision: null, sha256: DIGEST };
const ADMIN = { id: 'demo-admin', role: 'ADMIN', force: null };

let database: TestDatabase;
let service: TestService;
let before: string[] = [];

const request = (): Parameters<typeof migrate>[0] => ({
  ownerUrl: database.ownerUrl,
  servingUrl: database.servingUrl,
  demo: true,
});

/** Takes migrations back until entries have no seals, and empties the record. */
async function withoutSeals(): Promise<void> {
  const source = await ownerDataSource(request()).initialize();
  const thereAre = async (): Promise<boolean> =>
    (await database.asOwner(`SELECT FROM pg_class WHERE relname = 'audit_record'`)).length > 0;
  while (await thereAre()) await source.undoLastMigration({ transaction: 'each' });
  await source.destroy();
  await tamper(
    database,
    'TRUNCATE audit_entries',
    `UPDATE audit_head SET count = 0, hash = decode(repeat('00', 32), 'hex')`,
  );
}

async function submitted(): Promise<void> {
  await withClient(database.ownerUrl, async (client) => {
    await beginAs(client, { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' });
    await client.query(`SELECT append_audit_entry($1, 'RETURN_SUBMITTED', 'scorpion-5', 'dorset', $2)`, [
      'demo-analyst-dorset',
      JSON.stringify(SUBMITTED),
    ]);
    await client.query(`SELECT append_audit_entry($1, 'DRAFT_SAVED', 'scorpion-5', 'dorset', '{"revision": 2}')`, [
      'demo-analyst-dorset',
    ]);
    await client.query('COMMIT');
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await withoutSeals();
  await submitted();
  before = (
    await database.asOwner<{ hash: string }>(`SELECT encode(hash, 'hex') AS hash FROM audit_entries ORDER BY id`)
  ).map(({ hash }) => hash);
  await migrate(request());
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

describe('an upgrade', () => {
  it('leaves the record as it was, to its head, and goes on with it', async () => {
    const entries = await entriesOf(database);
    const [older, recorded] = [entries.slice(0, before.length), entries.slice(before.length)];
    expect(older.map(({ hash, seal }) => [hash, seal])).toEqual(before.map((hash) => [hash, null]));
    expect(recorded.map(({ action, actor }) => [action, actor])).toEqual([
      ['CONTENTS_RECORDED', 'system'],
      ['CONTENTS_RECORDED', 'system'],
    ]);
    const head = await headOf(database);
    expect(await verifyAuditOf(database, { quiet: true, expect: head })).toMatchObject({ code: 0 });
    await addEntries(database, 2);
    expect(await verifyAuditOf(database, { quiet: true, expect: head })).toMatchObject({ code: 0 });
    expect((await entriesOf(database)).at(2)).toMatchObject({ previous_hash: before[1], seal: expect.any(String) });
    service = await startTestService({}, database);
  });

  it('is noted by verify as the place from which contents are recorded, and is no difference', async () => {
    const { code, stdout } = await verifyDatabase(database);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Note: Audit entries 1 to 2 have no digests: an earlier release made them. Entry 3 recorded the rows that existed at the upgrade.\n',
    );
    const json = await verifyDatabase(database, { json: true });
    expect(json.stdout).toMatch(/^\{"note":"Audit entries 1 to 2 [^\n]*\}\n\{"summary":[^\n]*\}\n$/);
  });

  it('lets a change of an entry of either form be found', async () => {
    for (const id of [1, 3]) {
      await tamper(database, `UPDATE audit_entries SET details = details || '{"x": 1}' WHERE id = ${id}`);
      expect((await verifyAuditOf(database)).stdout).toContain(`Entry ${id} was changed`);
      await tamper(database, `UPDATE audit_entries SET details = details - 'x' WHERE id = ${id}`);
    }
    await tamper(database, `CREATE TABLE kept AS SELECT seal FROM audit_entries WHERE id = 3`);
    for (const seal of ['NULL', `sha256('x')`]) {
      await tamper(database, `UPDATE audit_entries SET seal = ${seal} WHERE id = 3`);
      expect((await verifyAuditOf(database)).stdout).toContain('Entry 3 was changed');
    }
    await tamper(database, 'UPDATE audit_entries SET seal = (SELECT seal FROM kept) WHERE id = 3', 'DROP TABLE kept');
    expect(await verifyAuditOf(database, { quiet: true })).toMatchObject({ code: 0 });
  });
});

describe('of entries from before', () => {
  it('ADMIN gets neither digest nor hash as GraphQL tells the record; of later ones the hash', async () => {
    const { data, errors } = await service.ask<{
      auditEntries: { id: string; hash: string | null; details: object[] }[];
    }>('demo-admin', '{ auditEntries(newestFirst: false, first: 4) { id hash details { name values } } }');
    expect(errors).toEqual([]);
    expect(data.auditEntries.map(({ hash }) => hash === null)).toEqual([true, true, false, false]);
    expect(data.auditEntries[0]?.details).toEqual([
      { name: 'version', values: ['1'] },
      { name: 'onBehalf', values: ['false'] },
      { name: 'draftRevision', values: [] },
    ]);
    expect(JSON.stringify(data)).not.toContain(DIGEST);
  });

  it('ADMIN gets neither of the database, nor the hash that a later entry names as the one before', async () => {
    await withClient(database.servingUrl, async (client) => {
      await beginAs(client, ADMIN);
      for (const table of ['audit_entries', 'audit_head']) {
        expect([table, (await client.query(`SELECT FROM ${table}`)).rowCount]).toEqual([table, 0]);
      }
      const { rows } = await client.query<{ row: string }>('SELECT r::text AS row FROM audit_record r ORDER BY id');
      await client.query('ROLLBACK');
      expect(rows.length).toBeGreaterThanOrEqual(4);
      for (const secret of [DIGEST, ...before]) expect(rows.map(({ row }) => row).join()).not.toContain(secret);
    });
  });
});
