import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DocumentNode, GraphQLError } from 'graphql';
import { AppModule } from '../../../src/app.module.js';
import { CodedError } from '../../../src/common/errors.js';
import { parseConfig } from '../../../src/config/config.js';
import { configureApp, httpAdapter } from '../../../src/configure-app.js';
import { Database } from '../../../src/database/index.js';
import { AnswerBudget } from '../../../src/platform/graphql/limits/answer-budget.js';
import { graphql, nestCore, nestGraphql } from '../run/packages.js';
import type { TestDatabase } from '../database/test-database.js';

/** The outcome of one operation: its data, or the code of the first error. */
export type Outcome<Data> =
  { readonly data: Data; readonly error: null } | { readonly data: null; readonly error: CodedError };

/** The application that ships, queried in this process: guards, resolvers and everything behind them, without HTTP. */
export interface ServiceInProcess {
  /** Prepares a document that is sent many times. */
  readonly prepare: (source: string) => DocumentNode;
  /** Asks as the identity with this token; an error without a code is thrown. */
  readonly ask: <Data extends object>(
    token: string,
    document: DocumentNode,
    variables?: object,
  ) => Promise<Outcome<Data>>;
  readonly stop: () => Promise<void>;
}

/** Starts it on a migrated demo database, because thousands of operations are quicker without HTTP. */
export async function startInProcess({ servingUrl }: TestDatabase): Promise<ServiceInProcess> {
  const config = parseConfig({
    DATABASE_URL: servingUrl,
    DEMO: 'true',
    LOG_LEVEL: 'fatal',
    WRITES_PER_MINUTE: '0',
  });
  const app = await nestCore.NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), httpAdapter(), {
    bodyParser: false,
    abortOnError: false,
    logger: false,
  });
  configureApp(app, config);
  await app.init();
  await app.get(Database).connect(servingUrl, true);
  const { schema } = app.get(nestGraphql.GraphQLSchemaHost);
  return {
    prepare: (source) => {
      const document = graphql.parse(source);
      const [wrong] = graphql.validate(schema, document);
      if (wrong !== undefined) throw wrong;
      return document;
    },
    ask: async <Data extends object>(
      token: string,
      document: DocumentNode,
      variables: object = {},
    ): Promise<Outcome<Data>> => {
      const contextValue = {
        req: { headers: { authorization: `Bearer ${token}` } },
        answer: new AnswerBudget(Infinity),
      };
      const { data, errors } = await graphql.execute({
        schema,
        document,
        contextValue,
        variableValues: { ...variables },
      });
      // The answer has only what the schema allows; its caller knows which fields the document selects.
      return errors === undefined ? { data: data as Data, error: null } : { data: null, error: coded(errors) };
    },
    stop: () => app.close(),
  };
}

function coded([error]: readonly GraphQLError[]): CodedError {
  const cause = error?.originalError;
  if (cause instanceof CodedError) return cause;
  throw cause ?? error ?? new Error('An error that is none.');
}
