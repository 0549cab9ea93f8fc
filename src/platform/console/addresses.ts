import { GRAPHQL_PATH } from '../graphql/path.js';

/** Those of them that only a demo serves. */
export const DEMO_ADDRESSES: readonly string[] = ['/explorer', '/schema'];

/** What is served for a person or a machine to begin with: path and meaning. */
export const ADDRESSES = [
  ['/', 'phases, who has reported, and totals by force: a page, in the demo'],
  ['/explorer', 'GraphiQL with ready examples, in the demo'],
  ['/schema', 'the schema to read and print, in the demo'],
  [GRAPHQL_PATH, 'everything that can be asked and sent, by POST'],
  ['/health/live', '200 while the process runs'],
  ['/health/ready', '200 once returns can be taken'],
  ['/metrics', 'for Prometheus; outside the demo with METRICS_TOKEN only'],
] as const;
