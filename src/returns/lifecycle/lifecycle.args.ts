import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, Min, ValidateNested } from 'class-validator';
import type { ProblemCode } from '../../common/problem.js';
import { IsName, IsPlainText, ProblemCodeEnum } from '../../platform/graphql/index.js';
import { ReturnKeyArgs, VersionArgs } from '../shared/returns.args.js';

const REASON = 'The reason, 2,000 characters at most. Internal: never published. No personal data.';

@InputType({ description: 'Why the figure is correct despite the warning.' })
export class AcknowledgementInput {
  @Field(() => ProblemCodeEnum, { description: 'The code of the warning.' })
  code!: ProblemCode;

  @Field(() => ID, {
    nullable: true,
    description:
      'The code of the measure that the warning is about. If left out, the reason covers every warning with this code that has no acknowledgement of its own, including warnings about the return as a whole.',
  })
  @IsOptional()
  @IsName()
  measure?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The code of the part that the warning is about. If left out, and a measure is given, the reason covers the warning about the measure as a whole.',
  })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => String, { description: REASON })
  @IsPlainText({ most: 2000 })
  reason!: string;
}

@ArgsType()
export class SignOffArgs extends VersionArgs {
  @Field(() => [AcknowledgementInput], {
    nullable: true,
    description:
      'A reason for each WARNING of the version; NOT_EVALUATED needs none. A reason with a measure covers the warnings with the same code, measure and part. A reason without a measure covers all other warnings with its code. It is stored with each warning that it covers.',
  })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => AcknowledgementInput)
  acknowledgements?: AcknowledgementInput[] | null;
}

@ArgsType()
export class QueryReturnArgs extends VersionArgs {
  @Field(() => String, { description: 'The question, 2,000 characters at most. No personal data.' })
  @IsPlainText({ most: 2000 })
  question!: string;
}

@ArgsType()
export class AcceptArgs extends VersionArgs {
  @Field(() => String, {
    nullable: true,
    description:
      "Why the version is accepted without the force's sign-off, 2,000 characters at most. Every total that includes the version shows that it was accepted in this way. Leave it out if the force has signed the version off.",
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  withoutSignOff?: string | null;
}

@ArgsType()
export class UndoAcceptanceArgs extends ReturnKeyArgs {
  @Field(() => Int, {
    description: 'The number of the version that you have read. If another version is accepted now: VERSION_CONFLICT.',
  })
  @Min(1)
  version!: number;

  @Field(() => String, { description: REASON })
  @IsPlainText({ most: 2000 })
  reason!: string;
}

@ArgsType()
export class WithdrawArgs extends VersionArgs {
  @Field(() => String, { description: REASON })
  @IsPlainText({ most: 2000 })
  reason!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'True: withdraw every version of the return, or none if one of them cannot be withdrawn. False: withdraw the named version only, so that the version before it is current again.',
  })
  wholeReturn?: boolean | null;
}

@ArgsType()
export class AnswerQueryArgs {
  @Field(() => ID, { description: 'The id of the question.' })
  @IsName()
  id!: string;

  @Field(() => String, { description: 'The answer, 2,000 characters at most. No personal data.' })
  @IsPlainText({ most: 2000 })
  answer!: string;
}
