import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import {
  AnswersAgain,
  enterRequestScope,
  ErrorFilter,
  GRAPHQL_PATH,
  inputValidation,
  NestLogger,
  PINO,
  readJson,
  RequestMetrics,
  RequestsUnderWay,
  requestLogging,
  requireOwnHost,
  requireFewFragments,
  requireJsonPost,
  traceRequests,
} from './platform/index.js';

/**
 * Makes of the wired modules the application that is served, in production and in every test over HTTP. To be called
 * before `init` or `listen`, on an application that was created with `bodyParser: false`.
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
  app.use(
    // Answers are data: nothing in them is to be run, framed or loaded. X-Powered-By goes too.
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    }),
  );
  if (config.demo) app.use(requireOwnHost);
  app.use(GRAPHQL_PATH, requireJsonPost);
  app.use(readJson(config.limits.maxBodyBytes));
  app.use(GRAPHQL_PATH, requireFewFragments);
  app.use(GRAPHQL_PATH, app.get(AnswersAgain).handle);
  app.useGlobalPipes(inputValidation());
  app.useGlobalFilters(app.get(ErrorFilter));
}
