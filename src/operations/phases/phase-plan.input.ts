import { Field, ID, InputType, Int, PartialType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { AskEnum, type Ask } from '../../dictionary/index.js';
import { DateScalar, DateTimeScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import type { Participation, PhaseStatus } from '../domain/index.js';
import { ParticipationEnum, PhaseStatusEnum } from '../operations/operations.types.js';

const MOST_ITEMS = 500;

@InputType({ description: 'What is said of a phase.' })
class PhasePlanInput {
  @Field(() => String, { description: 'What people know it by, 200 characters at most.' })
  @IsName({ most: 200 })
  name!: string;

  @Field(() => DateScalar, { description: 'Its first day. Definitions and drug classes are those of this day.' })
  startsOn!: CalendarDate;

  @Field(() => DateScalar, { description: 'Its last day, 366 days at most.' })
  endsOn!: CalendarDate;

  @Field(() => Int, { nullable: true, description: 'How many days of activity it has; null: not known.' })
  activeDays?: number | null;

  @Field(() => String, { nullable: true, description: 'How these days lie, in words, 500 characters at most.' })
  @IsOptional()
  @IsName({ most: 500 })
  windows?: string | null;

  @Field(() => String, { nullable: true, description: 'What it sets out to do, 500 characters at most.' })
  @IsOptional()
  @IsName({ most: 500 })
  focus?: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the force that leads it.' })
  @IsOptional()
  @IsName()
  leadForce?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note on it, 2,000 characters at most. Internal: the coordinator reads it. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  note?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When returns are due. By default: 12:00 in London on the first working day after its last day.',
  })
  returnsDueAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when it takes first returns. By default: the end of the 14th day after its last, London. Given later: a phase that was kept open is so no longer.',
  })
  closesAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when its figures are final. By default: the end of the 90th day after its last, London.',
  })
  finalAt?: Date | null;
}

@InputType({ description: 'A force and whether it takes part in a phase.' })
class ParticipantInput {
  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;

  @Field(() => ParticipationEnum, { description: 'Whether it takes part.' })
  participation!: Participation;
}

@InputType({ description: 'A measure that a phase asks for, or does not.' })
class PhaseAskInput {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => AskEnum, { description: 'CORE or ASKED; VOLUNTARY: it is not asked for.' })
  ask!: Ask;
}

@InputType({ description: 'A phase to be made.' })
export class CreatePhaseInput extends PhasePlanInput {
  @Field(() => ID, { description: 'The code of its operation.' })
  @IsName()
  operation!: string;

  @Field(() => ID, {
    nullable: true,
    description: "Its code. Left out: the operation's, and the number after the highest that one of its phases has.",
  })
  @IsOptional()
  @IsName()
  code?: string | null;

  @Field(() => [ParticipantInput], {
    nullable: true,
    description: 'Who takes part. Left out: the forces that belong to the operation on its first day.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => ParticipantInput)
  participants?: ParticipantInput[] | null;

  @Field(() => [PhaseAskInput], {
    nullable: true,
    description: 'What it asks for. Left out: every CORE and ASKED measure of the dictionary as of its first day.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => PhaseAskInput)
  asks?: PhaseAskInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: the days are meant. Without it, a first day more than a year ahead, and the days of another phase of the operation, are CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}

@InputType({
  description:
    'A change of a phase: what is left out stays as it is. Null takes away what a phase can be without; of the name, days and deadlines it counts as left out.',
})
export class ChangePhaseInput extends PartialType(PhasePlanInput) {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => PhaseStatusEnum, {
    nullable: true,
    description: 'The status that you believe it to have. Another one: STATE_CONFLICT. Left out: not checked.',
  })
  expectedStatus?: PhaseStatus | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, where its closing date then opens it again or closes it, 2,000 characters at most. No personal data. Otherwise it is not kept.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  reason?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: the days are meant. Without it, a first day more than a year ahead, and the days of another phase of the operation, are CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}
