export { readForm } from './http/body/forms.js';
export { JsonBodies } from './http/body/json-bodies.js';
export { ErrorPages } from './errors/error-pages.js';
export { Connections } from './http/connections.js';
export { drain } from './http/drain.js';
export { ErrorFilter } from './errors/error.filter.js';
export { freshLoader } from './graphql/loading/fresh-loader.js';
export { CachedResponses } from './graphql/requests/cached-responses.js';
export { CallerAuthentication, requireCaller } from './graphql/requests/caller-authentication.js';
export { GRAPHQL_PATH } from './graphql/path.js';
export { printServedSchema, schemaText } from './graphql/print-schema.js';
export { GRAPHQL_MEDIA_TYPES, requireFewFragments, requireJsonRequest } from './graphql/requests/request-check.js';
export { delayContinue } from './http/expect-continue.js';
export { inTurn } from './http/in-turn.js';
export { methodNotAllowed } from './http/method-not-allowed.js';
export { requireOwnHost } from './http/own-host.js';
export { answerBeforeBody } from './http/unread-body.js';
export { DatabaseHealth, Readiness, type DatabaseTrouble } from './health/readiness.js';
export { isLostConnection, isOutage, isRefusal } from './errors/storage-trouble.js';
export { LoggingModule, NestLogger, PINO, requestLogging } from './logging/index.js';
export { Metrics, RequestMetrics } from './metrics/index.js';
export { PlatformModule } from './platform.module.js';
export type { PublicError } from './errors/public-error.js';
export { Public, REQUIREMENT } from './http/public.decorator.js';
export { WriteLimitGuard } from './rate-limit/write-limit.guard.js';
export {
  enterRequestScope,
  requestScope,
  RunningRequests,
  withAbort,
  type RequestTime,
} from './request-scope/index.js';
export { inSpan, startTracing, traceRequests, type StopTracing } from './tracing/index.js';
export { inputValidation } from './graphql/inputs/validation.js';
