import { ArgsType, Field, ID, Int, type FieldOptions } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { IsPlainText } from './plain-text.validator.js';

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
  @IsPlainText()
  after?: string | null;
}

/** So many items of a list cost as much as one field. */
const ITEMS_A_FIELD = 20;

type Cost = NonNullable<FieldOptions['complexity']>;

/** The cost of a paged list: what its items ask for, for as many of them as may come. */
export const pageCost: Cost = ({ args, childComplexity }) => costOf(Number(args['first']), childComplexity);

/** The cost of a list inside an object, which is as long as the dictionary makes it: about so many items. */
export const listCost =
  (items: number): Cost =>
  ({ childComplexity }) =>
    costOf(items, childComplexity);

function costOf(items: number, childComplexity: number): number {
  return 1 + Math.ceil((items / ITEMS_A_FIELD) * childComplexity);
}
