export { ExplorerModule } from './explorer/explorer.module.js';
export { glossaryTable } from './glossary/glossary.js';
export { ROUTES } from './paths.js';
export { WebModule } from './web.module.js';
