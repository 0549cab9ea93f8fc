import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { IsName } from '../../platform/graphql/index.js';

const MOST_VERSIONS = 100;

/** Which return is meant. */
@ArgsType()
export class ReturnKeyArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;
}

@ArgsType()
export class ReturnArgs extends ReturnKeyArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The version, counting from 1; left out: the one that stands, else the newest.',
  })
  @IsOptional()
  @Min(1)
  version?: number | null;
}

/** Which version of a return a step is to be taken with: it has to be the one that stands. */
@ArgsType()
export class VersionArgs extends ReturnKeyArgs {
  @Field(() => Int, { description: 'The version that you have read. Another one stands: VERSION_CONFLICT.' })
  @Min(1)
  version!: number;
}

@ArgsType()
export class DifferenceArgs extends ReturnKeyArgs {
  @Field(() => Int, { description: 'The version that is compared with.' })
  @Min(1)
  from!: number;

  @Field(() => Int, { description: 'The version that is compared.' })
  @Min(1)
  to!: number;
}

@ArgsType()
export class VersionsArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many at most: 1 to ${MOST_VERSIONS}.` })
  @Min(1)
  @Max(MOST_VERSIONS)
  first!: number;

  @Field(() => Int, { nullable: true, description: 'Only those after this version; left out: from the beginning.' })
  after?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: the last version first.' })
  newestFirst!: boolean;
}
