import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, IsString, Max, Min } from 'class-validator';

/** Which part of a long list is wanted. Every list is paged by the code of the last item seen. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many at most: 1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those after the item with this code; left out: from the beginning.',
  })
  @IsOptional()
  @IsString()
  after?: string | null;
}
