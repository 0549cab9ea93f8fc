import { Args, ArgsType, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { DateTimeScalar, IsName, pageCost, workCost } from '../../platform/graphql/index.js';
import { HeadlineType, ReleasePhaseType } from '../publication/release-content.types.js';
import { CopiesService } from './copies.service.js';

const MOST_COPIES = 100;

@ObjectType('HeadlineCopy', { description: 'A headline of which the caller took a copy, and what became of it.' })
class HeadlineCopyType {
  @Field(() => ReleasePhaseType, { description: 'The phase.' })
  phase!: ReleasePhaseType;

  @Field(() => Int, { description: 'The version of the release that it was copied from.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When the copy was taken, UTC.' })
  copiedAt!: Date;

  @Field(() => HeadlineType, { description: 'The headline. Its status says whether it may still be used.' })
  headline!: HeadlineType;

  @Field(() => HeadlineType, {
    nullable: true,
    description:
      'The headline of the newest release in its place; null if it may still be used, or if there is none in its place.',
  })
  replacement!: HeadlineType | null;
}

@ArgsType()
class CopyHeadlineArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => Int, { description: 'The version of the release.' })
  @Min(1)
  version!: number;

  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => ID, { nullable: true, description: 'The code of the part; if left out, the measure as a whole.' })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => ID, { nullable: true, description: "The code of the force; if left out, the region's headline." })
  @IsOptional()
  @IsName()
  force?: string | null;
}

@ArgsType()
class CopiedHeadlinesArgs {
  @Field(() => Int, { defaultValue: 50, description: `The most items to return: 1 to ${MOST_COPIES}.` })
  @Min(1)
  @Max(MOST_COPIES)
  first!: number;
}

/** The query cost of reading a release. */
const READ_WORK = 2_000;

/** Copies of headlines. */
@Resolver()
export class CopiesResolver {
  constructor(private readonly copies: CopiesService) {}

  @RequirePermission('READ_RELEASES')
  @Mutation(() => HeadlineCopyType, {
    nullable: true,
    complexity: workCost(READ_WORK),
    description:
      'Records that the caller takes a copy of a headline, so that copiedHeadlines shows when it is superseded or withdrawn. Taking the same copy again changes nothing. Errors: NOT_FOUND for an unknown phase, and for a release or headline that the caller does not see; BAD_USER_INPUT for a withdrawn release.',
  })
  async copyHeadline(
    @CurrentActor() actor: Actor,
    @Args() { breakdown = null, force = null, ...key }: CopyHeadlineArgs,
  ): Promise<HeadlineCopyType> {
    return this.copies.take(actor, { ...key, breakdown, force });
  }

  @RequirePermission('READ_RELEASES')
  @Query(() => [HeadlineCopyType], {
    nullable: true,
    complexity: pageCost,
    description:
      'The headlines of which the caller took a copy, the newest copy first, each with whether it may still be used and what replaces it. Reading one from a release under embargo is recorded.',
  })
  async copiedHeadlines(
    @CurrentActor() actor: Actor,
    @Args() { first }: CopiedHeadlinesArgs,
  ): Promise<HeadlineCopyType[]> {
    return this.copies.own(actor, first);
  }
}
