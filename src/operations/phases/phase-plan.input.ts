import { Field, ID, InputType, Int, PartialType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { AskEnum, type Ask } from '../../dictionary/index.js';
import { DateScalar, DateTimeScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import type { Participation, PhaseStatus } from '../domain/index.js';
import { ParticipationEnum, PhaseStatusEnum } from '../reading/operations.types.js';

const MOST_ITEMS = 500;

@InputType({ description: 'The details of a phase.' })
class PhasePlanInput {
  @Field(() => String, { description: 'The name of the phase, 200 characters at most.' })
  @IsName({ most: 200 })
  name!: string;

  @Field(() => DateScalar, {
    description: 'The first day. The definitions and drug classes of this day apply to the phase.',
  })
  startsOn!: CalendarDate;

  @Field(() => DateScalar, { description: 'The last day. A phase lasts 366 days at most.' })
  endsOn!: CalendarDate;

  @Field(() => Int, { nullable: true, description: 'The number of days with activity; null if not known.' })
  activeDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Which days have activity, in words, if they are not consecutive; 500 characters at most.',
  })
  @IsOptional()
  @IsName({ most: 500 })
  windows?: string | null;

  @Field(() => String, { nullable: true, description: 'The aim of the phase, 500 characters at most.' })
  @IsOptional()
  @IsName({ most: 500 })
  focus?: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the force that leads it.' })
  @IsOptional()
  @IsName()
  leadForce?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note on the phase, 2,000 characters at most. Internal: for the coordinator only. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  note?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When returns are due. By default 12:00 Europe/London on the first working day after the last day.',
  })
  returnsDueAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when first returns are accepted. By default the end of the 14th day after the last day, Europe/London.',
  })
  closesAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its figures become final. By default the end of the 90th day after the last day, Europe/London.',
  })
  finalAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only the regional coordinator may read the totals of the phase, until they are released. Everybody can read this setting. False for a new phase.',
  })
  totalsHeldBack?: boolean | null;
}

@InputType({ description: "A force's participation in a phase." })
class ParticipantInput {
  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;

  @Field(() => ParticipationEnum, { description: 'Whether the force takes part.' })
  participation!: Participation;
}

@InputType({ description: 'Whether a phase asks for a measure.' })
class PhaseAskInput {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => AskEnum, { description: 'CORE or ASKED: the phase asks for it. VOLUNTARY: it does not.' })
  ask!: Ask;
}

@InputType({ description: 'A new phase.' })
export class CreatePhaseInput extends PhasePlanInput {
  @Field(() => ID, { description: 'The code of its operation.' })
  @IsName()
  operation!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The code of the phase. If left out: the operation's code with the next number, such as scorpion-14.",
  })
  @IsOptional()
  @IsName()
  code?: string | null;

  @Field(() => [ParticipantInput], {
    nullable: true,
    description: 'The forces in the phase. If left out: the members of the operation on the first day.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => ParticipantInput)
  participants?: ParticipantInput[] | null;

  @Field(() => [PhaseAskInput], {
    nullable: true,
    description:
      'The measures that it asks for. If left out: every measure that is CORE or ASKED in the dictionary on the first day.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => PhaseAskInput)
  asks?: PhaseAskInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: confirms that the days and the name are right. Without it, a first day more than a year ahead, or the same days or the same name as another phase of the operation, is refused with CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}

@InputType({
  description:
    'A change of a phase. What is left out stays as it is. Null removes an optional detail; for the name, days, deadlines and totalsHeldBack, null changes nothing.',
})
export class ChangePhaseInput extends PartialType(PhasePlanInput) {
  // As in a new phase, with what it does to a phase that is kept open.
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when first returns are accepted. By default the end of the 14th day after the last day, Europe/London. A new closing date also ends an earlier decision to keep the phase open.',
  })
  override closesAt?: Date | null;

  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;

  @Field(() => PhaseStatusEnum, {
    nullable: true,
    description:
      'The status that you expect the phase to have. If it has another one, the change is refused with STATE_CONFLICT. If left out, this is not checked.',
  })
  expectedStatus?: PhaseStatus | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the new closing date reopens or closes the phase, 2,000 characters at most. Needed in that case; otherwise it is not stored. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: 2000 })
  reason?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: confirms that the change is right. Without it, a first day more than a year ahead, the same days or the same name as another phase of the operation, or a closing date that closes the phase while returns are missing or not accepted, is refused with CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}
