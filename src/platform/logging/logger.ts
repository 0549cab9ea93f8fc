import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { activeTraceId } from '../tracing/spans.js';
import { requestScope } from '../request-scope/request-scope.js';

/** Injects the service's logger: `@Inject(PINO) logger: Logger`. */
export const PINO = Symbol('Pino');

/** How far an error is followed into its `cause`. */
const MAX_CAUSES = 4;

/** Headers are not logged; should somebody log a request or an answer whole, these still do not show. */
const SECRET_HEADERS = [
  ...['headers.authorization', 'headers.cookie', 'headers["set-cookie"]'],
  ...['*.headers.authorization', '*.headers.cookie', '*.headers["set-cookie"]'],
];

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code: unknown;
  readonly stack: string | undefined;
  readonly cause: LoggedError | undefined;
}

/**
 * What is logged of an error, and no more: errors of the database carry the statement's parameters and the offending
 * row, which may be figures and notes that do not belong in a log.
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

/** JSON lines, to stdout unless told otherwise; each carries the request's id, where there is a request. */
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
  // Lines that come close together are written together; the rest at the end of the process.
  return pino(options, destination ?? pino.destination({ sync: false }));
}
