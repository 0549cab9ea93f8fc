import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseWatch } from '../../src/database/connection/database-watch.js';
import { Database } from '../../src/database/connection/database.js';
import { StartupError } from '../../src/database/embedded/index.js';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { Metrics } from '../../src/platform/index.js';
import { addVersion } from '../support/returns/return-rows.js';
import { schemaText } from '../support/database/schema-text.js';
import { withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const NAMES = MIGRATIONS.map(({ name }) => name);
const COMPILED = pathToFileURL(join(process.cwd(), 'dist', 'database', 'index.js')).href;
/** A separate process that migrates and prints the migrations that it ran. */
const MIGRATING_PROCESS = `
  const { migrate } = await import(process.env.COMPILED);
  console.log(JSON.stringify(await migrate({
    ownerUrl: process.env.OWNER_URL, servingUrl: process.env.SERVING_URL, demo: true })));`;

let database: TestDatabase;
let roles: string[] = [];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
});

afterEach(async () => {
  const ownerUrl = database.ownerUrl;
  await database.drop();
  const server = new URL(ownerUrl);
  server.pathname = '/template1';
  for (const role of roles.toReversed()) {
    await withClient(server.href, (client) => client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(role)}`));
  }
  roles = [];
});

const request = (demo = true): Parameters<typeof migrate>[0] => ({
  ownerUrl: database.ownerUrl,
  servingUrl: database.servingUrl,
  demo,
});

/** The serving URL with another role. */
function servingAs(role: string, password = 'not used'): string {
  const url = new URL(database.servingUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** A role name that no other test uses; the role is dropped after the test. */
function newRole(prefix = 'scorpion_test_role'): string {
  const role = `${prefix}_${randomBytes(4).toString('hex')}`;
  roles.push(role);
  return role;
}

/** The names of all objects in the schema, of every kind. */
async function everythingInPublic(): Promise<string[]> {
  const rows = await database.asOwner<{ thing: string }>(`
    SELECT thing FROM (
      SELECT 'relation ' || relname AS thing FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT 'type ' || typname FROM pg_type
        WHERE typnamespace = 'public'::regnamespace AND typtype <> 'c' AND typelem = 0
      UNION ALL SELECT 'policy ' || polname FROM pg_policy
      UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
    ) things ORDER BY thing COLLATE "C"`);
  return rows.map(({ thing }) => thing);
}

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartupError);
  return (error as StartupError).message;
}

/** The error of a start that only serves, with the database as it is. */
async function connect(demo: boolean, url = database.servingUrl): Promise<void> {
  const serving = new Database([], new DatabaseWatch(new Metrics()));
  await serving.connect(url, demo);
  await serving.onApplicationShutdown();
}

describe('the migrations', () => {
  it('run up, all down with nothing left of them, and up again to the same schema', async () => {
    expect(await migrate(request())).toEqual(NAMES);
    const first = await schemaText(database);
    const source = await ownerDataSource(request()).initialize();
    try {
      for (let left = NAMES.length; left > 0; left -= 1) await source.undoLastMigration({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
    const left = (await everythingInPublic()).filter((thing) => !thing.startsWith('relation PK_'));
    expect(left).toEqual(['relation migrations', 'relation migrations_id_seq']);
    expect(await migrate(request())).toEqual(NAMES);
    expect(await schemaText(database)).toBe(first);
    await connect(true);
  });

  it.each([
    ['figures from before acceptance existed', true],
    ['figures sent since then', false],
  ])('run down to before acceptance with %s only if that changes no figure', async (_, countedBefore) => {
    const filled = await createTestDatabase();
    const source = await ownerDataSource({ ...request(), ownerUrl: filled.ownerUrl }).initialize();
    try {
      const id = await addVersion(filled, 'scorpion-1', 'dorset');
      if (countedBefore) {
        await filled.asOwner(
          `WITH step AS (
             INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, submitted_at, accepted,
               was_accepted, without_sign_off)
             SELECT version_id, phase, force, version, 'ACCEPT', 'ACCEPTED', began_at, submitted_at, true, true, true
             FROM version_states WHERE version_id = $1 RETURNING id, phase, force)
           INSERT INTO step_reasons SELECT id, phase, force, 'It counted.' FROM step`,
          [id],
        );
      }
      const down = async (): Promise<void> => {
        for (let left = NAMES.length; left > NAMES.indexOf('Lifecycle1000000000008'); left -= 1) {
          await source.undoLastMigration({ transaction: 'each' });
        }
      };
      if (countedBefore) await down();
      else await expect(down()).rejects.toThrow(/returns were sent or moved on since: .* Restore a dump instead/);
    } finally {
      await source.destroy();
      await filled.drop();
    }
  });

  it('run once if two processes migrate one empty database at the same time', async () => {
    const done = await Promise.all([migratingProcess(), migratingProcess()]);
    expect(done.sort((a, b) => a.length - b.length)).toEqual([[], NAMES]);
    expect(await migrate(request())).toEqual([]);
    await connect(true);
  });

  it('leave a database whose migration failed at its last complete migration', async () => {
    await database.asOwner('CREATE TABLE identities (in_the_way boolean)');
    await expect(migrate(request())).rejects.toMatchObject({ code: '42P07' });
    const done = await database.asOwner('SELECT name FROM migrations ORDER BY id');
    expect(done).toEqual(NAMES.slice(0, 3).map((name) => ({ name })));
    await database.asOwner('DROP TABLE identities');
    expect(await migrate(request())).toEqual(NAMES.slice(3));
  });

  it('list names that look the same, each written with other characters, and change neither', async () => {
    await migrate(request());
    const source = await ownerDataSource(request()).initialize();
    try {
      await source.undoLastMigration({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
    const add = `INSERT INTO operations (code, name) VALUES ('north', U&'Op\\00E9ration Nord'),
      ('north-2', U&'Ope\\0301ration  Nord '), ('south', 'Operation South'), ('south-2', 'Operation South 2')`;
    await database.asOwner(add);
    const told: string[] = [];
    await migrate({ ...request(), tell: (sentence) => told.push(sentence) });
    expect(told).toEqual([
      'The operations north and north-2 have names that look the same, "Op\u00E9ration Nord", written with different characters. They stay as they are, and a search finds each of them.',
    ]);
    const names = await database.asOwner<{ name: string }>(`SELECT name FROM operations WHERE code = 'north-2'`);
    expect(names).toEqual([{ name: 'Ope\u0301ration  Nord ' }]);
  });

  async function migratingProcess(): Promise<string[]> {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', MIGRATING_PROCESS], {
      env: { PATH: process.env['PATH'], COMPILED, OWNER_URL: database.ownerUrl, SERVING_URL: database.servingUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    expect(await once(child, 'close')).toEqual([0, null]);
    return JSON.parse(output) as string[];
  }
});

describe('the serving role', () => {
  it('is created if it is missing, with its password, whatever characters it and its name contain', async () => {
    const role = newRole(`O'Brien "%s" \\ é`);
    const servingUrl = servingAs(role, `p' \\ "%L" é=;`);
    await migrate({ ...request(), servingUrl });
    await connect(true, servingUrl);
    const made = await database.asOwner(
      `SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS strong
       FROM pg_roles WHERE rolname = $1`,
      [role],
    );
    expect(made).toEqual([{ strong: false }]);
  });

  it('is left unchanged if it exists', async () => {
    const role = newRole();
    await database.asOwner(`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 7 PASSWORD 'its own'`);
    const facts = 'SELECT r.*, NULL AS oid FROM pg_roles r WHERE rolname = $1';
    const before = await database.asOwner(facts, [role]);
    await migrate({ ...request(), servingUrl: servingAs(role, 'another') });
    expect(await database.asOwner(facts, [role])).toEqual(before);
    await connect(true, servingAs(role, 'its own'));
  });

  it('loses at the next start all privileges granted to it beyond its own', async () => {
    await migrate(request());
    const role = decodeURIComponent(new URL(database.servingUrl).username);
    await database.asOwner(`GRANT ALL ON figures TO ${role}`);
    await database.asOwner(`GRANT UPDATE (value) ON results TO ${role}`);
    await migrate(request());
    const [rights] = await database.asOwner(
      `SELECT has_table_privilege($1, 'figures', 'UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES') AS figures,
         has_any_column_privilege($1, 'results', 'UPDATE') AS results,
         has_table_privilege($1, 'figures', 'INSERT') AS still`,
      [role],
    );
    expect(rights).toEqual({ figures: false, results: false, still: true });
  });

  it('is rejected if it is the owner', async () => {
    expect(await refusalOf(migrate({ ...request(), servingUrl: database.ownerUrl }))).toMatch(/has too many rights/);
  });

  it('is rejected if it is a superuser, because superusers also bypass row-level security', async () => {
    const [superuser] = await database.asOwner<{ name: string }>(
      'SELECT rolname AS name FROM pg_roles WHERE rolsuper AND rolbypassrls ORDER BY oid LIMIT 1',
    );
    const servingUrl = servingAs(superuser?.name ?? '');
    expect(await refusalOf(migrate({ ...request(), servingUrl }))).toMatch(/has too many rights/);
  });

  it('is rejected if it is a direct or indirect member of the owner', async () => {
    const [tablesOwner, between, serving] = [newRole(), newRole(), newRole()];
    const password = 'of a test';
    for (const role of [tablesOwner, between, serving]) {
      await database.asOwner(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    }
    // The owner of this database hands it over, so that the memberships are in a role that this test made.
    await database.asOwner(`GRANT ${tablesOwner} TO current_user`);
    await database.asOwner(`GRANT ${tablesOwner} TO ${between}`);
    await database.asOwner(`GRANT ${between} TO ${serving}`);
    const name = new URL(database.ownerUrl).pathname.slice(1);
    await database.asOwner(`ALTER DATABASE ${name} OWNER TO ${tablesOwner}`);
    const ownerUrl = servingAs(tablesOwner, password);
    expect(await refusalOf(migrate({ ownerUrl, servingUrl: servingAs(serving), demo: true }))).toMatch(
      new RegExp(`has too many rights \\(it is a member of '${tablesOwner}'\\)`),
    );
  });
});

describe('a database marked as', () => {
  it.each([true, false])('demo: %s is rejected by a start in the other mode, which migrates nothing', async (demo) => {
    await migrate(request(demo));
    const source = await ownerDataSource(request(demo)).initialize();
    await source.undoLastMigration({ transaction: 'each' }).finally(() => source.destroy());
    const before = await everythingInPublic();
    const words = demo ? /was set up as a demo/ : /was not set up as a demo/;
    expect(await refusalOf(migrate(request(!demo)))).toMatch(words);
    expect(await everythingInPublic()).toEqual(before);
    expect(await migrate(request(demo))).toEqual(NAMES.slice(-1));
    expect(await refusalOf(connect(!demo))).toMatch(words);
    await connect(demo);
  });
});

describe('a start without migrations', () => {
  it('rejects a database that was never migrated, or not to this release', async () => {
    expect(await refusalOf(connect(true))).toMatch(`The database lacks ${NAMES.length} migrations`);
    await migrate(request());
    await database.asOwner('DELETE FROM migrations WHERE name = $1', [NAMES[3]]);
    expect(await refusalOf(connect(true))).toMatch('The database lacks 1 migrations');
  });

  it('rejects a database that a newer release migrated', async () => {
    await migrate(request());
    await database.asOwner(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`);
    expect(await refusalOf(connect(true))).toMatch('a newer release');
  });
});
