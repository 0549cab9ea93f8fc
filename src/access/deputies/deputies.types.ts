import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import {
  DateScalar,
  DateTimeScalar,
  graphqlEnum,
  listCost,
  MOST_WARNINGS,
  ProblemType,
  Rejection,
} from '../../platform/graphql/index.js';
import type { DeputisedRole, DeputyStatus } from '../domain/deputy.js';
import { PersonType } from '../people/person.type.js';

export const DeputyRoleEnum = graphqlEnum<DeputisedRole>('DeputyRole', 'A role that a deputy can act in.', {
  FORCE_ANALYST: "A force's analyst.",
  FORCE_APPROVER: "A force's approver.",
  REGIONAL_COORDINATOR: 'The regional coordinator.',
});

export const DeputyStatusEnum = graphqlEnum<DeputyStatus>(
  'DeputyStatus',
  'Whether an appointment is valid today, Europe/London.',
  {
    COMING: 'Not valid yet: its first day is in the future.',
    RUNNING: 'Valid today.',
    PAST: 'No longer valid: its last day has passed, or it was ended early.',
  },
);

@ObjectType('DeputyCandidate', { description: 'A person who can be appointed as a deputy, with their own role.' })
export class DeputyCandidateType {
  @Field(() => PersonType, { description: 'The person.' })
  person!: PersonType;

  @Field(() => DeputyRoleEnum, { description: 'The role that they have themselves, not as a deputy.' })
  role!: DeputisedRole;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the force that the role belongs to; null for the coordinator.',
  })
  force!: string | null;
}

@ObjectType('Deputy', {
  description:
    'The appointment of a deputy: from its first to its last day the person may do what the role may do, in their own name and in addition to their own role. Acting in that role, they cannot appoint deputies.',
})
export class DeputyType {
  @Field(() => ID, { description: 'The id of the appointment.' })
  id!: string;

  @Field(() => PersonType, { description: 'The person who is the deputy.' })
  person!: PersonType;

  @Field(() => DeputyRoleEnum, { description: 'The role that they act in.' })
  role!: DeputisedRole;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the force that the role belongs to; null for the coordinator.',
  })
  force!: string | null;

  @Field(() => DateScalar, { description: 'The first day, Europe/London.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day, included, Europe/London.' })
  until!: string;

  @Field(() => String, { description: 'Why they were appointed. Internal: never published.' })
  reason!: string;

  @Field(() => DeputyStatusEnum, { description: 'Whether the appointment is valid today.' })
  status!: DeputyStatus;

  @Field(() => PersonType, { description: 'The person who appointed them.' })
  appointedBy!: PersonType;

  @Field(() => DateTimeScalar, { description: 'When they were appointed, UTC.' })
  appointedAt!: Date;

  @Field(() => PersonType, {
    nullable: true,
    description: 'The person who ended the appointment early; null if nobody did.',
  })
  endedBy!: PersonType | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended early, UTC; null if it was not.' })
  endedAt!: Date | null;
}

@ObjectType({ description: 'The deputy was appointed, or the appointment was ended.' })
class DeputyChanged {
  @Field(() => DeputyType, { description: 'The appointment as it is now.' })
  deputy!: DeputyType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_WARNINGS),
    description: 'What looks like personal data in the reason. The change was made despite these warnings.',
  })
  warnings!: readonly ProblemType[];
}

@ObjectType({
  implements: () => [Rejection],
  description: 'Nothing was changed: nobody was appointed, and no appointment was ended.',
})
class DeputyRejected extends Rejection {}

export const DeputyResult = createUnionType({
  name: 'DeputyResult',
  description: 'The result of appointing a deputy or ending an appointment.',
  types: () => [DeputyChanged, DeputyRejected] as const,
  resolveType: (value: object) => ('deputy' in value ? DeputyChanged : DeputyRejected),
});
