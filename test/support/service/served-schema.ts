import type { NestExpressApplication } from '@nestjs/platform-express';
import type { GraphQLSchema } from 'graphql';
import { AppModule } from '../../../src/app.module.js';
import { parseConfig } from '../../../src/config/config.js';
import { configureApp } from '../../../src/configure-app.js';
import { nestCore, nestGraphql } from '../run/packages.js';

/** The schema that is served, with the costs of its fields. */
export async function servedSchema(): Promise<GraphQLSchema> {
  const config = parseConfig({ DEMO: 'true', LOG_LEVEL: 'fatal' });
  const app = await nestCore.NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bodyParser: false,
    abortOnError: false,
    logger: false,
  });
  try {
    configureApp(app, config);
    await app.init();
    return app.get(nestGraphql.GraphQLSchemaHost).schema;
  } finally {
    await app.close();
  }
}
