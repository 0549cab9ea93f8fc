import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Min, ValidateNested } from 'class-validator';
import type { ProblemCode } from '../../common/problem.js';
import {
  DateTimeScalar,
  graphqlEnum,
  IsName,
  IsPlainText,
  PageArgs,
  ProblemCodeEnum,
} from '../../platform/graphql/index.js';
import type { ReleaseEvent, ReleaseKind } from '../domain/index.js';
import { MOST_READERS } from '../preparation/preparation.args.js';
import { OfPhaseArgs } from '../reading/reading.args.js';
import { ReleaseKindEnum } from '../reading/releases.types.js';

const MOST_REASONS = 50;

const ReleaseEventEnum = graphqlEnum<ReleaseEvent>(
  'ReleaseEvent',
  'Something that happened to a release and is recorded.',
  {
    SENT_TO_MEDIA: 'It was sent to the media, usually under embargo.',
    LEAK_DECLARED: 'Its figures have become known before the end of the embargo.',
  },
);

@ArgsType()
class ReleaseKeyArgs extends OfPhaseArgs {
  @Field(() => Int, { description: 'The version of the release.' })
  @Min(1)
  version!: number;
}

@ArgsType()
export class WithdrawReleaseArgs extends ReleaseKeyArgs {
  @Field(() => String, {
    description: 'The reason, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsPlainText({ most: 2000 })
  reason!: string;
}

@ArgsType()
export class BringForwardArgs extends ReleaseKeyArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Why the embargo ends early, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  reason?: string | null;
}

@ArgsType()
export class RecordReleaseArgs extends ReleaseKeyArgs {
  @Field(() => ReleaseEventEnum, { description: 'What happened.' })
  event!: ReleaseEvent;

  @Field(() => String, {
    nullable: true,
    description: 'A note, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  note?: string | null;
}

@ArgsType()
export class ReleaseStepsArgs extends PageArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;
}

@InputType({ description: 'The reason to publish despite a warning.' })
class ReleaseAcknowledgementInput {
  @Field(() => ProblemCodeEnum, { description: 'The code of the warning. The reason covers every warning with it.' })
  code!: ProblemCode;

  @Field(() => String, {
    description: 'The reason, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsPlainText({ most: 2000 })
  reason!: string;
}

@InputType({ description: 'A release to be published.' })
export class PublishReleaseInput {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The end of the embargo: until then only the coordinator and the named readers see it. Needs the totals of the phase to be held back. If left out, it is published at once.',
  })
  embargoUntil?: Date | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The ids of the people who may read it under embargo. Each of their readings is recorded.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_READERS)
  @IsName({ each: true })
  namedReaders?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What has changed since the version before, 2,000 characters at most. Published with the release. Needed from version 2 on. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  note?: string | null;

  @Field(() => ReleaseKindEnum, {
    nullable: true,
    description: 'Why there is another version. Needed from version 2 on.',
  })
  kind?: ReleaseKind | null;

  @Field(() => [ReleaseAcknowledgementInput], {
    nullable: true,
    description: 'A reason for each code of the checklist with the severity WARNING.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_REASONS)
  @ValidateNested({ each: true })
  @Type(() => ReleaseAcknowledgementInput)
  acknowledgements?: ReleaseAcknowledgementInput[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The newest version that you expect; 0: none. If another one is the newest: VERSION_CONFLICT. If left out, this is not checked.',
  })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;
}
