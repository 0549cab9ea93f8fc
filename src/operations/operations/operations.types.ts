import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { AskEnum, ForceType, MeasureType } from '../../dictionary/index.js';
import { DateScalar, DateTimeScalar, graphqlEnum } from '../../platform/graphql/index.js';
import type { DatePrecision, Participation, PhaseAsk, PhaseStatus } from '../domain/index.js';

const DatePrecisionEnum = graphqlEnum<DatePrecision>('DatePrecision', "How exactly a phase's days are known.", {
  DAY: 'To the day.',
  MONTH: 'To the month: the days told are its first and last.',
  YEAR: 'To the year: the days told are its first and last.',
});

export const PhaseStatusEnum = graphqlEnum<PhaseStatus>('PhaseStatus', 'Whether a phase takes returns.', {
  PLANNED: 'Not yet.',
  OPEN: 'Now.',
  CLOSED: 'No first returns any more, but for those of forces with an exception; corrections still.',
  DISCARDED: 'It was made by mistake and takes no returns. Lists leave it out unless they ask for this status.',
});

export const ParticipationEnum = graphqlEnum<Participation>('Participation', 'Whether a force takes part in a phase.', {
  TAKING_PART: 'It does: its return is expected.',
  NOT_TAKING_PART: 'It does not: no return of it is taken.',
  NOT_KNOWN: 'Not known: no return is expected, one that comes adds to the totals, and silence is told.',
});

@ObjectType('Operation', { description: 'A regional operation, such as Operation Scorpion.' })
export class OperationType {
  @Field(() => ID, { description: 'Its code.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

@ObjectType('Phase', { description: 'One round of an operation.' })
export class PhaseType {
  @Field(() => ID, { description: 'Its code.' })
  code!: string;

  @Field(() => ID, { description: 'The code of its operation.' })
  operation!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => DateScalar, { description: 'Its first day.' })
  startsOn!: string;

  @Field(() => DateScalar, { description: 'Its last day.' })
  endsOn!: string;

  @Field(() => DatePrecisionEnum, { description: 'How exactly these days are known.' })
  datesKnownTo!: DatePrecision;

  @Field(() => Int, { nullable: true, description: 'How many days of activity it had; null: not known.' })
  activeDays!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'How these days lie, in words; null: one run of days, or not known.',
  })
  windows!: string | null;

  @Field(() => String, { nullable: true, description: 'What it set out to do; null: not known.' })
  focus!: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the force that led it; null: not known.' })
  leadForce!: string | null;

  /** Told by a field of its own, not to everybody. */
  note!: string | null;

  @Field(() => PhaseStatusEnum, { description: 'Whether it takes returns.' })
  status!: PhaseStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When returns are due: by default at 12:00 in London on the first working day after; null: not set.',
  })
  returnsDueAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when it takes first returns: by default with the end of the 14th day after its last, London; null: not set.',
  })
  closesAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'From when its figures are final: by default with the end of the 90th day after its last, London; null: not set.',
  })
  finalAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; null: it is not, or not known.' })
  closedAt!: Date | null;

  @Field(() => Boolean, { description: 'True: it was opened after closesAt, which does not close it then.' })
  keptOpen!: boolean;
}

@ObjectType('Participant', { description: 'A force and whether it takes part in a phase.' })
export class ParticipantType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => ParticipationEnum, { description: 'Whether it takes part.' })
  participation!: Participation;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, as it was given with the last change. Internal: told to the coordinator, the force and its commissioner, never published. Null: not given, or not for you.',
  })
  reason!: string | null;
}

@ObjectType('PhaseAsk', { description: 'A measure that a phase asks for.' })
export class PhaseAskType {
  @Field(() => MeasureType, { description: 'The measure, as it is defined for the phase.' })
  measure!: MeasureType;

  @Field(() => AskEnum, { description: 'CORE or ASKED. A measure that is not named is VOLUNTARY.' })
  ask!: PhaseAsk['ask'];
}

@ObjectType('PhaseException', {
  description: 'A force whose first return a closed phase takes all the same, until an instant.',
})
export class PhaseExceptionType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => DateTimeScalar, { description: 'Until when. It may be over.' })
  until!: Date;

  @Field(() => String, { description: 'Why. Internal: never published.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was granted.' })
  grantedAt!: Date;
}

@ObjectType('OperationMember', { description: 'A force that belongs to an operation, from a day until a day.' })
export class OperationMemberType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => ParticipationEnum, { description: 'How it takes part in phases that begin then, as they are made.' })
  participation!: Participation;

  @Field(() => DateScalar, { nullable: true, description: 'The first day; null: from the beginning.' })
  from!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null: until further notice.' })
  until!: string | null;
}
