export { DataRemoval } from './data-removal.js';
export { EmbeddedPostgres, type DatabaseUrls } from './embedded-postgres.js';
export { StartRefused } from './start-refused.js';
export { visitEmbedded } from './visit.js';
