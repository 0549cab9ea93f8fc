import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { withClient, withDatabase } from './plain-client.js';

/** A database of a suite's own. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly servingUrl: string;
  /** Runs one statement as the owner, to whom row-level security does not apply; returns its rows. */
  asOwner: <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;
  /** Ends its connections and drops it. */
  drop: () => Promise<void>;
}

/**
 * A new database: a copy of the run's template (migrated, with reference data and demo identities, without returns).
 * @param options `empty`: true for one that was never migrated; `collation`: for an empty one, its default collation,
 * a language of ICU's
 */
export async function createTestDatabase(
  options: { readonly empty?: boolean; readonly collation?: string } = {},
): Promise<TestDatabase> {
  const name = `scorpion_test_${randomBytes(6).toString('hex')}`;
  const template = options.empty === true ? 'template0' : variable('TEST_TEMPLATE');
  const sorted = options.collation === undefined ? '' : `LOCALE_PROVIDER icu ICU_LOCALE '${options.collation}'`;
  await run(variable('TEST_OWNER_URL'), `CREATE DATABASE ${name} TEMPLATE ${template} ${sorted}`);
  const ownerUrl = withDatabase(variable('TEST_OWNER_URL'), name);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  // The pool resolves its end before the server has noticed it, so a drop may still end one of its connections.
  owner.on('error', () => undefined);
  return {
    ownerUrl,
    servingUrl: withDatabase(variable('TEST_SERVING_URL'), name),
    asOwner: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await owner.query<Row>(sql, [...parameters])).rows,
    drop: async () => {
      await owner.end();
      await dropDatabase(name);
    },
  };
}

/** FORCE ends every remaining connection, but may not end an autovacuum worker, which a plain DROP stops itself. */
async function dropDatabase(name: string): Promise<void> {
  try {
    await run(variable('TEST_OWNER_URL'), `DROP DATABASE ${name} WITH (FORCE)`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') {
      throw error;
    }
    await run(variable('TEST_OWNER_URL'), `DROP DATABASE ${name}`);
  }
}

/** A variable that global-setup.ts has set. */
function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: run the tests with 'npm test'.`);
  }
  return value;
}

async function run(url: string, statement: string): Promise<void> {
  await withClient(url, (client) => client.query(statement));
}
