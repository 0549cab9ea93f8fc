import { resolve } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { z } from 'zod';
import { cut, ProgramRefused } from '../common/errors.js';
import { readSecretFiles } from './secret-files.js';
import { SETTINGS, type SettingName } from './settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the environment says, once and checked. */
export interface Config {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly database: DatabaseConfig;
  /** Published record and demo identities are loaded; introspection is on. Never in production. */
  readonly demo: boolean;
  /** In demo mode: whether the returns of the published record are loaded. */
  readonly loadRecord: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Proxies in front whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  /** What a request is given, in milliseconds; 0: as long as it takes. */
  readonly requestTimeoutMs: number;
  /** What is asked of whoever reads the metrics outside a demo; null: nobody may. */
  readonly metricsToken: string | null;
  /** Where traces go; null: there are none. */
  readonly tracing: TracingConfig | null;
  readonly limits: Limits;
}

export interface TracingConfig {
  /** Of the collector, by OTLP over HTTP. */
  readonly endpoint: string;
  /** What the service is called in its traces. */
  readonly serviceName: string;
}

/** Where PostgreSQL is: started here, its files in `dataDir` (absolute), or elsewhere. */
export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | {
      readonly kind: 'external';
      readonly servingUrl: string;
      /** Absent: the service does not migrate. */
      readonly ownerUrl?: string;
    };

export interface Limits {
  /** Of callers, at the same time. */
  readonly maxConnections: number;
  /** Of a request, after decompression. */
  readonly maxBodyBytes: number;
  /** Objects, lists, fields and items of a request's body, counted before it is parsed. */
  readonly maxBodyValues: number;
  /** Memory for the bodies of all requests under way, as they come and parsed. */
  readonly bodyMemoryBytes: number;
  readonly maxQueryDepth: number;
  /** In values that the answer may have. */
  readonly maxQueryCost: number;
  readonly maxAnswerBytes: number;
  /** The cost of all GraphQL operations that are executed at the same time. */
  readonly maxCostUnderWay: number;
  readonly maxQueryAliases: number;
  readonly maxQueryTokens: number;
  readonly maxListItems: number;
  /** Mutations a minute and identity; 0: unlimited. */
  readonly writesPerMinute: number;
  /** Of answers that are kept to be given again; 0: none are. */
  readonly answerCacheBytes: number;
}

/**
 * The environment cannot be used. The message lists every problem, one a line, and no value of a secret.
 *
 * @internal exported for its tests; others know it as a ProgramRefused
 */
export class ConfigInvalid extends ProgramRefused {
  override readonly name = 'ConfigInvalid';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
/** Bodies may take one in so many bytes of the heap: the service itself needs about a third of a small one. */
const HEAP_SHARES = 8;
/**
 * Bytes of the heap for each unit of the cost of GraphQL operations under way. Comparing full versions of a return takes
 * some 700 bytes a unit, the most of all; a third of the heap is for it.
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

/** True when every part that is needed is there and can be decoded. */
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

/** What was given for each setting: by the environment, or by the file that it names. Absent: unset. */
type Given = Readonly<Partial<Record<SettingName, string>>>;

/**
 * The configuration that the environment asks for; the table SETTINGS says what each variable means.
 *
 * @throws ConfigInvalid with every problem found
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

/** Whether the setting, or the file that holds it, was given at all, usable or not. */
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

/** What is wrong between settings that are right each by itself. */
function contradictions(given: Given, demo: boolean, demoUnreadable: boolean): string[] {
  const database = isSet(given, 'DATABASE_URL');
  const problems: string[] = [];
  if (!database && isSet(given, 'MIGRATION_DATABASE_URL'))
    problems.push('MIGRATION_DATABASE_URL is set and DATABASE_URL is not: set both, or neither');
  if (demoUnreadable) return problems;
  if (!database && !demo)
    problems.push('DEMO=false needs a database: set DATABASE_URL (the embedded one is for the demo only)');
  if (demo && given.NODE_ENV === 'production')
    problems.push('NODE_ENV=production forbids demo mode: set DATABASE_URL and leave DEMO unset, or DEMO=false');
  return problems;
}

function toConfig(env: Environment, demo: boolean): Config {
  return {
    port: env.PORT,
    // Demo identities have no secrets, so the demo never leaves the machine, whatever HOST a shell happens to export.
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
      maxCostUnderWay: env.MAX_COST_UNDER_WAY ?? Math.floor(getHeapStatistics().heap_size_limit / HEAP_A_COST),
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
