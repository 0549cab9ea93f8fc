import {
  Args,
  ArgsType,
  createUnionType,
  Field,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName, listCost } from '../../platform/graphql/index.js';
import { ReleaseRejected } from '../release-rejected.type.js';
import { PreElectionService, type PeriodsOutcome } from './pre-election.service.js';

const MOST_PERIODS = 100;

@ObjectType('PreElectionPeriod', {
  description: 'A period before an election. A release that would come out in it needs a reason.',
})
class PreElectionPeriodType {
  @Field(() => String, { description: 'The name of the period.' })
  name!: string;

  @Field(() => DateScalar, { description: 'The first day, Europe/London.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day, Europe/London.' })
  until!: string;
}

@InputType({ description: 'A period before an election.' })
class PreElectionPeriodInput {
  @Field(() => String, { description: 'The name of the period, 200 characters at most. Each has a name of its own.' })
  @IsName({ most: 200 })
  name!: string;

  @Field(() => DateScalar, { description: 'The first day, Europe/London.' })
  from!: CalendarDate;

  @Field(() => DateScalar, { description: 'The last day, Europe/London.' })
  until!: CalendarDate;
}

@ArgsType()
class SetPreElectionPeriodsArgs {
  @Field(() => [PreElectionPeriodInput], { description: 'The periods, in place of all others.' })
  @ArrayMaxSize(MOST_PERIODS)
  @ValidateNested({ each: true })
  @Type(() => PreElectionPeriodInput)
  periods!: PreElectionPeriodInput[];
}

@ObjectType({ description: 'The periods were set.' })
class PreElectionPeriodsSet {
  @Field(() => [PreElectionPeriodType], {
    complexity: listCost(MOST_PERIODS),
    description: 'All periods, by first day.',
  })
  periods!: readonly PreElectionPeriodType[];
}

const SetPreElectionPeriodsResult = createUnionType({
  name: 'SetPreElectionPeriodsResult',
  description: 'The result of setting the pre-election periods.',
  types: () => [PreElectionPeriodsSet, ReleaseRejected] as const,
  resolveType: (value: object) => ('periods' in value ? PreElectionPeriodsSet : ReleaseRejected),
});

/** Pre-election periods. */
@Resolver()
export class PreElectionResolver {
  constructor(private readonly service: PreElectionService) {}

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [PreElectionPeriodType], {
    nullable: true,
    complexity: listCost(MOST_PERIODS),
    description: 'The pre-election periods, by first day. None is built in.',
  })
  async preElectionPeriods(@CurrentActor() actor: Actor): Promise<PreElectionPeriodType[]> {
    return this.service.all(actor);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => SetPreElectionPeriodsResult, { nullable: true, description: 'Sets the pre-election periods.' })
  async setPreElectionPeriods(
    @CurrentActor() actor: Actor,
    @Args() { periods }: SetPreElectionPeriodsArgs,
  ): Promise<PeriodsOutcome> {
    return this.service.set(actor, periods);
  }
}
