import { Module } from '@nestjs/common';
import { ForceTotalsRepository } from './force-totals.repository.js';
import { ForceTotalsService } from './force-totals.service.js';
import { ForceTotalsResolver } from './graphql/force-totals.resolver.js';
import { TotalsResolver } from './graphql/totals.resolver.js';
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
  ],
})
export class TotalsModule {}
