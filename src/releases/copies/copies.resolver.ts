import { Args, ArgsType, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, Min } from 'class-validator';
import { CurrentCaller, RequirePermission, type Caller } from '../../access/index.js';
import { DateTimeScalar, IsName, PageArgs, pageCost, workCost } from '../../platform/graphql/index.js';
import { HeadlineType, ReleasePhaseType } from '../reading/release-content.types.js';
import { readerOf } from '../reading/reader-of.js';
import { READ_WORK } from '../reading/releases.types.js';
import { CopiesService } from './copies.service.js';

@ObjectType('HeadlineCopy', { description: 'A headline of which the caller took a copy, and what became of it.' })
class HeadlineCopyType {
  @Field(() => ID, { description: 'The id of the copy.' })
  id!: string;

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
    @CurrentCaller() caller: Caller,
    @Args() { breakdown = null, force = null, ...key }: CopyHeadlineArgs,
  ): Promise<HeadlineCopyType> {
    return this.copies.take(readerOf(caller), { ...key, breakdown, force });
  }

  @RequirePermission('READ_RELEASES')
  @Query(() => [HeadlineCopyType], {
    nullable: true,
    complexity: pageCost,
    description:
      "The headlines of which the caller took a copy, the newest copy first, each with whether it may still be used and what replaces it. Reading one from a release under embargo is recorded. Errors: BAD_USER_INPUT if 'after' is not the id of a copy of the caller.",
  })
  async copiedHeadlines(@CurrentCaller() caller: Caller, @Args() page: PageArgs): Promise<HeadlineCopyType[]> {
    return this.copies.own(readerOf(caller), page);
  }
}
