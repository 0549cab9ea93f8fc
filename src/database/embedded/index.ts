export { DataRemoval } from './data-removal.js';
export { EmbeddedPostgres, type DatabaseUrls } from './embedded-postgres.js';
export { StartupError } from './startup-error.js';
export { accessEmbedded } from './embedded-access.js';
