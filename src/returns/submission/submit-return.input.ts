import { Field, ID, InputType, Int, type FieldOptions } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, Min, ValidateNested } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import type { Decimal } from '../../common/decimal.js';
import { UnitEnum, type Unit } from '../../dictionary/index.js';
import {
  AsParsed,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  IsName,
  IsPlainText,
} from '../../platform/graphql/index.js';
import type { Channel, Qualifier } from '../domain/index.js';
import { ChannelEnum, QualifierEnum } from '../shared/returns.enums.js';

@InputType({ description: 'One value of a return.' })
export class FigureInput {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The code of a part of the measure's breakdown; left out: the measure's total.",
  })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'The value, in `unit`. Left out exactly where the qualifier is UNQUANTIFIED. 0 says that there truly was none.',
  })
  @AsParsed()
  value?: Decimal | null;

  @Field(() => UnitEnum, { nullable: true, description: "The unit of the value; left out: the measure's own." })
  unit?: Unit | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact it is; left out: EXACT.' })
  qualifier?: Qualifier | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note on it, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  note?: string | null;
}

@InputType({ description: 'A span of days, both included.' })
export class WindowInput {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: CalendarDate;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: CalendarDate;
}

@InputType({ description: 'How the region had a return that it enters for a force.' })
export class OnBehalfInput {
  @Field(() => String, { description: 'Who of the force gave it, 200 characters at most: a role, or a name and role.' })
  @IsName({ least: 1, most: 200 })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => ChannelEnum, { description: 'By what way.' })
  by!: Channel;
}

@InputType({ description: 'A whole return: what it leaves out is not reported in this version.' })
export class SubmitReturnInput {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;

  @Field(() => [FigureInput], { nullable: true, description: 'The values.' })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => FigureInput)
  figures?: FigureInput[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Measures of which there truly was none: exactly 0, with all their parts.',
  })
  @IsOptional()
  @IsName({ each: true })
  nil?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Measures that this force cannot have.' })
  @IsOptional()
  @IsName({ each: true })
  notApplicable?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: every CORE and ASKED measure of the phase that is not named otherwise is nil. Left out: false.',
  })
  othersNil?: boolean | null;

  @Field(() => WindowInput, { nullable: true, description: "The force's own dates; left out: the phase's." })
  @IsOptional()
  @ValidateNested()
  @Type(() => WindowInput)
  window?: WindowInput | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day as at which the figures stand.' })
  asAt?: CalendarDate | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note on the return, 5,000 characters at most. Internal: never published. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 5000 })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why this version is sent, 2,000 characters at most. A correction needs it.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  reason?: string | null;

  @Field(() => OnBehalfInput, {
    nullable: true,
    description: 'How the region had it, where it enters it for the force; left out: not said.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => OnBehalfInput)
  onBehalf?: OnBehalfInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that you believe to stand, 0: none. Another one stands: VERSION_CONFLICT. Left out: not checked.',
  })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 200 characters of your own. The same key and the same input within 7 days: the first answer again, nothing is stored twice.',
  })
  @IsOptional()
  @IsPlainText({ least: 1, most: 200 })
  idempotencyKey?: string | null;
}

/** What it costs to check and store one figure, as so many values that are told. */
const FIGURE_WORK = 40;

/** The cost of a field that takes a return in: what it tells, and work for each figure, nil and notApplicable of `input`. */
export const submissionCost: NonNullable<FieldOptions['complexity']> = ({ args, childComplexity }) => {
  const { figures, nil, notApplicable } = args['input'] as Partial<SubmitReturnInput>;
  const named = [figures, nil, notApplicable].reduce((sum, list) => sum + (list?.length ?? 0), 0);
  return 1 + childComplexity + FIGURE_WORK * named;
};
