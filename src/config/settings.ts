interface Setting {
  readonly name: string;
  /** The value if the variable is unset; null if there is none, or if `meaning` says what applies. */
  readonly default: string | null;
  readonly meaning: string;
  /** True: its value never appears in a message, not even in one that says that it is wrong. */
  readonly secret?: true;
  /** The setting is the path of a file that contains the value of this other setting. */
  readonly variable?: string;
}

/** Every environment variable that the service reads. An empty one counts as unset. */
export const SETTINGS = [
  { name: 'PORT', default: '3000', meaning: 'Port to listen on; 0: any free port' },
  { name: 'HOST', default: '127.0.0.1', meaning: 'Address to listen on; always 127.0.0.1 in demo mode' },
  {
    name: 'DATABASE_URL',
    default: null,
    meaning:
      'postgres:// URL that the service uses while it runs, with an ordinary role as its user; unset: the service starts an embedded PostgreSQL',
    secret: true,
  },
  {
    name: 'MIGRATION_DATABASE_URL',
    default: null,
    meaning:
      'postgres:// URL that the start uses to migrate the database, with the owner of the database as its user; unset: the start does not migrate',
    secret: true,
  },
  {
    name: 'DATABASE_URL_FILE',
    default: null,
    meaning:
      'File that contains the value of DATABASE_URL, such as a secret mounted into a container; if you set this, leave DATABASE_URL unset',
    secret: true,
    variable: 'DATABASE_URL',
  },
  {
    name: 'MIGRATION_DATABASE_URL_FILE',
    default: null,
    meaning:
      'File that contains the value of MIGRATION_DATABASE_URL; if you set this, leave MIGRATION_DATABASE_URL unset',
    secret: true,
    variable: 'MIGRATION_DATABASE_URL',
  },
  { name: 'DATA_DIR', default: './data', meaning: 'Folder for the data of the embedded PostgreSQL' },
  {
    name: 'DEMO',
    default: null,
    meaning: 'Demo mode: true or false; unset: true if neither DATABASE_URL nor DATABASE_URL_FILE is set',
  },
  { name: 'LOAD_RECORD', default: 'true', meaning: 'In demo mode: whether to load the published figures as returns' },
  { name: 'NODE_ENV', default: null, meaning: 'If it is production, demo mode is refused' },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    meaning:
      'Log lines of this level and of those before it are written: fatal, error, warn, info, debug, trace; silent: none',
  },
  {
    name: 'METRICS_TOKEN',
    default: null,
    meaning:
      'Bearer token for GET /metrics, at least 16 characters; unset: the metrics are public in demo mode and not served otherwise',
    secret: true,
  },
  {
    name: 'METRICS_TOKEN_FILE',
    default: null,
    meaning: 'File that contains the value of METRICS_TOKEN; if you set this, leave METRICS_TOKEN unset',
    secret: true,
    variable: 'METRICS_TOKEN',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: null,
    meaning: 'URL of an OpenTelemetry collector to which traces are sent, by OTLP over HTTP; unset: no traces',
    secret: true,
  },
  { name: 'OTEL_SERVICE_NAME', default: 'operation-scorpion', meaning: 'Name of the service in its traces' },
  {
    name: 'REQUEST_TIMEOUT_MS',
    default: '15000',
    meaning: 'Longest time of a request including its SQL, in milliseconds; 0: no limit',
  },
  {
    name: 'MAX_CONNECTIONS',
    default: '1000',
    meaning:
      'Most connections of callers; if one more arrives, the oldest connection that has no request under way is closed',
  },
  { name: 'MAX_BODY_BYTES', default: '1048576', meaning: 'Largest request body, in bytes after decompression' },
  {
    name: 'MAX_BODY_VALUES',
    default: '100000',
    meaning: 'Most values in a request body (objects, lists, fields and items), counted before it is parsed',
  },
  {
    name: 'BODY_MEMORY_BYTES',
    default: null,
    meaning:
      'Memory for the bodies of all requests under way, in bytes; one caller may use a quarter of it, and a quarter is reserved for small bodies; unset: an eighth of the heap',
  },
  { name: 'MAX_QUERY_DEPTH', default: '10', meaning: 'Most levels of nested fields in a GraphQL operation' },
  {
    name: 'MAX_QUERY_COST',
    default: '300000',
    meaning:
      'Highest cost of a GraphQL operation: the most values that its answer can have, plus a fixed cost for each query and mutation in it',
  },
  {
    name: 'MAX_COST_UNDER_WAY',
    default: null,
    meaning:
      'The most that all GraphQL operations under way may cost in total, each counted as at most three quarters of this; others wait until some have ended; unset: computed from the size of the heap',
  },
  {
    name: 'MAX_ANSWER_BYTES',
    default: '8388608',
    meaning: 'Largest answer to a GraphQL operation, in bytes; instead of a larger one an error is sent',
  },
  { name: 'MAX_QUERY_ALIASES', default: '50', meaning: 'Most aliases in a GraphQL operation' },
  { name: 'MAX_QUERY_TOKENS', default: '5000', meaning: 'Most lexical tokens in a GraphQL document' },
  {
    name: 'MAX_LIST_ITEMS',
    default: '1000',
    meaning: 'Most items in a list in GraphQL variables, such as the figures of a return',
  },
  {
    name: 'WRITES_PER_MINUTE',
    default: '600',
    meaning: 'Most GraphQL mutations of one identity in a minute; 0: no limit',
  },
  {
    name: 'ANSWER_CACHE_BYTES',
    default: '67108864',
    meaning: 'Memory for the cache of regionalTotals answers, in bytes; 0: no cache',
  },
  {
    name: 'TRUST_PROXY',
    default: '0',
    meaning: 'Number of proxies in front of the service whose X-Forwarded-For is trusted, for the addresses in the log',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];
