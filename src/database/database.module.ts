import { Module, type DynamicModule } from '@nestjs/common';
import { DatabaseHealth, LoggingModule } from '../platform/index.js';
import { DataChanges } from './reference/data-changes.js';
import { DatabaseMonitor } from './connection/database-monitor.js';
import { DatabaseWatch } from './connection/database-watch.js';
import { Database, ENTITIES, type Entities } from './connection/database.js';
import { Transactions } from './transactions/transactions.js';

/** Provides transactions to every feature. */
@Module({})
export class DatabaseModule {
  /** @param entities the entities of all features */
  static forRoot(entities: Entities): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [LoggingModule],
      providers: [
        { provide: ENTITIES, useValue: entities },
        DatabaseWatch,
        DatabaseMonitor,
        Database,
        DataChanges,
        Transactions,
        { provide: DatabaseHealth, useExisting: DatabaseMonitor },
      ],
      exports: [Database, DatabaseMonitor, DataChanges, Transactions, DatabaseHealth],
    };
  }
}
