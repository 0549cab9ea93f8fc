import { pino } from 'pino';
import { ALL_ENTITIES } from '../../../src/app.module.js';
import { DatabaseMonitor } from '../../../src/database/connection/database-monitor.js';
import { DatabaseWatch } from '../../../src/database/connection/database-watch.js';
import { Database } from '../../../src/database/connection/database.js';
import { Transactions } from '../../../src/database/transactions/transactions.js';
import { Metrics } from '../../../src/platform/index.js';
import type { TestDatabase } from '../database/test-database.js';

/** The serving role's connections and transactions, as in the service, without the service. */
export interface ServingSide {
  readonly database: Database;
  readonly transactions: Transactions;
  readonly stop: () => Promise<void>;
}

/** Connects to a migrated demo database as the service does. */
export async function connectServing({ servingUrl }: TestDatabase): Promise<ServingSide> {
  const watch = new DatabaseWatch(new Metrics());
  const database = new Database(ALL_ENTITIES, watch);
  await database.connect(servingUrl, true);
  const monitor = new DatabaseMonitor(pino({ level: 'silent' }), database);
  const transactions = new Transactions(database, watch, monitor);
  return { database, transactions, stop: () => database.onApplicationShutdown() };
}
