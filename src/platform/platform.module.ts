import { Module } from '@nestjs/common';
import { JsonBodies } from './http/body/json-bodies.js';
import { ErrorsModule } from './errors/errors.module.js';
import { GraphqlModule } from './graphql/graphql.module.js';
import { HealthModule } from './health/health.module.js';
import { LoggingModule } from './logging/index.js';
import { MetricsModule } from './metrics/index.js';
import { RunningRequests } from './request-scope/index.js';

/** Everything that does not depend on features: logging, errors, metrics, GraphQL with its limits, health. */
@Module({
  imports: [LoggingModule, MetricsModule, ErrorsModule, GraphqlModule, HealthModule],
  providers: [JsonBodies, RunningRequests],
  exports: [JsonBodies, RunningRequests, LoggingModule, ErrorsModule, GraphqlModule, HealthModule],
})
export class PlatformModule {}
