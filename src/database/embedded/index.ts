export { EmbeddedPostgres, type DatabaseUrls } from './embedded-postgres.js';
export { StartRefused } from './start-refused.js';
export { visitEmbedded } from './visit.js';
