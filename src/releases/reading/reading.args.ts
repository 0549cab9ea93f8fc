import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Min } from 'class-validator';
import { IsName } from '../../platform/graphql/index.js';

@ArgsType()
export class OfPhaseArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;
}

@ArgsType()
export class ReleaseArgs extends OfPhaseArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The version of the release; if left out, the newest that the caller may see.',
  })
  @IsOptional()
  @Min(1)
  version?: number | null;
}
