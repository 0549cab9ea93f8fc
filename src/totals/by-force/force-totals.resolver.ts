import { Args, Query, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { MOST_MEASURES } from '../../dictionary/index.js';
import { pageWorkCost } from '../../platform/graphql/index.js';
import { ForceTotalsService } from './force-totals.service.js';
import { ForceTotalsArgs } from './force-totals.args.js';
import { ForcePhaseType } from './force-totals.types.js';

@Resolver()
export class ForceTotalsResolver {
  constructor(private readonly totals: ForceTotalsService) {}

  @RequirePermission('READ_TOTALS')
  @Query(() => [ForcePhaseType], {
    // Of each phase every measure is read.
    complexity: pageWorkCost(MOST_MEASURES),
    description:
      "One force across the phases in which it is named, by first day, then code. Nothing is added over phases. Errors: NOT_FOUND for an unknown force or operation, FORBIDDEN for a basis that the caller may not read, BAD_USER_INPUT for unknown measures, a page after an unknown phase and 'from' after 'to'.",
  })
  async forceTotals(@CurrentActor() actor: Actor, @Args() args: ForceTotalsArgs): Promise<ForcePhaseType[]> {
    const { force, newestFirst, first, ...rest } = args;
    const { operation = null, from = null, to = null, measures = null, after = null, basis = null } = rest;
    return this.totals.forceTotals(actor, { force, operation, from, to, measures, newestFirst, first, after, basis });
  }
}
