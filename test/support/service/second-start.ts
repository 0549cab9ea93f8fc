import { parseConfig } from '../../../src/config/config.js';
import { Service } from '../../../src/service.js';
import type { TestDatabase } from '../database/test-database.js';

/**
 * Starts another service in demo mode on a database that a service has used before, and stops it; returns its output.
 */
export async function startOnceMore(
  database: TestDatabase,
  environment: Readonly<Record<string, string>>,
): Promise<string[]> {
  const output: string[] = [];
  const config = parseConfig({
    DATABASE_URL: database.servingUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DEMO: 'true',
    PORT: '0',
    LOG_LEVEL: 'fatal',
    ...environment,
  });
  const service = new Service(config, (line) => {
    output.push(line);
  });
  await service.start();
  await service.stop();
  return output;
}
