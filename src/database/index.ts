export { ReferenceMemory } from './reference-memory.js';
export { holdsWords, wordsOf } from './search.js';
export { addMissingRows, type ReferenceTable } from './reference-rows.js';
export { DataChanges } from './data-changes.js';
export { Database } from './database.js';
export { EmbeddedPostgres, StartRefused, type DatabaseUrls } from './embedded/index.js';
export { migrate } from './migrate.js';
export { DatabaseModule } from './database.module.js';
export { Transactions } from './transactions.js';
