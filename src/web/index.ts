export { ExplorerModule } from './explorer/explorer.module.js';
export { WebModule } from './web.module.js';
