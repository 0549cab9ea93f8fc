import { Global, Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { PhaseUse } from '../operations/index.js';
import { BoardRepository } from './board.repository.js';
import { BoardService } from './board.service.js';
import { ComparisonRepository } from './comparison.repository.js';
import { ComparisonService } from './comparison.service.js';
import { DraftsRepository } from './drafts.repository.js';
import { DraftsService } from './drafts.service.js';
import { EarlierAnswers } from './earlier-answers.js';
import { Examination } from './examination.js';
import { BoardLoader, BoardResolver, ComparisonLoader, PhaseReturnResolver } from './graphql/board.resolver.js';
import { DraftsResolver } from './graphql/drafts.resolver.js';
import { LifecycleResolver } from './graphql/lifecycle.resolver.js';
import { ReturnsResolver } from './graphql/returns.resolver.js';
import { HistoryRepository } from './history.repository.js';
import { LifecycleRepository } from './lifecycle.repository.js';
import { LifecycleService } from './lifecycle.service.js';
import { NewVersions } from './new-versions.js';
import { ReadingRepository } from './reading.repository.js';
import { ReturnReader } from './return-reader.js';
import { ReturnSize } from './return-size.js';
import { ReturnSettings } from './return-settings.js';
import { ReturnSteps } from './return-steps.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository } from './returns.repository.js';
import { ReturnsService } from './returns.service.js';
import { SubmissionMetrics } from './submission-metrics.js';
import { SubmissionsService } from './submissions.service.js';
import { UseOfPhases } from './use-of-phases.js';
import { Withdrawals } from './withdrawals.js';

/** Global, since the phases ask PhaseUse. */
@Global()
@Module({
  imports: [DictionaryModule],
  providers: [
    ...[
      ReturnsPolicy,
      ReturnSteps,
      ReturnSettings,
      SubmissionMetrics,
      Examination,
      EarlierAnswers,
      NewVersions,
      ReturnReader,
      ReturnSize,
    ],
    ...[
      ReturnsRepository,
      ReadingRepository,
      LifecycleRepository,
      DraftsRepository,
      BoardRepository,
      HistoryRepository,
      ComparisonRepository,
    ],
    ...[ReturnsService, SubmissionsService, LifecycleService, Withdrawals, DraftsService, BoardService],
    ComparisonService,
    ...[ReturnsResolver, LifecycleResolver, DraftsResolver, BoardLoader, BoardResolver],
    ...[ComparisonLoader, PhaseReturnResolver],
    { provide: PhaseUse, useClass: UseOfPhases },
  ],
  exports: [ReturnsService, SubmissionsService, LifecycleService, PhaseUse],
})
export class ReturnsModule {}
