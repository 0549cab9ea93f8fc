import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseWatch } from '../../src/database/connection/database-watch.js';
import { Database } from '../../src/database/connection/database.js';
import { StartupError } from '../../src/database/embedded/index.js';
import { migrate } from '../../src/database/installation/migrate.js';
import { Metrics } from '../../src/platform/index.js';
import { withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* A PostgreSQL that is set up for something else: what the service can set for its sessions it sets, the rest it refuses. */

let database: TestDatabase;
let name: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  name = new URL(database.ownerUrl).pathname.slice(1);
});

afterEach(async () => {
  await database.drop();
});

const migrating = async ({ ownerUrl, servingUrl } = database): Promise<string[]> =>
  migrate({ ownerUrl, servingUrl, demo: true });

/** What a query of the service's own sessions finds, in both pools. */
async function inSessions(sql: string): Promise<object[]> {
  const serving = new Database([], new DatabaseWatch(new Metrics()));
  try {
    await serving.connect(database.servingUrl, true);
    const found: object[] = [];
    for (const pool of ['master', 'slave'] as const) {
      const runner = serving.source().createQueryRunner(pool);
      found.push(...((await runner.query(sql)) as object[]));
      await runner.release();
    }
    return found;
  } finally {
    await serving.onApplicationShutdown();
  }
}

describe('settings of the database', () => {
  it('that give up durability or change the form of values do not apply to the service, nor to a migration', async () => {
    for (const setting of [
      `synchronous_commit = off`,
      `datestyle = 'SQL, DMY'`,
      `intervalstyle = 'iso_8601'`,
      `timezone = 'America/New_York'`,
      `bytea_output = 'escape'`,
      `standard_conforming_strings = off`,
      `search_path = 'nowhere'`,
    ]) {
      await database.asOwner(`ALTER DATABASE "${name}" SET ${setting}`);
    }
    expect((await migrating()).length).toBeGreaterThan(20);
    const sessions = await inSessions(
      `SELECT current_setting('synchronous_commit') AS "synchronousCommit", current_setting('datestyle') AS "dateStyle",
         current_setting('timezone') AS timezone, current_setting('bytea_output') AS bytea,
         current_setting('standard_conforming_strings') AS strings, date '2026-03-02' AS day,
         (SELECT count(*)::integer FROM migrations) > 20 AS migrated`,
    );
    const expected = {
      synchronousCommit: 'on',
      dateStyle: expect.stringMatching(/^ISO/),
      timezone: 'UTC',
      bytea: 'hex',
      strings: 'on',
      day: '2026-03-02',
      migrated: true,
    };
    expect(sessions).toEqual([expected, expected]);
  });
});

describe('a database that cannot be relied on', () => {
  it.each(['LATIN1', 'SQL_ASCII'])('is refused before anything is migrated: one in %s', async (encoding) => {
    const other = `${name}_${encoding.toLowerCase()}`;
    await database.asOwner(
      `CREATE DATABASE "${other}" ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
    );
    const [ownerUrl, servingUrl] = [database.ownerUrl, database.servingUrl].map((url) => {
      const address = new URL(url);
      address.pathname = `/${other}`;
      return address.href;
    }) as [string, string];
    const attempt = migrating({ ...database, ownerUrl, servingUrl });
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(`The database has the encoding ${encoding}`);
    const tables = await withClient(ownerUrl, (client) =>
      client.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`),
    );
    expect(tables.rowCount).toBe(0);
    await database.asOwner(`DROP DATABASE "${other}"`);
  });

  it('is refused if its URL gives up durability', async () => {
    const address = new URL(database.ownerUrl);
    address.searchParams.set('options', '-c synchronous_commit=off');
    const attempt = migrating({ ...database, ownerUrl: address.href });
    await expect(attempt).rejects.toThrow('synchronous_commit = off');
  });
});
