import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { IsName } from '../../platform/graphql/index.js';

const MOST_VERSIONS = 100;

/** The phase and force that identify a return. */
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
    description:
      'The number of a version, from 1; if left out, the current version, or the newest if every version is withdrawn.',
  })
  @IsOptional()
  @Min(1)
  version?: number | null;
}

/** The version of a return that a step is for. It must be the current version: any other is a VERSION_CONFLICT. */
@ArgsType()
export class VersionArgs extends ReturnKeyArgs {
  @Field(() => Int, {
    description: 'The number of the version that you have read. If another version is current now: VERSION_CONFLICT.',
  })
  @Min(1)
  version!: number;
}

@ArgsType()
export class DifferenceArgs extends ReturnKeyArgs {
  @Field(() => Int, { description: 'The number of the first version of the comparison.' })
  @Min(1)
  from!: number;

  @Field(() => Int, { description: 'The number of the second version of the comparison.' })
  @Min(1)
  to!: number;
}

@ArgsType()
export class VersionsArgs {
  @Field(() => Int, {
    defaultValue: 20,
    description: `The largest number of versions to return: 1 to ${MOST_VERSIONS}.`,
  })
  @Min(1)
  @Max(MOST_VERSIONS)
  first!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of the last version on the previous page; if left out, the first page is returned.',
  })
  after?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: newest version first. False: oldest first.' })
  newestFirst!: boolean;
}
