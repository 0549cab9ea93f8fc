import { Module, type DynamicModule } from '@nestjs/common';
import { DatabasePing } from '../platform/index.js';
import { DataChanges } from './reference/data-changes.js';
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
      providers: [
        { provide: ENTITIES, useValue: entities },
        DatabaseWatch,
        Database,
        DataChanges,
        Transactions,
        { provide: DatabasePing, useExisting: Database },
      ],
      exports: [Database, DataChanges, Transactions, DatabasePing],
    };
  }
}
