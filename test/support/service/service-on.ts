import { parseConfig } from '../../../src/config/config.js';
import { Service } from '../../../src/service.js';
import { ask, type TestService } from './test-service.js';
import type { TestDatabase } from '../database/test-database.js';

/**
 * Starts the service in demo mode on an existing database, with only its serving role; the database is not dropped
 * with it.
 */
export async function startServiceOn(database: TestDatabase): Promise<TestService> {
  const config = parseConfig({
    DATABASE_URL: database.servingUrl,
    DEMO: 'true',
    PORT: '0',
    LOG_LEVEL: 'fatal',
    WRITES_PER_MINUTE: '0',
  });
  const service = new Service(config, () => undefined);
  const url = await service.start();
  return {
    url,
    database,
    stop: () => service.stop(),
    ask: (token, query, variables) => ask(url, token, query, variables),
  };
}
