interface Setting {
  readonly name: string;
  /** What holds when it is unset; null: nothing, or what `meaning` says. */
  readonly default: string | null;
  readonly meaning: string;
  /** Its value is never repeated, not even to say that it is wrong. */
  readonly secret?: true;
  /** It names a file, which holds the value of this other setting. */
  readonly holds?: string;
}

/** Every environment variable that the service reads. An empty one counts as unset. */
export const SETTINGS = [
  { name: 'PORT', default: '3000', meaning: 'Port to listen on; 0 takes any free one' },
  { name: 'HOST', default: '127.0.0.1', meaning: 'Address to listen on; in demo mode always 127.0.0.1' },
  {
    name: 'DATABASE_URL',
    default: null,
    meaning: 'postgres:// URL of the serving role; unset: an embedded PostgreSQL is started',
    secret: true,
  },
  {
    name: 'MIGRATION_DATABASE_URL',
    default: null,
    meaning: 'postgres:// URL of the owner, who migrates; unset: somebody else has migrated',
    secret: true,
  },
  {
    name: 'DATABASE_URL_FILE',
    default: null,
    meaning: 'File that holds DATABASE_URL, which is then unset, as secrets are mounted into containers',
    secret: true,
    holds: 'DATABASE_URL',
  },
  {
    name: 'MIGRATION_DATABASE_URL_FILE',
    default: null,
    meaning: 'File that holds MIGRATION_DATABASE_URL, which is then unset',
    secret: true,
    holds: 'MIGRATION_DATABASE_URL',
  },
  { name: 'DATA_DIR', default: './data', meaning: 'Folder of the embedded PostgreSQL' },
  {
    name: 'DEMO',
    default: null,
    meaning: 'Demo mode: true or false; unset: true exactly when neither DATABASE_URL nor its file is set',
  },
  { name: 'LOAD_RECORD', default: 'true', meaning: 'In demo mode, whether to load the published record' },
  { name: 'NODE_ENV', default: null, meaning: 'production forbids demo mode' },
  { name: 'LOG_LEVEL', default: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent' },
  {
    name: 'METRICS_TOKEN',
    default: null,
    meaning: 'Bearer token for GET /metrics, 16 characters or more; unset: only a demo has it, open',
    secret: true,
  },
  {
    name: 'METRICS_TOKEN_FILE',
    default: null,
    meaning: 'File that holds METRICS_TOKEN, which is then unset',
    secret: true,
    holds: 'METRICS_TOKEN',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: null,
    meaning: 'URL of an OpenTelemetry collector that takes traces by OTLP over HTTP; unset: no traces',
    secret: true,
  },
  { name: 'OTEL_SERVICE_NAME', default: 'operation-scorpion', meaning: 'What the service is called in its traces' },
  {
    name: 'REQUEST_TIMEOUT_MS',
    default: '15000',
    meaning: 'Milliseconds a request is given, its SQL included; 0: as long as it takes',
  },
  {
    name: 'MAX_CONNECTIONS',
    default: '1000',
    meaning: 'Most connections of callers; one more closes the oldest on which no request is under way',
  },
  { name: 'MAX_BODY_BYTES', default: '1048576', meaning: 'Largest request body, in bytes after decompression' },
  {
    name: 'MAX_BODY_VALUES',
    default: '100000',
    meaning: 'Most values in a request body: objects, lists, fields and items, counted before it is parsed',
  },
  {
    name: 'BODY_MEMORY_BYTES',
    default: null,
    meaning:
      'Bytes of memory for all request bodies under way: one caller may use a quarter, and a quarter is kept for small bodies; unset: an eighth of the heap',
  },
  { name: 'MAX_QUERY_DEPTH', default: '10', meaning: 'Deepest nesting of fields in a GraphQL operation' },
  {
    name: 'MAX_QUERY_COST',
    default: '300000',
    meaning:
      'Highest cost of a GraphQL operation: the most values that its answer can have, and a charge for each query and mutation',
  },
  {
    name: 'MAX_COST_UNDER_WAY',
    default: null,
    meaning: 'Highest cost of all GraphQL operations under way; more wait for others to end; unset: by the heap',
  },
  {
    name: 'MAX_ANSWER_BYTES',
    default: '8388608',
    meaning: 'Largest answer to a GraphQL operation, in bytes; a larger one is an error instead',
  },
  { name: 'MAX_QUERY_ALIASES', default: '50', meaning: 'Most aliases in a GraphQL operation' },
  { name: 'MAX_QUERY_TOKENS', default: '5000', meaning: 'Most lexical tokens in a GraphQL document' },
  { name: 'MAX_LIST_ITEMS', default: '5000', meaning: 'Most items of a list in GraphQL variables' },
  { name: 'WRITES_PER_MINUTE', default: '600', meaning: 'GraphQL mutations a minute and identity; 0: unlimited' },
  {
    name: 'ANSWER_CACHE_BYTES',
    default: '67108864',
    meaning: 'Memory for answers of regionalTotals that still hold; 0: every one is worked out anew',
  },
  {
    name: 'TRUST_PROXY',
    default: '0',
    meaning: 'How many proxies in front set X-Forwarded-For, for the addresses in the log',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];
