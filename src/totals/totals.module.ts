import { Module } from '@nestjs/common';
import { TotalsResolver } from './graphql/totals.resolver.js';
import { PhaseCoverageRepository } from './phase-coverage.repository.js';
import { PhaseCoverageService } from './phase-coverage.service.js';
import { TotalsRepository } from './totals.repository.js';
import { TotalsService } from './totals.service.js';

@Module({
  providers: [TotalsRepository, TotalsService, TotalsResolver, PhaseCoverageRepository, PhaseCoverageService],
  exports: [TotalsService, PhaseCoverageService],
})
export class TotalsModule {}
