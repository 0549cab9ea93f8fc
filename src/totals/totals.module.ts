import { Module } from '@nestjs/common';
import { CachedResponses } from '../platform/index.js';
import { ForceTotalsRepository } from './by-force/force-totals.repository.js';
import { ForceTotalsService } from './by-force/force-totals.service.js';
import { ForceTotalsResolver } from './by-force/force-totals.resolver.js';
import { TotalsResolver } from './regional/totals.resolver.js';
import { ResponseCache } from './answer-cache/response-cache.js';
import { PhaseCoverageRepository } from './coverage/phase-coverage.repository.js';
import { PhaseCoverageService } from './coverage/phase-coverage.service.js';
import { TotalsRepository } from './regional/totals.repository.js';
import { TotalsService } from './regional/totals.service.js';

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
    ResponseCache,
    { provide: CachedResponses, useExisting: ResponseCache },
  ],
  exports: [TotalsService, PhaseCoverageService, ResponseCache, CachedResponses],
})
export class TotalsModule {}
