export { addMissingRows, type ReferenceTable } from './reference-rows.js';
export { Database } from './database.js';
export { EmbeddedPostgres, StartRefused, visitEmbedded, type DatabaseUrls } from './embedded/index.js';
export { migrate } from './migrate.js';
export { DatabaseModule } from './database.module.js';
export { Transactions } from './transactions.js';
