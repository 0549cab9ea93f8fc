import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { privilegeStatements } from '../../src/database/installation/privileges.js';
import { addVersion } from '../support/returns/return-rows.js';
import { refusalOf } from '../support/database/plain-client.js';
import { connectServing } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const REFUSED = { code: '42501', constraint: null };
/** What a privilege can be on a table as a whole, and on columns of it. */
const ON_TABLES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
const ON_COLUMNS = ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'];

let database: TestDatabase;
let serving: pg.Client;
let role = '';

beforeAll(async () => {
  database = await createTestDatabase();
  await addVersion(database, 'scorpion-1', 'dorset');
  role = decodeURIComponent(new URL(database.servingUrl).username);
  serving = new pg.Client({ connectionString: database.servingUrl });
  await serving.connect();
});

afterAll(async () => {
  await serving.end();
  await database.drop();
});

describe('the serving role', () => {
  it.each(['figures', 'results', 'return_versions', 'version_states'])(
    'cannot change, delete from or truncate %s',
    async (table) => {
      expect(await refusalOf(serving.query(`UPDATE ${table} SET phase = phase`))).toEqual(REFUSED);
      expect(await refusalOf(serving.query(`DELETE FROM ${table}`))).toEqual(REFUSED);
      expect(await refusalOf(serving.query(`TRUNCATE ${table} CASCADE`))).toEqual(REFUSED);
      expect(await refusalOf(serving.query(`SELECT FROM ${table} FOR UPDATE`))).toEqual(REFUSED);
      expect(await refusalOf(serving.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`))).toEqual(REFUSED);
      expect(await refusalOf(serving.query(`DROP TABLE ${table}`))).toEqual(REFUSED);
    },
  );

  it('creates nothing in the schema', async () => {
    expect(await refusalOf(serving.query('CREATE TABLE public.mine (id int)'))).toEqual(REFUSED);
    expect(await refusalOf(serving.query(`CREATE FUNCTION public.actor_id(int) RETURNS int AS '1'`))).not.toBeNull();
    expect(await refusalOf(serving.query('CREATE SCHEMA mine'))).toEqual(REFUSED);
    expect(await refusalOf(serving.query('CREATE POLICY mine ON figures USING (true)'))).toEqual(REFUSED);
  });

  it('is an ordinary role that owns nothing and is a member of nothing', async () => {
    const [rights] = await database.asOwner(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         EXISTS (SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = r.oid
           AND deptype = 'o') AS owns,
         EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) AS is_member
       FROM pg_roles r WHERE rolname = $1`,
      [role],
    );
    expect(new Set(Object.values(rights ?? {}))).toEqual(new Set([false]));
  });

  it('has on every table exactly the privileges in the table of privileges', async () => {
    const declared = privilegeStatements(role).flatMap((statement) => {
      const [, privileges, table] = /^GRANT (.+) ON (\w+) TO /.exec(statement) ?? [];
      return privileges === undefined || table === 'SCHEMA' ? [] : [{ table, privileges }];
    });
    const tables = await database.asOwner<{ table: string; whole: string[]; columns: string[] }>(
      `SELECT c.relname AS table,
         ARRAY(SELECT p FROM unnest($2::text[]) p WHERE has_table_privilege($1, c.oid, p)) AS whole,
         ARRAY(SELECT p || ' (' || string_agg(a.attname, ', ' ORDER BY a.attnum) || ')'
           FROM unnest($3::text[]) p JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           WHERE NOT has_table_privilege($1, c.oid, p) AND has_column_privilege($1, c.oid, a.attnum, p)
           GROUP BY p) AS columns
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
      [role, ON_TABLES, ON_COLUMNS],
    );
    const inOrder = (privileges: string): string =>
      (privileges.match(/\w+( \([^)]*\))?/g) ?? [])
        .map((one) => one.replace(/\((.*)\)/, (_, columns: string) => `(${columns.split(', ').sort().join(', ')})`))
        .sort()
        .join(', ');
    const sorted = (all: { table?: string | undefined; privileges: string }[]): string[] =>
      all.map(({ table = '', privileges }) => `${table}: ${inOrder(privileges)}`).sort();
    expect(
      sorted(tables.map(({ table, whole, columns }) => ({ table, privileges: [...whole, ...columns].join(', ') }))),
    ).toEqual(sorted(declared));
  });

  it('has no privileges on sequences', async () => {
    const sequences = await database.asOwner(
      `SELECT seqrelid::regclass FROM pg_sequence WHERE has_sequence_privilege($1, seqrelid, 'USAGE, SELECT, UPDATE')`,
      [role],
    );
    expect(sequences).toEqual([]);
  });
});

describe('row-level security', () => {
  it('is on for every table with data of a force or a person', async () => {
    const open = await database.asOwner<{ table: string }>(
      `SELECT DISTINCT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
         AND a.attname IN ('force', 'person', 'actor', 'version_id')`,
    );
    expect(open).toEqual([]);
  });

  it('is bypassed by functions that run as their owner, none of which everybody may execute', async () => {
    const functions = await database.asOwner<{ name: string; settings: string[]; everybody: boolean }>(
      `SELECT proname AS name, proconfig AS settings,
         EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0) AS everybody
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname`,
    );
    // Which of them the serving role may, and what they give to whom, is in table-access.spec.ts.
    expect(functions.length).toBeGreaterThan(2);
    for (const { name, settings, everybody } of functions) {
      // Nobody's temporary table stands before a real one.
      expect([name, settings.join(), everybody]).toEqual([
        name,
        expect.stringMatching(/^search_path=[^,]*(, [^,]*)*, pg_temp(,|$)/),
        false,
      ]);
    }
  });
});

describe('a pooled connection', () => {
  const actor = { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' };
  const ACTOR_NOW = `SELECT pg_backend_pid() AS pid, actor_id() AS id, actor_role() AS role, actor_force() AS force,
    current_setting('transaction_read_only') AS "readOnly", (SELECT count(*)::int FROM return_versions) AS seen`;

  it('keeps no actor and no read-only mode after a commit or a rollback', async () => {
    const { database: connections, transactions, stop } = await connectServing(database);
    const work = async (tx: { query: <T>(sql: string) => Promise<T> }): Promise<unknown> => tx.query(ACTOR_NOW);
    const fail = async (): Promise<never> => Promise.reject(new Error('on purpose'));
    const afterwards = async (): Promise<unknown> => {
      const reader = connections.source().createQueryRunner('slave');
      return reader.query(ACTOR_NOW).finally(() => reader.release());
    };
    try {
      const [during] = (await transactions.run(actor, work, { readOnly: true })) as { pid: number }[];
      expect(during).toEqual({ ...actor, pid: during?.pid, readOnly: 'on', seen: 1 });
      const nobody = { pid: during?.pid, id: null, role: null, force: null, readOnly: 'off', seen: 0 };
      expect(await afterwards()).toEqual([nobody]);
      await expect(transactions.run(actor, fail, { readOnly: true })).rejects.toThrow('on purpose');
      expect(await afterwards()).toEqual([nobody]);
    } finally {
      await stop();
    }
  });

  it("never gives the previous actor's force to an actor without one", async () => {
    const { transactions, stop } = await connectServing(database);
    try {
      await transactions.run(actor, (tx) => tx.query('SELECT 1'));
      const analystOfNone = { ...actor, force: null };
      const rows = await transactions.run(analystOfNone, (tx) => tx.query(ACTOR_NOW));
      expect(rows).toMatchObject([{ force: null }]);
    } finally {
      await stop();
    }
  });
});
