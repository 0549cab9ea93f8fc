import { Global, Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { PhaseUse } from '../operations/index.js';
import { BoardRepository } from './board/board.repository.js';
import { BoardService } from './board/board.service.js';
import { ComparisonRepository } from './validation/comparison.repository.js';
import { ComparisonService } from './validation/comparison.service.js';
import { DraftsRepository } from './drafts/drafts.repository.js';
import { DraftsService } from './drafts/drafts.service.js';
import { EarlierAnswers } from './submission/earlier-answers.js';
import { Examination } from './validation/examination.js';
import { BoardLoader, BoardResolver, ComparisonLoader, PhaseReturnResolver } from './board/board.resolver.js';
import { DraftsResolver } from './drafts/drafts.resolver.js';
import { LifecycleResolver } from './lifecycle/lifecycle.resolver.js';
import { ReturnsResolver } from './reading/returns.resolver.js';
import { HistoryRepository } from './validation/history.repository.js';
import { LifecycleRepository } from './lifecycle/lifecycle.repository.js';
import { LifecycleService } from './lifecycle/lifecycle.service.js';
import { NewVersions } from './submission/new-versions.js';
import { ReadingRepository } from './reading/reading.repository.js';
import { ReturnReader } from './reading/return-reader.js';
import { ReturnSize } from './validation/return-size.js';
import { ReturnSettings } from './shared/return-settings.js';
import { ReturnSteps } from './lifecycle/return-steps.js';
import { ReturnsPolicy } from './shared/returns.policy.js';
import { ReturnsRepository } from './shared/returns.repository.js';
import { ReturnsService } from './reading/returns.service.js';
import { SubmissionMetrics } from './submission/submission-metrics.js';
import { SubmissionsService } from './submission/submissions.service.js';
import { UseOfPhases } from './shared/use-of-phases.js';
import { Withdrawals } from './lifecycle/withdrawals.js';

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
