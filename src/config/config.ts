import { resolve } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { z } from 'zod';
import { cut, ProgramRefused } from '../common/errors.js';
import { readSecretFiles } from './secret-files.js';
import { SETTINGS, type SettingName } from './settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The configuration, read from the environment once and checked. */
export interface Config {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly database: DatabaseConfig;
  /** True: demo identities and published figures are loaded and introspection is on. Never in production. */
  readonly demo: boolean;
  /** In demo mode: whether the published figures are loaded as returns. */
  readonly loadRecord: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The number of proxies in front of the service whose X-Forwarded-For is trusted. */
  readonly trustedProxies: number;
  /** The longest time of a request, in milliseconds; 0: no limit. */
  readonly requestTimeoutMs: number;
  /** The bearer token for the metrics outside demo mode; null: they are not served there. */
  readonly metricsToken: string | null;
  /** Where traces are sent; null: no traces. */
  readonly tracing: TracingConfig | null;
  readonly limits: Limits;
}

export interface TracingConfig {
  /** The URL of the collector, which receives OTLP over HTTP. */
  readonly endpoint: string;
  /** The name of the service in its traces. */
  readonly serviceName: string;
}

/** Where PostgreSQL is: embedded, started by the service with its files in `dataDir` (absolute), or external. */
export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | {
      readonly kind: 'external';
      readonly servingUrl: string;
      /** Absent: the service does not migrate. */
      readonly ownerUrl?: string;
    };

export interface Limits {
  /** The most connections of callers at the same time. */
  readonly maxConnections: number;
  /** The most bytes of a request body, after decompression. */
  readonly maxBodyBytes: number;
  /** The most objects, lists, fields and items in a request body, counted before it is parsed. */
  readonly maxBodyValues: number;
  /** The memory for the bodies of all requests under way, raw and parsed. */
  readonly bodyMemoryBytes: number;
  readonly maxQueryDepth: number;
  /** The highest cost of one operation, in values that its answer may have. */
  readonly maxQueryCost: number;
  readonly maxAnswerBytes: number;
  /** The highest cost of all GraphQL operations executed at the same time, together. */
  readonly maxRunningCost: number;
  readonly maxQueryAliases: number;
  readonly maxQueryTokens: number;
  readonly maxListItems: number;
  /** The most mutations of one identity in a minute; 0: no limit. */
  readonly writesPerMinute: number;
  /** The memory for cached answers; 0: no cache. */
  readonly answerCacheBytes: number;
}

/**
 * The environment is not valid. The message lists every problem on a line of its own, without any secret value.
 *
 * @internal exported for its tests; other code treats it as a ProgramRefused
 */
export class ConfigInvalid extends ProgramRefused {
  override readonly name = 'ConfigInvalid';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
/**
 * The share of the heap for request bodies is 1 / HEAP_SHARES; the service itself needs about a third of a small heap.
 */
const HEAP_SHARES = 8;
/**
 * Bytes of the heap for each unit of cost of the GraphQL operations under way. The most expensive, comparing full
 * versions of a return, needs about 700 bytes a unit; operations may use a third of the heap.
 */
const HEAP_A_COST = 2100;
const WHOLE_NUMBER = /^\d{1,10}$/;

const flag = z
  .string()
  .refine((text) => Object.hasOwn(WORDS, text.toLowerCase()), 'must be true, false, 1 or 0')
  .transform((text) => WORDS[text.toLowerCase()] === true);

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine(
      (text) => WHOLE_NUMBER.test(text) && least <= Number(text) && Number(text) <= most,
      `must be a whole number from ${least} to ${most}`,
    )
    .transform(Number);

const postgresUrl = z
  .string()
  .refine(
    isPostgresUrl,
    'must be a postgres:// URL with a user and a database: postgres://user:password@host:5432/database',
  );

/** Whether every needed part of the URL is there and can be decoded. */
function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname } = new URL(text);
  try {
    const parts = [username, password, pathname].map(decodeURIComponent);
    return /^postgres(ql)?:$/.test(protocol) && parts[0] !== '' && pathname.length > 1;
  } catch {
    return false;
  }
}

const ENVIRONMENT = z.object({
  PORT: wholeNumber(0, 65_535),
  HOST: z.string(),
  DATABASE_URL: postgresUrl.optional(),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  DATABASE_URL_FILE: z.string().optional(),
  MIGRATION_DATABASE_URL_FILE: z.string().optional(),
  DATA_DIR: z.string().transform((path) => resolve(path)),
  DEMO: flag.optional(),
  LOAD_RECORD: flag,
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
  METRICS_TOKEN_FILE: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  OTEL_SERVICE_NAME: z.string(),
  REQUEST_TIMEOUT_MS: wholeNumber(0, 3_600_000),
  MAX_CONNECTIONS: wholeNumber(10, 1_000_000),
  MAX_BODY_BYTES: wholeNumber(1024, 1024 ** 3),
  MAX_BODY_VALUES: wholeNumber(100, 10_000_000),
  BODY_MEMORY_BYTES: wholeNumber(1024 ** 2, 64 * 1024 ** 3).optional(),
  MAX_QUERY_DEPTH: wholeNumber(1, 100),
  MAX_QUERY_COST: wholeNumber(1, 1_000_000_000),
  MAX_ANSWER_BYTES: wholeNumber(1024, 1_000_000_000),
  MAX_COST_UNDER_WAY: wholeNumber(1000, 1_000_000_000).optional(),
  MAX_QUERY_ALIASES: wholeNumber(0, 10_000),
  MAX_QUERY_TOKENS: wholeNumber(100, 1_000_000),
  MAX_LIST_ITEMS: wholeNumber(1, 1_000_000),
  WRITES_PER_MINUTE: wholeNumber(0, 1_000_000_000),
  ANSWER_CACHE_BYTES: wholeNumber(0, 8 * 1024 ** 3),
  TRUST_PROXY: wholeNumber(0, 10),
} satisfies Record<SettingName, z.ZodType>);

type Environment = z.output<typeof ENVIRONMENT>;

/** The text of each setting, from the environment or from a file. Absent: unset. */
type Given = Readonly<Partial<Record<SettingName, string>>>;

/**
 * The configuration for an environment. The table SETTINGS describes each variable.
 *
 * @throws ConfigInvalid with all problems found
 */
export function parseConfig(env: NodeJS.ProcessEnv): Config {
  const variables = givenBy(env);
  const files = readSecretFiles(variables);
  const given: Given = { ...variables, ...files.values };
  const defaults = Object.fromEntries(SETTINGS.map(({ name, default: unset }) => [name, unset ?? undefined]));
  const parsed = ENVIRONMENT.safeParse({ ...defaults, ...given });
  const demo = parsed.data?.DEMO ?? !isSet(given, 'DATABASE_URL');
  const problems = [
    ...files.problems,
    ...(parsed.error?.issues ?? []).map((issue) => problemOf(issue, given, (name) => files.values[name] !== undefined)),
    ...contradictions(given, demo, parsed.error?.issues.some(({ path }) => path[0] === 'DEMO') ?? false),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigInvalid(problems);
  return toConfig(parsed.data, demo);
}

function givenBy(env: NodeJS.ProcessEnv): Given {
  const texts = SETTINGS.map(({ name }) => [name, env[name]?.trim() ?? ''] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

/** Whether the setting or its file was given, valid or not. */
function isSet(given: Given, name: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL'): boolean {
  return given[name] !== undefined || given[`${name}_FILE`] !== undefined;
}

function problemOf(issue: z.core.$ZodIssue, given: Given, fromFile: (name: SettingName) => boolean): string {
  const setting = SETTINGS.find(({ name }) => name === issue.path[0]);
  if (setting === undefined) return issue.message;
  const source = fromFile(setting.name) ? `, from the file that ${setting.name}_FILE names,` : '';
  const found = 'secret' in setting ? '' : `, not "${cut(given[setting.name] ?? '')}"`;
  return `${setting.name}${source} ${issue.message}${found}`;
}

/** Problems of settings that are valid one by one but not together. */
function contradictions(given: Given, demo: boolean, demoUnreadable: boolean): string[] {
  const database = isSet(given, 'DATABASE_URL');
  const problems: string[] = [];
  if (!database && isSet(given, 'MIGRATION_DATABASE_URL'))
    problems.push('MIGRATION_DATABASE_URL is set but DATABASE_URL is not: set both, or neither');
  if (demoUnreadable) return problems;
  if (!database && !demo)
    problems.push(
      'DEMO is false but DATABASE_URL is not set: set DATABASE_URL (the embedded PostgreSQL is for the demo only)',
    );
  if (demo && given.NODE_ENV === 'production')
    problems.push('NODE_ENV=production forbids demo mode: set DATABASE_URL, and leave DEMO unset or set it to false');
  return problems;
}

function toConfig(env: Environment, demo: boolean): Config {
  return {
    port: env.PORT,
    // The tokens of demo identities are not secret, so the demo listens on this machine only, whatever HOST says.
    host: demo ? '127.0.0.1' : env.HOST,
    database: toDatabase(env),
    demo,
    loadRecord: env.LOAD_RECORD,
    logLevel: env.LOG_LEVEL,
    trustedProxies: env.TRUST_PROXY,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    tracing:
      env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: env.OTEL_SERVICE_NAME },
    metricsToken: env.METRICS_TOKEN ?? null,
    limits: {
      maxConnections: env.MAX_CONNECTIONS,
      maxBodyBytes: env.MAX_BODY_BYTES,
      maxBodyValues: env.MAX_BODY_VALUES,
      bodyMemoryBytes: env.BODY_MEMORY_BYTES ?? Math.floor(getHeapStatistics().heap_size_limit / HEAP_SHARES),
      maxQueryDepth: env.MAX_QUERY_DEPTH,
      maxQueryCost: env.MAX_QUERY_COST,
      maxAnswerBytes: env.MAX_ANSWER_BYTES,
      maxRunningCost: env.MAX_COST_UNDER_WAY ?? Math.floor(getHeapStatistics().heap_size_limit / HEAP_A_COST),
      maxQueryAliases: env.MAX_QUERY_ALIASES,
      maxQueryTokens: env.MAX_QUERY_TOKENS,
      maxListItems: env.MAX_LIST_ITEMS,
      writesPerMinute: env.WRITES_PER_MINUTE,
      answerCacheBytes: env.ANSWER_CACHE_BYTES,
    },
  };
}

function toDatabase(env: Environment): DatabaseConfig {
  if (env.DATABASE_URL === undefined) return { kind: 'embedded', dataDir: env.DATA_DIR };
  const ownerUrl = env.MIGRATION_DATABASE_URL;
  return { kind: 'external', servingUrl: env.DATABASE_URL, ...(ownerUrl === undefined ? {} : { ownerUrl }) };
}

/** The configuration of this process. */
export function readConfig(): Config {
  return parseConfig(process.env);
}
