import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { ContentVerification } from '../../src/audit/verification/content-verification.service.js';
import {
  RecordedContentsRepository,
  type ComparedTable,
  type DifferingContent,
} from '../../src/audit/verification/recorded-contents.repository.js';
import { RECORDED_TABLES } from '../../src/audit/verification/recorded-tables.js';
import { ProgramRefused } from '../../src/common/errors.js';
import { fillForAccess } from '../support/database/access-fixture.js';
import { entriesOf } from '../support/database/audit-record.js';
import { recordContents } from '../support/database/recorded-contents.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { verifyAuditOf } from '../support/service/verify-command.js';

/*
 * The digests that audit entries have of rows. Every table has rows here. Each column of each table is changed past the
 * service, each table loses a row and gets one, and nothing else is found.
 */

/** Tables that no audit entry has digests of, and why. */
const NOT_RECORDED: Readonly<Record<string, string>> = {
  audit_entries: 'the record itself, which the chain holds',
  audit_head: 'the record itself, which the chain holds',
  audit_contents: 'the record itself, which the chain holds',
  returns: 'follows from steps, as verify computes',
  results: 'follows from figures, as verify computes',
  phase_changes: 'follows from steps, as verify computes',
  idempotency_keys: 'expires, and verify looks at what it refers to',
  release_reads: 'no entry is about a read',
  reference_stamp: 'tells processes apart',
  installation: 'set once, and looked at by every start',
  migrations: 'looked at by every start',
};

/** Columns of phases that change with every return, and follow from it. */
const LEFT_OUT = ['data_version', 'data_changed_at', 'data_stamp'];

/** SQL: another value than that of the column, by type. */
const OTHERS: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  'text[]': (column) => `array_append(${column}, 'x')`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  integer: (column) => `coalesce(${column}, 0) + 1`,
  numeric: (column) => `coalesce(${column}, 0) + 0.001`,
  'numeric(15,3)': (column) => `coalesce(${column}, 0) + 0.001`,
  boolean: (column) => `NOT coalesce(${column}, false)`,
  date: (column) => `CASE WHEN isfinite(${column}) THEN ${column} + 1 ELSE DATE '2020-01-01' END`,
  'timestamp(3) with time zone': (column) =>
    `CASE WHEN isfinite(${column}) THEN ${column} + interval '1 millisecond' ELSE TIMESTAMPTZ '2020-01-01Z' END`,
  bytea: (column) => `sha256(coalesce(${column}, ''))`,
  uuid: () => 'gen_random_uuid()',
  json: () => `'{"changed": true}'`,
  jsonb: () => `'{"changed": true}'`,
};

let database: TestDatabase;
let serving: ServingSide;
let owner: pg.Client;
/** The number of the entry that recorded everything. */
let recordedBy: number;
const repository = new RecordedContentsRepository();

beforeAll(async () => {
  database = await createTestDatabase();
  await fillForAccess(database);
  await recordContents(database);
  recordedBy = Number((await entriesOf(database)).at(-1)!.id);
  serving = await connectServing(database);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await serving.stop();
  await database.drop();
});

/* Each test tampers in a transaction that is rolled back, and compares in it. */
beforeEach(async () => {
  await owner.query('BEGIN');
  await owner.query(`SELECT set_config('scorpion.actor_role', 'SYSTEM', true)`);
});
afterEach(async () => {
  await owner.query('ROLLBACK');
});

/** The owner's connection, as the repository takes it. */
const asManager = (): EntityManager =>
  ({
    query: async (sql: string, values: readonly unknown[] = []) =>
      (await owner.query(sql, [...values])).rows as unknown,
  }) as unknown as EntityManager;

/** Changes a table as nobody may: without its triggers and its constraints, but for the one that names its rows. */
async function tamper(table: string, ...statements: readonly string[]): Promise<void> {
  await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  const { rows } = await owner.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint
     WHERE confrelid = $1::regclass OR conrelid = $1::regclass AND contype IN ('c', 'f', 'u')
     ORDER BY contype`,
    [table],
  );
  for (const { name } of rows) {
    await owner.query(
      `DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
         FROM pg_constraint WHERE conname = '${name}'); END $$`,
    );
  }
  for (const statement of statements) await owner.query(statement);
}

async function differing(table: string): Promise<readonly DifferingContent[]> {
  const { first, different }: ComparedTable = await repository.compare(asManager(), table, 100);
  expect(first).toHaveLength(different);
  return first;
}

/** What is found in every table, as `table: kinds`. */
async function found(): Promise<string[]> {
  const kinds: string[] = [];
  for (const table of Object.keys(RECORDED_TABLES)) {
    const first = await differing(table);
    if (first.length > 0) kinds.push(`${table}: ${first.map(({ kind }) => kind).join(', ')}`);
  }
  return kinds;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

async function columns(): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `SELECT c.relname AS table, quote_ident(a.attname) AS name, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
       AND c.relname = ANY ($1)
     ORDER BY c.relname, a.attnum`,
    [Object.keys(RECORDED_TABLES)],
  );
  return rows;
}

describe('the recorded tables', () => {
  it('are all but those that need not be', async () => {
    const tables = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    const names = tables.rows.map(({ name }) => name);
    expect([...Object.keys(RECORDED_TABLES), ...Object.keys(NOT_RECORDED)].sort()).toEqual(names.sort());
  });

  it('have a trigger, with their key, for each statement that the service may run on them', async () => {
    const { rows } = await owner.query<{ wanted: string }>(
      `SELECT concat_ws(' ', table_name, privilege_type, $2::jsonb ->> table_name) AS wanted
       FROM (SELECT DISTINCT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = $3
         UNION SELECT DISTINCT table_name, privilege_type FROM information_schema.column_privileges WHERE grantee = $3) p
       WHERE table_name = ANY ($1) AND privilege_type IN ('INSERT', 'UPDATE', 'DELETE')
       UNION
       -- Triggers of the owner's functions write the histories.
       SELECT t || ' INSERT id' FROM unnest(ARRAY['participation_changes', 'phase_ask_changes']) t
       ORDER BY 1`,
      [
        Object.keys(RECORDED_TABLES),
        JSON.stringify(
          Object.fromEntries(Object.entries(RECORDED_TABLES).map(([table, key]) => [table, key.join(' ')])),
        ),
        decodeURIComponent(new URL(database.servingUrl).username),
      ],
    );
    const triggers = await owner.query<{ made: string }>(
      `SELECT concat_ws(' ', tgrelid::regclass::text,
         CASE WHEN tgtype & 4 > 0 THEN 'INSERT' WHEN tgtype & 8 > 0 THEN 'DELETE' ELSE 'UPDATE' END,
         array_to_string(string_to_array(rtrim(encode(tgargs, 'escape'), '\\0'), '\\000'), ' ')) AS made
       FROM pg_trigger WHERE tgfoid = 'note_contents'::regproc ORDER BY 1`,
    );
    expect(triggers.rows.map(({ made }) => made).sort()).toEqual(rows.map(({ wanted }) => wanted).sort());
  });

  it('have an UPDATE noted of every column that the service may change', async () => {
    const { rows } = await owner.query(
      `SELECT p.table_name, p.column_name FROM information_schema.column_privileges p
       JOIN pg_trigger t ON t.tgrelid = format('public.%I', p.table_name)::regclass AND t.tgfoid = 'note_contents'::regproc
       JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attname = p.column_name
       WHERE p.grantee = $1 AND p.privilege_type = 'UPDATE' AND t.tgtype & 16 > 0
         AND cardinality(t.tgattr::int2[]) > 0 AND a.attnum <> ALL (t.tgattr::int2[])`,
      [decodeURIComponent(new URL(database.servingUrl).username)],
    );
    expect(rows).toEqual([]);
  });

  it('are as they were recorded', async () => {
    expect(await found()).toEqual([]);
    for (const table of Object.keys(RECORDED_TABLES)) {
      const { compared } = await repository.compare(asManager(), table, 100);
      expect([table, compared > 0]).toEqual([table, true]);
    }
  });
});

describe('tampering is found where it was done and nowhere else', () => {
  it('in every column of every table', async () => {
    const missed: string[] = [];
    for (const { table, name, type } of await columns()) {
      const key = RECORDED_TABLES[table]!;
      const other = OTHERS[type];
      if (other === undefined) throw new Error(`${table}.${name} has the type ${type}: give it another value here`);
      if (key.includes(name) || name === 'id') continue;
      await owner.query('SAVEPOINT one');
      await tamper(
        table,
        `UPDATE ${table} SET ${name} = ${other(name)} WHERE ctid = (SELECT ctid FROM ${table} ORDER BY ctid LIMIT 1)`,
      );
      const first = await differing(table);
      const expected = LEFT_OUT.includes(name) ? 0 : 1;
      const isRight =
        first.length === expected && first.every((one) => one.kind === 'CHANGED' && one.entry === recordedBy);
      if (!isRight) missed.push(`${table}.${name}: ${JSON.stringify(first)}`);
      await owner.query('ROLLBACK TO SAVEPOINT one');
    }
    expect(missed).toEqual([]);
  });

  it.each(Object.entries(RECORDED_TABLES))('in %s, where a row was removed', async (table, key) => {
    const one = `(SELECT ctid FROM ${table} ORDER BY ctid LIMIT 1)`;
    const keyOf = `concat_ws(' ', ${key.join(', ')})`;
    const { rows } = await owner.query<{ key: string }>(`SELECT ${keyOf} AS key FROM ${table} WHERE ctid = ${one}`);
    await tamper(table, `DELETE FROM ${table} t WHERE ${keyOf} = '${rows[0]!.key}'`);
    expect(await differing(table)).toEqual([
      { ...rows[0], kind: 'REMOVED', entry: recordedBy, action: 'CONTENTS_RECORDED', phase: null, force: null },
    ]);
    expect(await found()).toEqual([`${table}: REMOVED`]);
  });

  it('where one figure of several was removed, or added', async () => {
    const one = '(SELECT max(id) FROM figures)';
    await tamper(
      'figures',
      `INSERT INTO figures (version_id, phase, force, measure, state, value, qualifier, lower, upper)
       SELECT version_id, phase, force, 'warrants-executed', 'NIL', 0, 'EXACT', 0, 0 FROM figures WHERE id = ${one}`,
    );
    expect(await found()).toEqual(['figures: CHANGED']);
  });

  it('where a row was added', async () => {
    await tamper(
      'deputies',
      `INSERT INTO deputies OVERRIDING SYSTEM VALUE
      SELECT (json_populate_record(d, '{"id": 999}')).* FROM deputies d LIMIT 1`,
    );
    expect(await differing('deputies')).toEqual([
      { key: '999', kind: 'ADDED', entry: null, action: null, phase: null, force: null },
    ]);
  });

  it('where a row that was removed is there again', async () => {
    await owner.query(`SELECT set_config('scorpion.actor_id', 'system', true)`);
    const kept = await owner.query('SELECT * FROM release_drafts LIMIT 1');
    const { phase, ...rest } = kept.rows[0] as Record<string, unknown>;
    await owner.query('DELETE FROM release_draft_readers WHERE phase = $1', [phase]);
    await owner.query('DELETE FROM release_drafts WHERE phase = $1', [phase]);
    await owner.query(`SELECT append_audit_entry('system', 'RELEASE_DRAFT_DISCARDED', $1, NULL, '{}')`, [phase]);
    expect(await found()).toEqual([]);
    await tamper('release_drafts');
    await owner.query(`INSERT INTO release_drafts SELECT (jsonb_populate_record(NULL::release_drafts, $1)).*`, [
      JSON.stringify({ phase, ...rest }),
    ]);
    expect((await differing('release_drafts')).map(({ key, kind }) => [key, kind])).toEqual([[phase, 'RESTORED']]);
  });

  it('where the digest was put into an entry that does not exist', async () => {
    await tamper('phases', `UPDATE phases SET closes_at = closes_at + interval '1 hour' WHERE code = 'scorpion-1'`);
    await owner.query(
      `INSERT INTO audit_contents SELECT 999, 'phases', key, digest FROM content_digests('phases') WHERE key = 'scorpion-1'`,
    );
    expect(await found()).toEqual(['phases: CHANGED']);
  });
});

describe('an entry', () => {
  it('has what its transaction did to a row in the end, once, and nothing of what it left as it was', async () => {
    await owner.query(`SELECT set_config('scorpion.actor_id', 'system', true)`);
    await owner.query(`UPDATE phases SET name = 'Another' WHERE code = 'scorpion-1'`);
    await owner.query(`UPDATE phases SET name = 'A third' WHERE code = 'scorpion-1'`);
    await owner.query(`UPDATE phases SET data_version = data_version + 1 WHERE code = 'scorpion-2'`);
    await owner.query(`SELECT append_audit_entry('system', 'PHASE_CHANGED', 'scorpion-1', NULL, '{}')`);
    await owner.query(`SELECT append_audit_entry('system', 'PHASE_CHANGED', 'scorpion-1', NULL, '{}')`);
    const { rows } = await owner.query('SELECT entry, table_name, key FROM audit_contents WHERE entry > $1', [
      recordedBy,
    ]);
    expect(rows).toEqual([{ entry: String(recordedBy + 1), table_name: 'phases', key: 'scorpion-1' }]);
    expect(await found()).toEqual([]);
  });

  it.each([
    ["SET TimeZone = 'Europe/London'"],
    ["SET bytea_output = 'escape'"],
    ["SET DateStyle = 'SQL, DMY'"],
    ["SET extra_float_digits = -15; SET IntervalStyle = 'sql_standard'"],
  ])('has the same digests after %s', async (setting) => {
    await owner.query(setting.replaceAll('SET ', 'SET LOCAL '));
    await owner.query(`SELECT set_config('scorpion.actor_id', 'system', true)`);
    await owner.query(`UPDATE phases SET note = note || 'x', closes_at = closes_at + interval '1 hour'`);
    await owner.query(`INSERT INTO identities (id, role, token_hash) VALUES ('new', 'ADMIN', sha256('new'))`);
    await owner.query(`SELECT append_audit_entry('system', 'PHASE_CHANGED', NULL, NULL, '{}')`);
    await owner.query(`SET LOCAL TimeZone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL DateStyle = 'ISO'`);
    expect(await found()).toEqual([]);
  });
});

describe('what the record keeps of a name', () => {
  it('cannot be computed from the name once it was erased', async () => {
    await owner.query(`UPDATE people SET name = NULL, erased_at = now() WHERE id = 'demo-analyst-dorset'`);
    const { rows } = await owner.query(`SELECT name, salt FROM people WHERE id = 'demo-analyst-dorset'`);
    expect(rows).toEqual([{ name: null, salt: null }]);
  });

  it('differs for two people with one name', async () => {
    await owner.query(
      `UPDATE people SET name = 'One name' WHERE id IN ('demo-analyst-dorset', 'demo-analyst-wiltshire')`,
    );
    const { rows } = await owner.query<{ salts: string }>(
      'SELECT count(DISTINCT salt) = count(*) AS salts FROM people',
    );
    expect(rows).toEqual([{ salts: true }]);
  });
});

describe('the comparison', () => {
  const verification = (): ContentVerification => new ContentVerification(serving.transactions, repository);

  it('is of one snapshot, by the serving role', async () => {
    const { compared, different, differences, since } = await verification().verify(() => undefined);
    expect({ different, differences }).toEqual({ different: 0, differences: [] });
    expect(compared).toBeGreaterThan(400);
    expect(since).toBe(1);
  });

  it('is not done with a function that somebody replaced', async () => {
    const [kept] = await database.asOwner<{ definition: string }>(
      `SELECT pg_get_functiondef('content_digests(text)'::regprocedure) AS definition`,
    );
    await database.asOwner(
      `CREATE OR REPLACE FUNCTION content_digests(of_table text) RETURNS TABLE (key text, digest bytea) LANGUAGE sql STABLE
       AS 'SELECT key, digest FROM audit_contents WHERE table_name = of_table'`,
    );
    await expect(verification().verify(() => undefined)).rejects.toThrow(ProgramRefused);
    await database.asOwner(kept!.definition);
    expect((await verification().verify(() => undefined)).different).toBe(0);
  });

  it('finds nothing where a superuser adds an identity as docker/README.md says', async () => {
    const guide = await readFile('docker/README.md', 'utf8');
    const [, sql = ''] = /<<'SQL'\n(BEGIN;\nINSERT INTO identities.*?COMMIT;)\nSQL/s.exec(guide) ?? [];
    const asTold = await createTestDatabase();
    const other = await connectServing(asTold);
    try {
      await asTold.asOwner(sql);
      const added = await asTold.asOwner(`SELECT FROM identities WHERE id = 'p-7c41f0'`);
      expect(added).toHaveLength(1);
      const verified = await new ContentVerification(other.transactions, repository).verify(() => undefined);
      expect(verified.differences).toEqual([]);
      expect(await verifyAuditOf(asTold, { quiet: true })).toMatchObject({ code: 0 });
    } finally {
      await other.stop();
      await asTold.drop();
    }
  });

  it('is for the service itself: no other actor gets a digest', async () => {
    for (const role of ['REGIONAL_COORDINATOR', 'ADMIN', 'FORCE_ANALYST']) {
      await owner.query('SAVEPOINT one');
      await owner.query(`SELECT set_config('scorpion.actor_role', '${role}', true)`);
      await expect(owner.query(`SELECT * FROM content_digests('figures')`)).rejects.toThrow('only verification');
      await owner.query('ROLLBACK TO SAVEPOINT one');
    }
  });
});
