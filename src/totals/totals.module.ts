import { Module } from '@nestjs/common';
import { AnswersAgain } from '../platform/index.js';
import { TotalsResolver } from './graphql/totals.resolver.js';
import { LiveAnswers } from './live/live-answers.js';
import { PhaseCoverageRepository } from './phase-coverage.repository.js';
import { PhaseCoverageService } from './phase-coverage.service.js';
import { TotalsRepository } from './totals.repository.js';
import { TotalsService } from './totals.service.js';

@Module({
  providers: [
    TotalsRepository,
    TotalsService,
    TotalsResolver,
    PhaseCoverageRepository,
    PhaseCoverageService,
    LiveAnswers,
    { provide: AnswersAgain, useExisting: LiveAnswers },
  ],
  exports: [TotalsService, PhaseCoverageService],
})
export class TotalsModule {}
