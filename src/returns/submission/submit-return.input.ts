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

@InputType({ description: 'One figure of a return.' })
export class FigureInput {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The code of a part of the measure's breakdown; if left out, the value is the measure's total.",
  })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'The value, in `unit`. Required, unless the qualifier is UNQUANTIFIED, which takes no value. 0 means that there truly was none.',
  })
  @AsParsed()
  value?: Decimal | null;

  @Field(() => UnitEnum, { nullable: true, description: "The unit of the value; if left out, the measure's unit." })
  unit?: Unit | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact the value is; if left out, EXACT.' })
  qualifier?: Qualifier | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note on the figure, 2,000 characters at most. Internal: never published. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  note?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Withholds the figure for a live job until this time, in the future and at most two years ahead, else WITHHELD_UNTIL_NOT_POSSIBLE. Until then it counts as not reported for everybody but its force and the coordinator. The measure is withheld with all its parts; if its figures give different times, the latest counts. If left out, the figure is not withheld: to end it earlier, send the return again without it.',
  })
  withheldUntil?: Date | null;
}

@InputType({ description: 'A range of days. The first and the last day are included.' })
export class WindowInput {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: CalendarDate;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: CalendarDate;
}

@InputType({ description: 'How the region received a return that it enters for a force.' })
export class OnBehalfInput {
  @Field(() => String, {
    description: 'Who in the force supplied the return, 200 characters at most: a role, or a name and role.',
  })
  @IsName({ least: 1, most: 200 })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'When the region received it.' })
  at!: Date;

  @Field(() => ChannelEnum, { description: 'How it reached the region.' })
  by!: Channel;
}

@InputType({ description: 'A whole return. A measure that it leaves out is not reported in this version.' })
export class SubmitReturnInput {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;

  @Field(() => [FigureInput], { nullable: true, description: 'The figures.' })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => FigureInput)
  figures?: FigureInput[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The codes of measures of which there truly was none: the measure and each of its parts are exactly 0.',
  })
  @IsOptional()
  @IsName({ each: true })
  nil?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'The codes of measures that cannot occur in this force.' })
  @IsOptional()
  @IsName({ each: true })
  notApplicable?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: every CORE or ASKED measure of the phase is nil unless the return names it. If left out, false.',
  })
  othersNil?: boolean | null;

  @Field(() => WindowInput, {
    nullable: true,
    description: "The force's own dates of activity; if left out, the phase's dates.",
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => WindowInput)
  window?: WindowInput | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the figures were correct (their "as at" date).',
  })
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
    description: 'Why this version is sent, 2,000 characters at most. Required for a correction.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  reason?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "Withholds the whole return for a live job until this time: every figure, and every measure that is nil or not applicable, as 'withheldUntil' of a figure does. For a figure with a time of its own, the later one counts. If left out, only the figures that say so are withheld.",
  })
  withheldUntil?: Date | null;

  @Field(() => OnBehalfInput, {
    nullable: true,
    description: 'How the region received the return. Only for a return that the region enters for a force; optional.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => OnBehalfInput)
  onBehalf?: OnBehalfInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of the current version as you last read it, 0 if there was none. VERSION_CONFLICT if it has changed. If left out, not checked.',
  })
  @IsOptional()
  @Min(0)
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A key of your own choice, 1 to 200 characters. If you send the same return with the same key again within 7 days, you get the first answer again and nothing is stored twice. IDEMPOTENCY_KEY_REUSED if the return is different.',
  })
  @IsOptional()
  @IsPlainText({ least: 1, most: 200 })
  idempotencyKey?: string | null;
}

/** The query cost of checking and storing one figure. Reading one value costs 1. */
const FIGURE_WORK = 40;

/** The query cost of a field that takes a return: its selected fields, and work for each entry in `input`. */
export const submissionCost: NonNullable<FieldOptions['complexity']> = ({ args, childComplexity }) => {
  const { figures, nil, notApplicable } = args['input'] as Partial<SubmitReturnInput>;
  const named = [figures, nil, notApplicable].reduce((sum, list) => sum + (list?.length ?? 0), 0);
  return 1 + childComplexity + FIGURE_WORK * named;
};
