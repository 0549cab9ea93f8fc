import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import {
  answerBeforeBody,
  AnswersAgain,
  CallerAuthentication,
  enterRequestScope,
  ErrorFilter,
  GRAPHQL_PATH,
  holdBackContinue,
  inputValidation,
  JsonBodies,
  NestLogger,
  PINO,
  RequestMetrics,
  RequestsUnderWay,
  requestLogging,
  requireCaller,
  requireFewFragments,
  requireJsonPost,
  requireOwnHost,
  traceRequests,
} from './platform/index.js';

/**
 * What the application is to be created on. Each thing has one path: neither another case of it nor one with a slash at
 * its end. Express wants to know before Nest has it.
 */
export function httpAdapter(): ExpressAdapter {
  return new ExpressAdapter(express().set('case sensitive routing', true).set('strict routing', true));
}

/**
 * Makes of the wired modules the application that is served, in production and in every test over HTTP. To be called
 * before `init` or `listen`, on an application that was created on `httpAdapter()`, with `bodyParser: false`.
 */
export function configureApp(app: NestExpressApplication, config: Config): void {
  app.useLogger(app.get(NestLogger));
  app.set('trust proxy', config.trustedProxies);
  // Answers are never stored by those who get them; to hash each would be for nothing.
  app.set('etag', false);
  // First, so that what is refused below is logged too, with its trace.
  app.use(traceRequests);
  app.use(requestLogging(app.get<Logger>(PINO)));
  app.use(app.get(RequestMetrics).count);
  app.use(enterRequestScope(config.requestTimeoutMs, app.get(RequestsUnderWay), app.get(ErrorFilter)));
  app.use(answerBeforeBody());
  app.use(
    // Answers are data: nothing in them is to be run, framed or loaded. X-Powered-By goes too.
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    }),
  );
  if (config.demo) app.use(requireOwnHost);
  // In this order: nothing of a body is read before it is known whose it is, and nothing else takes a body.
  app.use(
    GRAPHQL_PATH,
    requireJsonPost,
    requireCaller(app.get(CallerAuthentication)),
    app.get(JsonBodies).read,
    requireFewFragments,
    app.get(AnswersAgain).handle,
  );
  holdBackContinue(app.getHttpServer());
  app.useGlobalPipes(inputValidation());
  app.useGlobalFilters(app.get(ErrorFilter));
}
