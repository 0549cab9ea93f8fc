import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule as NestGraphqlModule } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { Decimal } from '../../common/decimal.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { ErrorReporter } from '../errors/error-reporter.js';
import { ErrorsModule } from '../errors/errors.module.js';
import { LoggingModule, PINO } from '../logging/index.js';
import { RequestMetrics } from '../metrics/index.js';
import { asOfTakesDays } from './requests/as-of-days.js';
import { exactUrlVariables } from './requests/url-variables.js';
import { AnswerBudget } from './limits/answer-budget.js';
import { boundAnswers, refuseTooLarge } from './limits/bounded-answers.js';
import { RunningCost } from './limits/running-cost.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';
import { DecimalScalar } from './scalars/decimal.scalar.js';
import { rememberEnumValues } from './scalars/enum-values.js';
import { DocumentStore } from './requests/document-store.js';
import { formatErrorWith } from './problems/format-error.js';
import { costLimit, listLimit, shapeLimits } from './limits/limits.js';
import { watchOperations } from './requests/watch-operations.js';
import { GRAPHQL_PATH } from './path.js';
import { refusalStatus } from './problems/refusal-status.js';

/** The context of an operation, for resolvers, guards and loaders. */
export interface GraphqlContext extends BaseContext {
  readonly req: Request;
  readonly res: Response;
  readonly answer: AnswerBudget;
}

const contextWith =
  (maxAnswerBytes: number) =>
  ({ req, res }: Pick<GraphqlContext, 'req' | 'res'>): GraphqlContext => ({
    req,
    res,
    answer: new AnswerBudget(maxAnswerBytes),
  });

function graphqlOptions(
  config: Config,
  reporter: ErrorReporter,
  logger: Logger,
  metrics: RequestMetrics,
): ApolloDriverConfig {
  const { limits, demo } = config;
  return {
    path: GRAPHQL_PATH,
    context: contextWith(limits.maxAnswerBytes),
    transformSchema: boundAnswers,
    // In memory: the service writes no files. The committed schema is printed by a script.
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions: {
      scalarsMap: [
        { type: Date, scalar: DateTimeScalar },
        { type: Decimal, scalar: DecimalScalar },
      ],
    },
    introspection: demo,
    hideSchemaDetailsFromClientErrors: !demo,
    // No page is served here: with `graphiql: false` the driver disables Apollo's landing page.
    graphiql: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: new DocumentStore(),
    includeStacktraceInErrorResponses: false,
    // `formatError` does this for all exceptions.
    autoTransformHttpErrors: false,
    formatError: formatErrorWith(reporter),
    parseOptions: { maxLexicalTokens: limits.maxQueryTokens },
    validationRules: shapeLimits(limits),
    plugins: [...plugins(limits, new RunningCost(limits.maxRunningCost)), watchOperations(metrics)],
    logger,
  };
}

const plugins = (limits: Config['limits'], runningCost: RunningCost): ApolloServerPlugin<GraphqlContext>[] => [
  // It would check every leaf for cache hints, which no field here has.
  ApolloServerPluginCacheControlDisabled(),
  // These two before the limits, which read the variables.
  exactUrlVariables,
  asOfTakesDays,
  listLimit(limits.maxListItems),
  costLimit(limits.maxQueryCost, runningCost),
  refuseTooLarge,
  refusalStatus,
  rememberEnumValues,
];

/** GraphQL at POST /graphql, code-first, with its limits. */
@Module({
  imports: [
    NestGraphqlModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [ErrorsModule, LoggingModule],
      inject: [CONFIG, ErrorReporter, PINO, RequestMetrics],
      useFactory: graphqlOptions,
    }),
  ],
  // For the schema that is served.
  exports: [NestGraphqlModule],
})
export class GraphqlModule {}
