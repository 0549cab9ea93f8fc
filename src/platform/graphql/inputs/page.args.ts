import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { IsName } from './plain-text.validator.js';

const MOST = 500;

/** The most characters that a list is searched for. */
export const LONGEST_SEARCH = 100;

/** How much of a list that may grow is wanted. */
@ArgsType()
export class FirstArgs {
  @Field(() => Int, { defaultValue: 200, description: `How many at most: 1 to ${MOST}.` })
  @Min(1)
  @Max(MOST)
  first!: number;
}

/** Which part of a list that may grow is wanted: lists go on after the code of the last item seen. */
@ArgsType()
export class PageArgs extends FirstArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only those after the item with this code; left out: from the beginning.',
  })
  @IsOptional()
  @IsName()
  after?: string | null;
}
