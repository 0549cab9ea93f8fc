import { Global, Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { PhaseUsage } from '../operations/index.js';
import { BoardRepository } from './board/board.repository.js';
import { BoardService } from './board/board.service.js';
import { ComparisonRepository } from './board/comparison.repository.js';
import { ComparisonService } from './board/comparison.service.js';
import { DraftsRepository } from './drafts/drafts.repository.js';
import { DraftsService } from './drafts/drafts.service.js';
import { IdempotencyService } from './submission/idempotency.service.js';
import { ReturnValidator } from './validation/return-validator.js';
import { BoardLoader, BoardResolver, ComparisonLoader, PhaseReturnResolver } from './board/board.resolver.js';
import { DraftsResolver } from './drafts/drafts.resolver.js';
import { LifecycleResolver } from './lifecycle/lifecycle.resolver.js';
import { ReturnsResolver } from './reading/returns.resolver.js';
import { HistoryRepository } from './validation/history.repository.js';
import { LifecycleRepository } from './lifecycle/lifecycle.repository.js';
import { LifecycleService } from './lifecycle/lifecycle.service.js';
import { VersionWriter } from './submission/version-writer.js';
import { ReadingRepository } from './reading/reading.repository.js';
import { ReturnReader } from './reading/return-reader.js';
import { ReturnSize } from './validation/return-size.js';
import { ReturnContextService } from './shared/return-context.service.js';
import { ReturnSteps } from './lifecycle/return-steps.js';
import { ReturnsPolicy } from './shared/returns.policy.js';
import { ReturnsRepository } from './shared/returns.repository.js';
import { ReturnsService } from './reading/returns.service.js';
import { SubmissionMetrics } from './submission/submission-metrics.js';
import { SubmissionsResolver } from './submission/submissions.resolver.js';
import { SubmissionsService } from './submission/submissions.service.js';
import { ReturnsPhaseUsage } from './shared/returns-phase-usage.js';
import { Withdrawals } from './lifecycle/withdrawals.js';

/** Global, since the phases ask PhaseUse. */
@Global()
@Module({
  imports: [DictionaryModule],
  providers: [
    ReturnsPolicy,
    ReturnSteps,
    ReturnContextService,
    SubmissionMetrics,
    ReturnValidator,
    IdempotencyService,
    VersionWriter,
    ReturnReader,
    ReturnSize,
    ReturnsRepository,
    ReadingRepository,
    LifecycleRepository,
    DraftsRepository,
    BoardRepository,
    HistoryRepository,
    ComparisonRepository,
    ReturnsService,
    SubmissionsService,
    LifecycleService,
    Withdrawals,
    DraftsService,
    BoardService,
    ComparisonService,
    ReturnsResolver,
    SubmissionsResolver,
    LifecycleResolver,
    DraftsResolver,
    BoardLoader,
    BoardResolver,
    ComparisonLoader,
    PhaseReturnResolver,
    { provide: PhaseUsage, useClass: ReturnsPhaseUsage },
  ],
  exports: [BoardService, ReturnsService, SubmissionsService, LifecycleService, PhaseUsage],
})
export class ReturnsModule {}
