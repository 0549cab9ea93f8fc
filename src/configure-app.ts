import type { NestExpressApplication } from '@nestjs/platform-express';
import { json } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import {
  ErrorFilter,
  GRAPHQL_PATH,
  inputValidation,
  NestLogger,
  PINO,
  requestLogging,
  requireFewFragments,
  requireJsonPost,
  requireUtf8,
} from './platform/index.js';

/**
 * Makes of the wired modules the application that is served, in production and in every test over HTTP. To be called
 * before `init` or `listen`, on an application that was created with `bodyParser: false`.
 */
export function configureApp(app: NestExpressApplication, config: Config): void {
  app.useLogger(app.get(NestLogger));
  app.set('trust proxy', config.trustedProxies);
  // First, so that what is refused below is logged too.
  app.use(...requestLogging(app.get<Logger>(PINO)));
  app.use(
    // Answers are data: nothing in them is to be run, framed or loaded. X-Powered-By goes too.
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    }),
  );
  app.use(GRAPHQL_PATH, requireJsonPost);
  // Express's own: Nest's lets nobody look at the bytes before they are text.
  app.use(json({ limit: config.limits.maxBodyBytes, verify: requireUtf8 }));
  app.use(GRAPHQL_PATH, requireFewFragments);
  app.useGlobalPipes(inputValidation());
  app.useGlobalFilters(app.get(ErrorFilter));
}
