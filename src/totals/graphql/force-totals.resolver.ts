import { Args, ArgsType, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsPlainText, pageCost } from '../../platform/graphql/index.js';
import { ForceTotalsService } from '../force-totals.service.js';
import { ForcePhaseType } from './force-totals.types.js';

/** Each phase brings a line a measure. */
const MOST_PHASES = 100;

@ArgsType()
class ForceTotalsArgs {
  @Field(() => ID, { description: 'The code of the force.' })
  @IsPlainText()
  force!: string;

  @Field(() => ID, { nullable: true, description: 'Only phases of this operation; left out: of all.' })
  @IsOptional()
  @IsPlainText()
  operation?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is then or later.' })
  from?: CalendarDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is then or earlier.' })
  to?: CalendarDate | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of measures; left out: those that a phase asks for and any other that the force reported in it.',
  })
  @IsOptional()
  @IsPlainText({ each: true })
  measures?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: the last phase first.' })
  newestFirst!: boolean;

  @Field(() => Int, { defaultValue: 20, description: `How many phases at most: 1 to ${MOST_PHASES}.` })
  @Min(1)
  @Max(MOST_PHASES)
  first!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those after the phase with this code; left out: from the beginning.',
  })
  @IsOptional()
  @IsPlainText()
  after?: string | null;
}

@Resolver()
export class ForceTotalsResolver {
  constructor(private readonly totals: ForceTotalsService) {}

  @RequirePermission('READ_TOTALS')
  @Query(() => [ForcePhaseType], {
    complexity: pageCost,
    description:
      "One force across the phases in which it is named, by first day, then code. Nothing is added over phases. Errors: NOT_FOUND for an unknown force or operation, BAD_USER_INPUT for unknown measures, a page after an unknown phase and 'from' after 'to'.",
  })
  async forceTotals(@CurrentActor() actor: Actor, @Args() args: ForceTotalsArgs): Promise<ForcePhaseType[]> {
    const { force, newestFirst, first, operation = null, from = null, to = null, measures = null, after = null } = args;
    return this.totals.forceTotals(actor, { force, operation, from, to, measures, newestFirst, first, after });
  }
}
