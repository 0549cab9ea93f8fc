import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import {
  answerBeforeBody,
  CachedResponses,
  CallerAuthentication,
  enterRequestScope,
  ErrorFilter,
  GRAPHQL_PATH,
  delayContinue,
  inputValidation,
  inTurn,
  JsonBodies,
  NestLogger,
  PINO,
  readForm,
  RequestMetrics,
  RunningRequests,
  requestLogging,
  requireCaller,
  requireFewFragments,
  requireJsonRequest,
  requireOwnHost,
  traceRequests,
} from './platform/index.js';
import { ROUTES } from './web/index.js';

/** A text of up to 20,000 characters, each of at most twelve bytes as a form sends it. */
const CHECKED_TEXT_BYTES = 250_000;

/** Below it are the files of releases. */
const RELEASES_PATH = '/api/releases';

/**
 * The adapter on which the application is created. Paths are case-sensitive and do not match with a slash at the end.
 * Express needs these settings before Nest uses it.
 */
export function httpAdapter(): ExpressAdapter {
  return new ExpressAdapter(express().set('case sensitive routing', true).set('strict routing', true));
}

/**
 * Configures the application, for production and for every test over HTTP. Call it before `init` or `listen`, on an
 * application that was created with `httpAdapter()` and `bodyParser: false`.
 */
export function configureApp(app: NestExpressApplication, config: Config): void {
  app.useLogger(app.get(NestLogger));
  app.set('trust proxy', config.trustedProxies);
  // Answers are never cached by callers, so hashing them would be useless.
  app.set('etag', false);
  // First, because everything below relies on being told when a request ends.
  app.use(inTurn);
  // Before the rest, so that requests refused below are logged too, with their traces.
  app.use(traceRequests);
  app.use(requestLogging(app.get<Logger>(PINO)));
  app.use(app.get(RequestMetrics).count);
  app.use(enterRequestScope(config.requestTimeoutMs, app.get(RunningRequests), app.get(ErrorFilter)));
  app.use(answerBeforeBody());
  app.use(
    // Answers are data: nothing in them may be run, framed or loaded. This also removes X-Powered-By.
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      // With the default, no-referrer, older browsers would send the form of a page with `Origin: null`.
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  if (config.demo) app.use(requireOwnHost);
  // In this order, so that no body is read before the caller is known. Only this path and the demo's form read bodies.
  app.use(
    GRAPHQL_PATH,
    requireJsonRequest,
    app.get(CachedResponses).prepare,
    requireCaller(app.get(CallerAuthentication)),
    app.get(JsonBodies).read,
    requireFewFragments,
    app.get(CachedResponses).handle,
  );
  // Files of releases are answered from the same cache.
  const { prepare, handle } = app.get(CachedResponses);
  app.use(RELEASES_PATH, prepare, requireCaller(app.get(CallerAuthentication)), handle);
  if (config.demo) app.getHttpAdapter().getInstance().post(ROUTES.check, readForm(CHECKED_TEXT_BYTES));
  delayContinue(app.getHttpServer());
  app.useGlobalPipes(inputValidation());
  app.useGlobalFilters(app.get(ErrorFilter));
}
