import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import { addEntries, entriesOf, headOf } from '../support/database/audit-record.js';
import { beginAs, refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const REFUSED = { code: '42501', constraint: null };
const ADMIN = { id: 'demo-admin', role: 'ADMIN', force: null };
const COORDINATOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const ANALYST = { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' };
const APPEND = `SELECT append_audit_entry($1, 'PHASE_CLOSED', 'scorpion-1', NULL, '{}')`;

let database: TestDatabase;
let serving: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await addEntries(database, 2);
  serving = new pg.Client({ connectionString: database.servingUrl });
  await serving.connect();
});

afterAll(async () => {
  await serving.end();
  await database.drop();
});

/** Statements that are refused to everybody, in one transaction of an actor. */
async function refusedAs(actor: typeof ANALYST | typeof ADMIN, sql: string, values: unknown[] = []): Promise<unknown> {
  await beginAs(serving, actor);
  const refusal = await refusalOf(serving.query(sql, values));
  await serving.query('ROLLBACK');
  return refusal;
}

describe('the serving role', () => {
  it.each([
    `INSERT INTO audit_entries SELECT * FROM audit_entries`,
    `UPDATE audit_entries SET action = 'PHASE_OPENED'`,
    `UPDATE audit_entries SET id = id + 1`,
    `DELETE FROM audit_entries`,
    `TRUNCATE audit_entries`,
    `SELECT FROM audit_entries FOR UPDATE`,
    `ALTER TABLE audit_entries DISABLE TRIGGER ALL`,
    `DROP TABLE audit_entries`,
    `INSERT INTO audit_head (count, hash) VALUES (0, '')`,
    `UPDATE audit_head SET count = count + 1`,
    `DELETE FROM audit_head`,
    `TRUNCATE audit_head`,
    `SET session_replication_role = replica`,
    `DROP TRIGGER tr_audit_entries_kept ON audit_entries`,
    `CREATE OR REPLACE FUNCTION append_audit_entry(text, text, text, text, jsonb) RETURNS void LANGUAGE sql AS ''`,
  ])('cannot run: %s', async (statement) => {
    const before = await entriesOf(database);
    for (const actor of [ADMIN, ANALYST]) expect(await refusedAs(actor, statement)).toEqual(REFUSED);
    expect(await entriesOf(database)).toEqual(before);
  });

  it("adds an entry only in the name of its transaction's actor, and none without an actor", async () => {
    expect(await refusedAs(ANALYST, APPEND, ['demo-coordinator'])).toEqual(REFUSED);
    await beginAs(serving, null);
    expect(await refusalOf(serving.query(APPEND, [null]))).toEqual(REFUSED);
    await serving.query('ROLLBACK');
    await beginAs(serving, ANALYST);
    await serving.query(APPEND, [ANALYST.id]);
    await serving.query('COMMIT');
    expect((await entriesOf(database)).at(-1)).toMatchObject({
      actor: ANALYST.id,
      actor_role: 'FORCE_ANALYST',
      actor_force: 'dorset',
      action: 'PHASE_CLOSED',
      phase: 'scorpion-1',
      force: null,
    });
  });

  it.each([
    ['an action that is no code', `SELECT append_audit_entry('demo-admin', 'somebody did', NULL, NULL, '{}')`],
    ['details that are no object', `SELECT append_audit_entry('demo-admin', 'PHASE_CLOSED', NULL, NULL, '[]')`],
  ])('cannot add %s', async (_, statement) => {
    expect(await refusedAs(ADMIN, statement)).toMatchObject({ code: '23514' });
  });

  it.each([
    ['ADMIN', ADMIN, 'record'],
    ['SYSTEM', SYSTEM_ACTOR, 'entries'],
    ['REGIONAL_COORDINATOR', COORDINATOR, null],
    ['FORCE_ANALYST', ANALYST, null],
    ['nobody', null, null],
  ])(
    'reads the record as ADMIN, with its seals and its head as SYSTEM, and nothing as anybody else: %s',
    async (_, actor, reads) => {
      await beginAs(serving, actor);
      const { rows } = await serving.query<{ entries: number; heads: number }>(
        `SELECT (SELECT count(*) FROM audit_record)::int AS record, (SELECT count(*) FROM audit_entries)::int AS entries,
         (SELECT count(*) FROM audit_head)::int AS heads`,
      );
      await serving.query('ROLLBACK');
      const all = (await entriesOf(database)).length;
      expect(rows).toEqual([
        {
          record: reads === 'record' ? all : 0,
          entries: reads === 'entries' ? all : 0,
          heads: reads === 'entries' ? 1 : 0,
        },
      ]);
    },
  );
});

describe("the owner's own statements", () => {
  it.each([
    `UPDATE audit_entries SET action = 'PHASE_OPENED'`,
    `DELETE FROM audit_entries WHERE id = 1`,
    `TRUNCATE audit_entries`,
    `UPDATE audit_head SET count = count + 1`,
    `UPDATE audit_head SET hash = sha256('x')`,
    `DELETE FROM audit_head`,
    `TRUNCATE audit_head`,
    `INSERT INTO audit_head (only_row, count, hash) VALUES (true, 0, sha256('x'))`,
  ])('cannot change the record either: %s', async (statement) => {
    const before = [await entriesOf(database), await headOf(database)];
    await withClient(database.ownerUrl, async (owner) => {
      expect(await refusalOf(owner.query(statement))).toEqual(REFUSED);
    });
    expect([await entriesOf(database), await headOf(database)]).toEqual(before);
  });
});
