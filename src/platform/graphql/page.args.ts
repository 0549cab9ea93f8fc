import { ArgsType, Field, ID, Int, type FieldOptions } from '@nestjs/graphql';
import { IsOptional, IsString, Max, Min } from 'class-validator';

const MOST = 500;

/** Which part of a list that may grow is wanted: lists go on after the code of the last item seen. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 200, description: `How many at most: 1 to ${MOST}.` })
  @Min(1)
  @Max(MOST)
  first!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those after the item with this code; left out: from the beginning.',
  })
  @IsOptional()
  @IsString()
  after?: string | null;
}

/** So many items of a list cost as much as one field. */
const ITEMS_A_FIELD = 20;

/** The cost of a paged list: what its items ask for, for as many of them as may come. */
export const pageCost: NonNullable<FieldOptions['complexity']> = ({ args, childComplexity }) =>
  1 + Math.ceil((Number(args['first']) / ITEMS_A_FIELD) * childComplexity);
