import { Args, ArgsType, Context, Field, ID, Info, Query, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { Request } from 'express';
import type { GraphQLResolveInfo } from 'graphql';
import { capacityFor, CurrentCaller, RequirePermission, type Caller } from '../../access/index.js';
import { DateTimeScalar, IsName, namesField, workCost } from '../../platform/graphql/index.js';
import type { Basis } from '../domain/index.js';
import { LiveAnswers } from '../answer-cache/live-answers.js';
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
    description: 'Codes of measures; left out: those that the phase asks for and any other that somebody reported.',
  })
  @IsOptional()
  @IsName({ each: true })
  measures?: string[] | null;

  @Field(() => BasisEnum, {
    nullable: true,
    description:
      'What counts; left out: PROVISIONAL for the coordinator, who alone may read that, ACCEPTED for everybody else.',
  })
  basis?: Basis | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The totals as they were given at this instant, with who took part and what was asked for then; left out: now. Not later than now. What changed within the last seconds may not be stored yet; the instant that an answer tells is.',
  })
  asOf?: Date | null;
}

/** What all totals of a phase cost to work out, as so many values that are told. */
const TOTALS_WORK = 30_000;

@Resolver()
export class TotalsResolver {
  constructor(
    private readonly totals: TotalsService,
    private readonly liveAnswers: LiveAnswers,
  ) {}

  @RequirePermission('READ_TOTALS')
  @Query(() => RegionalTotalsType, {
    complexity: workCost(TOTALS_WORK),
    description:
      "The region's totals of a phase. Errors: NOT_FOUND for an unknown phase, FORBIDDEN for a basis that the caller may not read, BAD_USER_INPUT for unknown measures and for an instant that is still to come.",
  })
  async regionalTotals(
    @CurrentCaller() caller: Caller,
    @Args() { phase, measures = null, basis = null, asOf = null }: RegionalTotalsArgs,
    @Context('req') request: Request,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionalTotalsType> {
    const actor = capacityFor(caller, permissionFor(basis), null);
    const withKinds = namesField(info, ['byClass', 'byGroup']);
    const totals = await this.totals.regionalTotals(actor, phase, { measures, basis, asOf, withKinds });
    this.liveAnswers.restsOn(request, phase, totals.stamp);
    return totals;
  }
}
