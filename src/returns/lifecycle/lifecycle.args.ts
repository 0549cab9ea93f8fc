import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import type { ProblemCode } from '../../common/problem.js';
import { IsName, IsPlainText, ProblemCodeEnum } from '../../platform/graphql/index.js';
import { VersionArgs } from '../shared/returns.args.js';

@InputType({ description: 'Why what a warning is about is right all the same.' })
export class AcknowledgementInput {
  @Field(() => ProblemCodeEnum, { description: "The warning's code." })
  code!: ProblemCode;

  @Field(() => ID, {
    nullable: true,
    description:
      "The warning's measure. Left out: the reason covers every warning of the code that no other acknowledgement names, whether it has a measure or not.",
  })
  @IsOptional()
  @IsName()
  measure?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The warning's part. Left out, with a measure: the warning about the measure as a whole.",
  })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => String, {
    description: 'Why, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsPlainText({ most: 2000 })
  reason!: string;
}

@ArgsType()
export class SignOffArgs extends VersionArgs {
  @Field(() => [AcknowledgementInput], {
    nullable: true,
    description:
      'A reason for each WARNING of the version. One may cover several: those of the same code, measure and part, or without a measure all others of the code. It is stored beside each. What was NOT_EVALUATED needs none.',
  })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => AcknowledgementInput)
  acknowledgements?: AcknowledgementInput[] | null;
}

@ArgsType()
export class QueryReturnArgs extends VersionArgs {
  @Field(() => String, { description: 'What the region wants to know, 2,000 characters at most. No personal data.' })
  @IsPlainText({ most: 2000 })
  question!: string;
}

@ArgsType()
export class AcceptArgs extends VersionArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Why it is accepted although its force has not signed it off, 2,000 characters at most. That it was is told with every total of a measure that rests on it. Left out: it is signed off.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  withoutSignOff?: string | null;
}

@ArgsType()
export class ReasonArgs extends VersionArgs {
  @Field(() => String, { description: 'Why, 2,000 characters at most. Internal: never published. No personal data.' })
  @IsPlainText({ most: 2000 })
  reason!: string;
}

@ArgsType()
export class WithdrawArgs extends ReasonArgs {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'True: withdraws every version of the return that is not withdrawn yet, or none if one of them cannot be. False: withdraws the named version, and the one before it is current again.',
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
