import { ArgsType, Field, ID } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IsName, PageArgs } from '../../platform/graphql/index.js';
import { OfPhaseArgs } from '../reading/reading.args.js';

/** The most people who can be named. */
export const MOST_READERS = 200;

@ArgsType()
export class PrepareReleaseArgs extends OfPhaseArgs {
  @Field(() => [ID], {
    nullable: true,
    description:
      "The ids of the people who may read the draft, beside those of the operation's list. Each of their readings is recorded.",
  })
  @IsOptional()
  @ArrayMaxSize(MOST_READERS)
  @IsName({ each: true })
  namedReaders?: string[] | null;
}

@ArgsType()
export class OfOperationArgs {
  @Field(() => ID, { description: 'The code of the operation.' })
  @IsName()
  operation!: string;
}

@ArgsType()
export class SetReleaseReadersArgs extends OfOperationArgs {
  @Field(() => [ID], { description: 'The ids of the people, in place of those of now.' })
  @ArrayMaxSize(MOST_READERS)
  @IsName({ each: true })
  namedReaders!: string[];
}

@ArgsType()
export class ReleaseReadsArgs extends PageArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;
}
