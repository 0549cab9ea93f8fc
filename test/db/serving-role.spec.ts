import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseWatch } from '../../src/database/connection/database-watch.js';
import { Database } from '../../src/database/connection/database.js';
import { StartupError } from '../../src/database/embedded/index.js';
import { migrate } from '../../src/database/installation/migrate.js';
import { Metrics } from '../../src/platform/index.js';
import { withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* Row-level security and the privileges restrict the serving role, so no start accepts a role that could undo them. */

let database: TestDatabase;
let role: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  role = `scorpion_test_role_${randomBytes(4).toString('hex')}`;
});

afterEach(async () => {
  const server = new URL(database.ownerUrl);
  server.pathname = '/template1';
  await database.drop();
  await withClient(server.href, (client) => client.query(`DROP ROLE IF EXISTS ${role}`));
});

/** The serving URL with the test's own role. */
function asRole(): string {
  const url = new URL(database.servingUrl);
  url.username = role;
  url.password = 'x';
  return url.href;
}

const request = (servingUrl = database.servingUrl): Parameters<typeof migrate>[0] => ({
  ownerUrl: database.ownerUrl,
  servingUrl,
  demo: true,
});

/** The message with which a start is rejected; '' if it is not. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as Error).message;
  }
}

async function connecting(url: string): Promise<string> {
  const serving = new Database([], new DatabaseWatch(new Metrics()));
  try {
    return await refusal(serving.connect(url, true));
  } finally {
    await serving.onApplicationShutdown();
  }
}

describe('a start', () => {
  it('rejects the owner as the serving role, even if it does not migrate', async () => {
    await migrate(request());
    expect(await connecting(database.ownerUrl)).toMatch(/has too many rights/);
  });

  it('rejects a serving role before anything is migrated', async () => {
    expect(await refusal(migrate(request(database.ownerUrl)))).toMatch(/has too many rights/);
    expect(await database.asOwner(`SELECT to_regclass('installation') AS installation`)).toEqual([
      { installation: null },
    ]);
  });

  it('rejects a serving role that owns the database', async () => {
    await database.asOwner(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    await database.asOwner(`GRANT ${role} TO current_user`);
    await database.asOwner(`ALTER DATABASE ${new URL(database.ownerUrl).pathname.slice(1)} OWNER TO ${role}`);
    expect(await refusal(migrate(request(asRole())))).toMatch(/has too many rights/);
  });

  it('rejects a serving role that could give itself more rights', async () => {
    await database.asOwner(`CREATE ROLE ${role} LOGIN CREATEROLE PASSWORD 'x'`);
    expect(await refusal(migrate(request(asRole())))).toMatch(/CREATEROLE/);
  });

  it('says what to do about a role that was never given privileges', async () => {
    await migrate(request());
    await database.asOwner(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    expect(await connecting(asRole())).toMatch(/Set MIGRATION_DATABASE_URL/);
  });

  it('revokes whatever the role, or everybody, was granted beyond its privileges', async () => {
    await migrate(request());
    const serving = decodeURIComponent(new URL(database.servingUrl).username);
    await database.asOwner(`GRANT CREATE ON SCHEMA public TO "${serving}"`);
    await database.asOwner('GRANT DELETE ON figures TO PUBLIC');
    await database.asOwner(`GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO "${serving}"`);
    await migrate(request());
    const may = await database.asOwner(
      `SELECT has_schema_privilege($1, 'public', 'CREATE') AS make, has_table_privilege($1, 'figures', 'DELETE') AS clear,
         has_sequence_privilege($1, 'figures_id_seq', 'UPDATE') AS count`,
      [serving],
    );
    expect(may).toEqual([{ make: false, clear: false, count: false }]);
  });

  it('leaves the role no temporary table that could hide a real one', async () => {
    await migrate(request());
    const making = withClient(database.servingUrl, (client) => client.query('CREATE TEMP TABLE figures (id integer)'));
    await expect(making).rejects.toMatchObject({ code: '42501' });
  });
});
