import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { ContentVerification } from '../../src/audit/verification/content-verification.service.js';
import {
  RecordedContentsRepository,
  type Comparison,
  type DifferingContent,
} from '../../src/audit/verification/recorded-contents.repository.js';
import { RECORDED_TABLES, UNCHANGING_TABLES } from '../../src/audit/verification/recorded-tables.js';
import { ProgramRefused } from '../../src/common/errors.js';
import { fillForAccess } from '../support/database/access-fixture.js';
import { entriesOf } from '../support/database/audit-record.js';
import { recordContents } from '../support/database/recorded-contents.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { shortOrFull } from '../support/run/full-run.js';
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

const ABOUT = { phase: null, force: null, version: null };
const NO_ENTRY = { entry: null, action: null, at: null, actor: null, ...ABOUT };
const OF_ENTRY = { action: 'CONTENTS_RECORDED', at: expect.any(String), actor: 'system', ...ABOUT };

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

const comparisonOf = (tables: readonly string[]): Comparison => ({
  tables,
  unchanging: UNCHANGING_TABLES,
  most: 100,
});

async function differing(...tables: readonly string[]): Promise<readonly DifferingContent[]> {
  const { first, different } = await repository.compare(asManager(), comparisonOf(tables));
  expect(first).toHaveLength(different);
  return first;
}

/** What is found in all tables, as `table: kind`. */
async function found(): Promise<string[]> {
  return (await differing(...Object.keys(RECORDED_TABLES))).map(({ table, kind }) => `${table}: ${kind}`);
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
  it('are all tables but those with a reason not to be', async () => {
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
       UNION
       -- The superuser, as docker/README.md says.
       SELECT t FROM unnest(ARRAY['identities UPDATE id', 'identities DELETE id', 'people DELETE id']) t
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

  it('have rows that the service only adds unless they have a trigger for other statements', async () => {
    const { rows } = await owner.query<{ table: string }>(
      `SELECT DISTINCT tgrelid::regclass::text AS table FROM pg_trigger
       WHERE tgfoid = 'note_contents'::regproc AND tgtype & (8 | 16) > 0`,
    );
    const changing = rows.map(({ table }) => table);
    const unchanging = Object.keys(RECORDED_TABLES).filter((table) => !changing.includes(table));
    expect([...UNCHANGING_TABLES].sort()).toEqual(unchanging.sort());
  });

  it('have a unique key where rows of them can be changed or removed', async () => {
    const { rows } = await owner.query<{ table: string }>(
      `SELECT DISTINCT tgrelid::regclass::text AS table FROM pg_trigger
       WHERE tgfoid = 'note_contents'::regproc AND tgtype & (8 | 16) > 0`,
    );
    for (const { table } of rows) {
      const key = RECORDED_TABLES[table]!;
      const primary = await owner.query<{ column: string }>(
        `SELECT a.attname AS column FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
         WHERE c.conrelid = $1::regclass AND c.contype = 'p'`,
        [table],
      );
      expect([table, primary.rows.map(({ column }) => column).sort()]).toEqual([table, [...key].sort()]);
    }
  });

  it('are as they were recorded', async () => {
    expect(await found()).toEqual([]);
    for (const table of Object.keys(RECORDED_TABLES)) {
      const { compared } = await repository.compare(asManager(), comparisonOf([table]));
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
      const first = await differing(...shortOrFull([table], Object.keys(RECORDED_TABLES)));
      const expected = LEFT_OUT.includes(name) ? 0 : 1;
      const isRight =
        first.length === expected &&
        first.every((one) => one.table === table && one.kind === 'CHANGED' && one.entry === recordedBy);
      if (!isRight) missed.push(`${table}.${name}: ${JSON.stringify(first)}`);
      await owner.query('ROLLBACK TO SAVEPOINT one');
    }
    expect(missed).toEqual([]);
  });

  it.each(Object.entries(RECORDED_TABLES))('in %s, where a row was removed', async (table, key) => {
    const one = `(SELECT ctid FROM ${table} ORDER BY ctid LIMIT 1)`;
    const keyOf = `ARRAY[${key.map((column) => `${column}::text`).join(', ')}]`;
    const { rows } = await owner.query<{ key: string[] }>(`SELECT ${keyOf} AS key FROM ${table} WHERE ctid = ${one}`);
    await tamper(table, `DELETE FROM ${table} t WHERE ${keyOf} = '{${rows[0]!.key.join(',')}}'`);
    expect(await differing(table)).toEqual([{ table, ...rows[0], kind: 'REMOVED', entry: recordedBy, ...OF_ENTRY }]);
    expect(await found()).toEqual([`${table}: REMOVED`]);
  });

  it('where a figure was added to those of a version, and where it was removed again', async () => {
    await owner.query(`SELECT set_config('scorpion.actor_id', 'system', true)`);
    await tamper(
      'figures',
      `INSERT INTO figures (version_id, phase, force, measure, state, value, qualifier, lower, upper)
       SELECT version_id, phase, force, 'warrants-executed', 'NIL', 0, 'EXACT', 0, 0 FROM figures ORDER BY id DESC LIMIT 1`,
    );
    expect(await found()).toEqual(['figures: CHANGED']);
    await owner.query('DELETE FROM figures WHERE id = (SELECT max(id) FROM figures)');
    expect(await found()).toEqual([]);
  });

  it('where a null was removed inside a value of JSON', async () => {
    await tamper('return_versions');
    const change = (to: string): Promise<unknown> =>
      owner.query(`UPDATE return_versions SET problems = $1 WHERE id = (SELECT min(id) FROM return_versions)`, [to]);
    await owner.query(`SELECT set_config('scorpion.actor_id', 'system', true)`);
    const digest = async (): Promise<unknown> =>
      (await owner.query(`SELECT digest FROM content_digests('return_versions') ORDER BY key LIMIT 1`)).rows;
    await change('[{"code": "A", "measure": null}]');
    const one = await digest();
    await change('[{"code": "A"}]');
    expect(await digest()).not.toEqual(one);
  });

  it('where a row was added', async () => {
    await tamper(
      'deputies',
      `INSERT INTO deputies OVERRIDING SYSTEM VALUE
      SELECT (json_populate_record(d, '{"id": 999}')).* FROM deputies d LIMIT 1`,
    );
    expect(await differing('deputies')).toEqual([{ table: 'deputies', key: ['999'], kind: 'ADDED', ...NO_ENTRY }]);
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
    expect((await differing('release_drafts')).map(({ key, kind }) => [key, kind])).toEqual([[[phase], 'RESTORED']]);
  });

  it('where the digest was put into an entry that does not exist', async () => {
    await tamper('phases', `UPDATE phases SET closes_at = closes_at + interval '1 hour' WHERE code = 'scorpion-1'`);
    await owner.query(
      `INSERT INTO audit_contents SELECT 999, 'phases', key, digest FROM content_digests('phases') WHERE key = '["scorpion-1"]'`,
    );
    expect(await found()).toEqual(['phases: CHANGED']);
  });
});

describe('an entry that is added to hide a change', () => {
  /** A figure with another value, and an entry in the name of somebody that has its new digest. */
  const HIDDEN = `
    UPDATE figures SET note = 'Changed.' WHERE id = (SELECT min(id) FROM figures);
    SELECT set_config('scorpion.contents', (SELECT string_agg(jsonb_build_array('figures', key, encode(digest, 'hex'))::text, E'\\n')
      FROM content_digests('figures')), true);
    SELECT set_config('scorpion.actor_id', 'demo-coordinator', true);`;

  it('is named where the service never changes such a row', async () => {
    await tamper(
      'figures',
      HIDDEN,
      `SELECT append_audit_entry('demo-coordinator', 'RETURN_ACCEPTED', 'scorpion-1', 'dorset', '{}')`,
    );
    expect((await differing('figures')).map(({ kind, entry, action }) => [kind, entry, action])).toEqual([
      ['RECORDED_AGAIN', recordedBy + 1, 'RETURN_ACCEPTED'],
    ]);
  });

  it.each(['recorded-contents', 'drug-classes'])(
    'is named where it says that the migration %s made it',
    async (made) => {
      const name = JSON.stringify({ migration: made });
      await tamper(
        'figures',
        HIDDEN,
        `SELECT append_audit_entry('demo-coordinator', 'CONTENTS_RECORDED', NULL, NULL, '${name}')`,
      );
      expect((await differing('figures')).map(({ kind, entry }) => [kind, entry])).toEqual([
        ['RECORDED_AGAIN', recordedBy + 1],
      ]);
    },
  );
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
    expect(rows).toEqual([{ entry: String(recordedBy + 1), table_name: 'phases', key: '["scorpion-1"]' }]);
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

describe('erasing a name', () => {
  it('erases its salt too', async () => {
    await owner.query(`UPDATE people SET name = NULL, erased_at = now() WHERE id = 'demo-analyst-dorset'`);
    const { rows } = await owner.query(`SELECT name, salt FROM people WHERE id = 'demo-analyst-dorset'`);
    expect(rows).toEqual([{ name: null, salt: null }]);
  });

  it('is of a name whose salt nobody else has', async () => {
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

  it('finds no differences, as the serving role', async () => {
    const { compared, different, differences, firstEntryWithDigests } = await verification().verify();
    expect({ different, differences }).toEqual({ different: 0, differences: [] });
    expect(compared).toBeGreaterThan(400);
    expect(firstEntryWithDigests).toBe(1);
  });

  it.each([
    [
      'replaced',
      `CREATE OR REPLACE FUNCTION content_digests(of_table text) RETURNS TABLE (key text, digest bytea) LANGUAGE sql STABLE
       AS 'SELECT key, digest FROM audit_contents WHERE table_name = of_table'`,
    ],
    ['given another search path', `ALTER FUNCTION content_digests(text) SET search_path = public, pg_catalog`],
    ['made to run as its caller', `ALTER FUNCTION content_digests(text) SECURITY INVOKER`],
  ])('is not done with a function that somebody has %s', async (_, change) => {
    const [kept] = await database.asOwner<{ definition: string }>(
      `SELECT pg_get_functiondef('content_digests(text)'::regprocedure) AS definition`,
    );
    await database.asOwner(change);
    await expect(verification().verify()).rejects.toThrow(ProgramRefused);
    await database.asOwner(kept!.definition);
    expect((await verification().verify()).different).toBe(0);
  });

  it('finds nothing where a superuser adds and changes an identity as docker/README.md says', async () => {
    const guide = await readFile('docker/README.md', 'utf8');
    const [add, change] = [...guide.matchAll(/<<'SQL'\n(BEGIN;.*?COMMIT;)\nSQL/gs)].map(([, sql = '']) => sql);
    const asTold = await createTestDatabase();
    const other = await connectServing(asTold);
    try {
      for (const sql of [add!, change!]) {
        await asTold.asOwner(sql);
        const { differences } = await new ContentVerification(other.transactions, repository).verify();
        expect(differences).toEqual([]);
      }
      expect(
        await asTold.asOwner(`SELECT expires_at < now() AS revoked FROM identities WHERE id = 'p-7c41f0'`),
      ).toEqual([{ revoked: true }]);
      const actions = (await entriesOf(asTold)).slice(-2).map(({ action }) => action);
      expect(actions).toEqual(['IDENTITIES_ADDED', 'IDENTITIES_CHANGED']);
      expect(await verifyAuditOf(asTold, { quiet: true })).toMatchObject({ code: 0 });
    } finally {
      await other.stop();
      await asTold.drop();
    }
  });

  it.each([
    ['a view', 'ALTER TABLE headline_copies RENAME TO kept; CREATE VIEW headline_copies AS SELECT * FROM kept'],
    ['a rule', `CREATE RULE hidden AS ON UPDATE TO headline_copies DO INSTEAD NOTHING`],
  ])('is not done where a table has %s', async (_, change) => {
    await owner.query('SAVEPOINT one');
    await owner.query(change);
    expect(await repository.replaced(asManager(), Object.keys(RECORDED_TABLES))).toEqual(['headline_copies']);
    await owner.query('ROLLBACK TO SAVEPOINT one');
    expect(await repository.replaced(asManager(), Object.keys(RECORDED_TABLES))).toEqual([]);
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
