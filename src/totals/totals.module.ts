import { Module } from '@nestjs/common';
import { AnswersAgain } from '../platform/index.js';
import { TotalsResolver } from './graphql/totals.resolver.js';
import { LiveAnswers } from './live/live-answers.js';
import { TotalsRepository } from './totals.repository.js';
import { TotalsService } from './totals.service.js';

@Module({
  providers: [
    TotalsRepository,
    TotalsService,
    TotalsResolver,
    LiveAnswers,
    { provide: AnswersAgain, useExisting: LiveAnswers },
  ],
})
export class TotalsModule {}
