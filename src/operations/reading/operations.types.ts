import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { AskEnum, ForceType, MeasureType } from '../../dictionary/index.js';
import { DateScalar, DateTimeScalar, graphqlEnum } from '../../platform/graphql/index.js';
import type { DatePrecision, Participation, PhaseAsk, PhaseStatus } from '../domain/index.js';

const DatePrecisionEnum = graphqlEnum<DatePrecision>('DatePrecision', "How exactly a phase's days are known.", {
  DAY: 'To the day.',
  MONTH: 'To the month: the first and last day given are those of the month.',
  YEAR: 'To the year: the first and last day given are those of the year.',
});

export const PhaseStatusEnum = graphqlEnum<PhaseStatus>('PhaseStatus', 'Whether a phase accepts returns.', {
  PLANNED: 'It does not accept returns yet.',
  OPEN: 'It accepts returns.',
  CLOSED:
    'It still accepts new versions of the returns that it has. It accepts a first return only by exception. A first return comes from a force that has submitted none for the phase, or whose versions are all withdrawn.',
  DISCARDED: 'It was created by mistake and accepts no returns. Lists leave it out unless they ask for this status.',
});

export const ParticipationEnum = graphqlEnum<Participation>('Participation', 'Whether a force takes part in a phase.', {
  TAKING_PART: 'It takes part: its return is expected.',
  NOT_TAKING_PART: 'It does not take part: its return is not accepted.',
  NOT_KNOWN:
    'Not known: its return is not expected but adds to the totals if submitted, and until then totals list the force under notHeard.',
});

@ObjectType('Operation', { description: 'A regional operation, such as Operation Scorpion.' })
export class OperationType {
  @Field(() => ID, { description: 'The code of the operation.' })
  code!: string;

  @Field(() => String, { description: 'The name of the operation.' })
  name!: string;
}

@ObjectType('Phase', { description: 'One round of an operation, with its days, participants, measures and deadlines.' })
export class PhaseType {
  @Field(() => ID, { description: 'The code of the phase.' })
  code!: string;

  @Field(() => ID, { description: 'The code of its operation.' })
  operation!: string;

  @Field(() => String, { description: 'The name of the phase.' })
  name!: string;

  @Field(() => DateScalar, {
    description: 'The first day. The definitions and drug classes of this day apply to the phase.',
  })
  startsOn!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  endsOn!: string;

  @Field(() => DatePrecisionEnum, { description: 'How exactly the first and last day are known.' })
  datesKnownTo!: DatePrecision;

  @Field(() => Int, { nullable: true, description: 'The number of days with activity; null if not known.' })
  activeDays!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Which days had activity, in words; null if they were consecutive, or if not known.',
  })
  windows!: string | null;

  @Field(() => String, { nullable: true, description: 'The aim of the phase; null if not known.' })
  focus!: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the force that led it; null if not known.' })
  leadForce!: string | null;

  /** A field resolver returns it to the coordinator only. */
  note!: string | null;

  @Field(() => PhaseStatusEnum, { description: 'Whether it accepts returns.' })
  status!: PhaseStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When returns are due, UTC: by default 12:00 Europe/London on the first working day after the last day; null if not set.',
  })
  returnsDueAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when first returns are accepted, UTC: by default the end of the 14th day after the last day, Europe/London; null if not set.',
  })
  closesAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When its figures become final, UTC: by default the end of the 90th day after the last day, Europe/London; null if not set.',
  })
  finalAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was closed, UTC; null if it is not closed, or if the time is not known.',
  })
  closedAt!: Date | null;

  @Field(() => Boolean, { description: 'True: it was opened after closesAt, so closesAt does not close it.' })
  keptOpen!: boolean;

  @Field(() => Boolean, {
    description:
      'True: only the regional coordinator may read its totals, until they are released. A setting of the phase, whether or not a release is being prepared.',
  })
  totalsHeldBack!: boolean;
}

@ObjectType('Participant', { description: "A force's participation in a phase." })
export class ParticipantType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => ParticipationEnum, { description: 'Whether the force takes part.' })
  participation!: Participation;

  @Field(() => String, {
    nullable: true,
    description:
      "The reason given with the last change. Internal: only the coordinator, the force and its commissioner's office see it; never published. Null if none was given or the caller may not see it.",
  })
  reason!: string | null;
}

@ObjectType('PhaseAsk', { description: 'A measure that a phase asks for.' })
export class PhaseAskType {
  @Field(() => MeasureType, { description: 'The measure, with the definition that applies to the phase.' })
  measure!: MeasureType;

  @Field(() => AskEnum, { description: 'CORE or ASKED. Measures that are not listed are VOLUNTARY.' })
  ask!: PhaseAsk['ask'];
}

@ObjectType('PhaseException', {
  description: "An exception for a force: until a given time, a closed phase accepts this force's first return.",
})
export class PhaseExceptionType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => DateTimeScalar, { description: 'When the exception ends, UTC. This may be in the past.' })
  until!: Date;

  @Field(() => String, { description: 'Why it was granted. Internal: never published.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was granted, UTC.' })
  grantedAt!: Date;
}

@ObjectType('OperationMember', { description: "A force's membership of an operation, from a first to a last day." })
export class OperationMemberType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => ParticipationEnum, { description: 'Its participation in new phases that begin while it is a member.' })
  participation!: Participation;

  @Field(() => DateScalar, { nullable: true, description: 'The first day; null if it has always been a member.' })
  from!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null if no end is set.' })
  until!: string | null;
}
