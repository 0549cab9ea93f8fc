import { GRAPHQL_PATH } from '../graphql/path.js';

/** What is served for a person or a machine to begin with: path and meaning. */
export const ADDRESSES = [
  [GRAPHQL_PATH, 'everything that can be asked and sent, by POST'],
  ['/health/live', '200 while the process runs'],
  ['/health/ready', '200 once returns can be taken'],
] as const;
