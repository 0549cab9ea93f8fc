import { Global, Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { PhaseUse } from '../operations/index.js';
import { ReturnsResolver } from './graphql/returns.resolver.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository } from './returns.repository.js';
import { ReturnsService } from './returns.service.js';
import { SubmissionMetrics } from './submission-metrics.js';
import { UseOfPhases } from './use-of-phases.js';

/** Global, since the phases ask PhaseUse. */
@Global()
@Module({
  imports: [DictionaryModule],
  providers: [
    ReturnsPolicy,
    ReturnsRepository,
    SubmissionMetrics,
    ReturnsService,
    ReturnsResolver,
    { provide: PhaseUse, useClass: UseOfPhases },
  ],
  exports: [ReturnsService, PhaseUse],
})
export class ReturnsModule {}
