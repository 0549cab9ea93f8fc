import request from 'supertest';
import { parseConfig } from '../../../src/config/config.js';
import { Service } from '../../../src/service.js';
import { createTestDatabase, type TestDatabase } from '../database/test-database.js';

/** An answer of POST /graphql. */
export interface GraphqlAnswer<Data> {
  readonly status: number;
  /** Null or undefined if there is none. */
  readonly data: Data;
  readonly errors: readonly {
    readonly message: string;
    /** Left out for an error of the whole request. */
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly errorId?: string };
  }[];
}

/** The service that ships, with a database of its own, listening on a free port. */
export interface TestService {
  readonly url: string;
  readonly database: TestDatabase;
  /** Asks as the identity with this token (null: without one). */
  ask: <Data = never>(token: string | null, query: string, variables?: object) => Promise<GraphqlAnswer<Data>>;
  stop: () => Promise<void>;
}

/**
 * Starts the service in demo mode, without the published record.
 * @param environment settings other than these, such as `{ LOAD_RECORD: 'true' }`; with `DEMO: 'false'` its database
 * is a new one, because a demo's database serves no other mode
 * @param shared the database of another running service; by default one of its own
 */
export async function startTestService(
  environment: Readonly<Record<string, string>> = {},
  shared?: TestDatabase,
): Promise<TestService> {
  const database = shared ?? (await createTestDatabase({ empty: environment['DEMO'] === 'false' }));
  const config = parseConfig({
    DATABASE_URL: database.servingUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DEMO: 'true',
    LOAD_RECORD: 'false',
    PORT: '0',
    LOG_LEVEL: 'fatal',
    WRITES_PER_MINUTE: '0',
    ...environment,
  });
  const service = new Service(config, () => undefined);
  const url = await service.start();
  return {
    url,
    database,
    ask: (token, query, variables) => ask(url, token, query, variables),
    stop: async () => {
      await service.stop();
      if (shared === undefined) await database.drop();
    },
  };
}

/** Asks a service at an address; see TestService. */
export async function ask<Data>(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
): Promise<GraphqlAnswer<Data>> {
  const post = request(url)
    .post('/graphql')
    .set(token === null ? {} : { authorization: `Bearer ${token}` });
  const { status, body } = await post.send({ query, variables });
  const { data, errors = [] } = body as { data: Data; errors?: GraphqlAnswer<Data>['errors'] };
  return { status, data, errors };
}
