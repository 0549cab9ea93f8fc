import { Module } from '@nestjs/common';
import { TotalsResolver } from './graphql/totals.resolver.js';
import { TotalsRepository } from './totals.repository.js';
import { TotalsService } from './totals.service.js';

@Module({
  providers: [TotalsRepository, TotalsService, TotalsResolver],
  exports: [TotalsService],
})
export class TotalsModule {}
