import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { IsName } from './plain-text.validator.js';

const MOST = 500;

/** The most characters of a search text. */
export const LONGEST_SEARCH = 100;

/** The size of a page of a list. */
@ArgsType()
export class FirstArgs {
  @Field(() => Int, { defaultValue: 200, description: `The most items to return: 1 to ${MOST}.` })
  @Min(1)
  @Max(MOST)
  first!: number;
}

/** A page of a list: its size, and the code of the last item seen, after which it begins. */
@ArgsType()
export class PageArgs extends FirstArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'Only items that come later in the list than the one with this code or id. If left out, from the start of the list.',
  })
  @IsOptional()
  @IsName()
  after?: string | null;
}
