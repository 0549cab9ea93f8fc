import { Args, ArgsType, Context, Field, ID, Info, Query, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { Request } from 'express';
import type { GraphQLResolveInfo } from 'graphql';
import { capacityFor, CurrentCaller, RequirePermission, type Caller } from '../../access/index.js';
import { DateTimeScalar, IsName, namesField, workCost } from '../../platform/graphql/index.js';
import type { Basis } from '../domain/index.js';
import { ResponseCache } from '../answer-cache/response-cache.js';
import { permissionFor } from '../shared/totals.policy.js';
import { TotalsService } from './totals.service.js';
import { BasisEnum } from '../shared/totals.enums.js';
import { RegionalTotalsType } from './totals.types.js';

@ArgsType()
class RegionalTotalsArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The codes of measures; if left out, the measures that the phase asks for and any other that a force reported.',
  })
  @IsOptional()
  @IsName({ each: true })
  measures?: string[] | null;

  @Field(() => BasisEnum, {
    nullable: true,
    description:
      'Which versions count; if left out, PROVISIONAL for the coordinator, who alone may read it, and ACCEPTED for everybody else.',
  })
  basis?: Basis | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'A time, not in the future: gives the totals as they were then, with the participants and measures of that time. A day, such as "2026-06-30", means its last instant in London. If left out, now; changes of the last few seconds may then be missing. To get the same totals again later, send the `asOf` of the answer.',
  })
  asOf?: Date | null;
}

/** The query cost of working out all totals of a phase. Reading one value costs 1. */
const TOTALS_WORK = 30_000;

@Resolver()
export class TotalsResolver {
  constructor(
    private readonly totals: TotalsService,
    private readonly responses: ResponseCache,
  ) {}

  @RequirePermission('READ_TOTALS')
  @Query(() => RegionalTotalsType, {
    nullable: true,
    complexity: workCost(TOTALS_WORK),
    description:
      "The region's totals for a phase. Errors: NOT_FOUND for an unknown phase; FORBIDDEN for a basis that the caller may not read; BAD_USER_INPUT for unknown measures, and for a time in the future.",
  })
  async regionalTotals(
    @CurrentCaller() caller: Caller,
    @Args() { phase, measures = null, basis = null, asOf = null }: RegionalTotalsArgs,
    @Context('req') request: Request,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionalTotalsType> {
    const actor = capacityFor(caller, permissionFor(basis), null);
    const withGroupings = namesField(info, ['byClass', 'byGroup']);
    const totals = await this.totals.regionalTotals(actor, phase, {
      measures,
      basis,
      asOf,
      withGroupings,
      withoutWithheld: false,
    });
    this.responses.restsOn(request, { phase, stamp: totals.stamp, isPersonal: false });
    return totals;
  }
}
