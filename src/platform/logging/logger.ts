import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { activeTraceId } from '../tracing/spans.js';
import { requestScope } from '../request-scope/request-scope.js';

/** Injects the service's logger: `@Inject(PINO) logger: Logger`. */
export const PINO = Symbol('Pino');

/** How many levels of `cause` are logged. */
const MAX_CAUSES = 4;

/** Secret headers. Headers are not logged, but if a whole request were logged, these would be removed. */
const SECRET_HEADERS = [
  'headers.authorization',
  'headers.cookie',
  'headers["set-cookie"]',
  '*.headers.authorization',
  '*.headers.cookie',
  '*.headers["set-cookie"]',
];

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code: unknown;
  readonly stack: string | undefined;
  readonly cause: LoggedError | undefined;
}

/**
 * The part of an error that is logged. Errors of the database also have the statement's parameters and the offending
 * row, which may contain figures and notes that must not be in a log.
 */
function loggedError(error: Error, causes = MAX_CAUSES): LoggedError {
  return {
    type: error.name,
    message: error.message,
    code: 'code' in error ? error.code : undefined,
    stack: error.stack,
    cause: error.cause instanceof Error && causes > 0 ? loggedError(error.cause, causes - 1) : undefined,
  };
}

/** A logger that writes JSON lines, by default to stdout; each has the id of the request, if there is one. */
export function createLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => ({ requestId: requestScope.getStore()?.requestId ?? undefined, traceId: activeTraceId() }),
    serializers: { err: (error: Error) => loggedError(error) },
    redact: { paths: SECRET_HEADERS, censor: '[redacted]' },
  };
  // Lines are buffered for a moment and written together; the rest at the end of the process.
  return pino(options, destination ?? pino.destination({ sync: false }));
}
