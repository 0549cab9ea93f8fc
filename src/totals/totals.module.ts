import { Module } from '@nestjs/common';
import { AnswersAgain } from '../platform/index.js';
import { ForceTotalsRepository } from './force-totals.repository.js';
import { ForceTotalsService } from './force-totals.service.js';
import { ForceTotalsResolver } from './graphql/force-totals.resolver.js';
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
    ForceTotalsRepository,
    ForceTotalsService,
    ForceTotalsResolver,
    PhaseCoverageRepository,
    PhaseCoverageService,
    LiveAnswers,
    { provide: AnswersAgain, useExisting: LiveAnswers },
  ],
  exports: [TotalsService, PhaseCoverageService],
})
export class TotalsModule {}
