import { Args, ArgsType, Context, Field, ID, Info, Query, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { Request } from 'express';
import type { GraphQLResolveInfo } from 'graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { IsPlainText, namesField } from '../../platform/graphql/index.js';
import { LiveAnswers } from '../live/live-answers.js';
import { TotalsService } from '../totals.service.js';
import { RegionalTotalsType } from './totals.types.js';

@ArgsType()
class RegionalTotalsArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsPlainText()
  phase!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of measures; left out: those that the phase asks for and any other that somebody reported.',
  })
  @IsOptional()
  @IsPlainText({ each: true })
  measures?: string[] | null;
}

@Resolver()
export class TotalsResolver {
  constructor(
    private readonly totals: TotalsService,
    private readonly liveAnswers: LiveAnswers,
  ) {}

  @RequirePermission('READ_TOTALS')
  @Query(() => RegionalTotalsType, {
    description:
      "The region's totals of a phase. Errors: NOT_FOUND for an unknown phase, BAD_USER_INPUT for unknown measures.",
  })
  async regionalTotals(
    @CurrentActor() actor: Actor,
    @Args() { phase, measures }: RegionalTotalsArgs,
    @Context('req') request: Request,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionalTotalsType> {
    const withKinds = namesField(info, ['byClass', 'byGroup']);
    const totals = await this.totals.regionalTotals(actor, phase, measures ?? null, { withKinds });
    this.liveAnswers.restsOn(request, phase, totals.stamp);
    return totals;
  }
}
