import { GRAPHQL_PATH } from '../graphql/path.js';

/** The paths that are served in demo mode only. */
export const DEMO_ADDRESSES: readonly string[] = ['/explorer', '/schema'];

/** The main paths of the service and what they are. */
export const ADDRESSES = [
  ['/', 'home page; in demo mode with phases and totals by force'],
  ['/explorer', 'GraphiQL with examples; in demo mode only'],
  ['/schema', 'the GraphQL schema as a page; in demo mode only'],
  [GRAPHQL_PATH, 'GraphQL: everything that the service offers, by POST; queries by GET too'],
  [
    '/api/releases/<phase>.json',
    'the newest release of a phase as a file; one version at /api/releases/<phase>/<version>.json',
  ],
  ['/health/live', 'answers 200 while the process runs'],
  ['/health/ready', 'answers 200 when the service can be used'],
  ['/metrics', 'metrics for Prometheus; outside demo mode only if METRICS_TOKEN is set'],
] as const;
