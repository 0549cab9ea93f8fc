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
    nullable: true,
    // The totals of every measure are read for each phase.
    complexity: pageWorkCost(MOST_MEASURES),
    description:
      "What one force reported in each phase in which it is a participant, in order of the phase's first day, then its code. Nothing is added up over phases. Errors: NOT_FOUND for an unknown force or operation; FORBIDDEN for a basis that the caller may not read; BAD_USER_INPUT for unknown measures, for an unknown phase in 'after', and for a 'from' later than 'to'.",
  })
  async forceTotals(@CurrentActor() actor: Actor, @Args() args: ForceTotalsArgs): Promise<ForcePhaseType[]> {
    const { force, newestFirst, first, ...rest } = args;
    const { operation = null, from = null, to = null, measures = null, after = null, basis = null } = rest;
    return this.totals.forceTotals(actor, { force, operation, from, to, measures, newestFirst, first, after, basis });
  }
}
