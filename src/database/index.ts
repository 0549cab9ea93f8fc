export { addMissingRows } from './reference-rows.js';
export { Database, ENTITIES } from './database.js';
export { DatabaseModule } from './database.module.js';
export { Transactions, type TransactionActor } from './transactions.js';
