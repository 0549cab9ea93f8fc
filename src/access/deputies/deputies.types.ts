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

export const DeputyRoleEnum = graphqlEnum<DeputisedRole>('DeputyRole', 'What somebody can stand in as.', {
  FORCE_ANALYST: "A force's analyst.",
  FORCE_APPROVER: "A force's approver.",
  REGIONAL_COORDINATOR: 'The regional coordinator.',
});

export const DeputyStatusEnum = graphqlEnum<DeputyStatus>('DeputyStatus', 'Whether somebody stands in today.', {
  COMING: 'Not yet: the first day is still to come.',
  RUNNING: 'Today.',
  PAST: 'Not any more: the days have gone by, or it was ended.',
});

@ObjectType('DeputyCandidate', { description: 'Somebody who can be appointed as a deputy, and what they are.' })
export class DeputyCandidateType {
  @Field(() => PersonType, { description: 'Who.' })
  person!: PersonType;

  @Field(() => DeputyRoleEnum, { description: 'Their own role, in which they are no deputy.' })
  role!: DeputisedRole;

  @Field(() => ID, { nullable: true, description: 'The code of the force that the role is of; null: of none.' })
  force!: string | null;
}

@ObjectType('Deputy', {
  description:
    'That somebody stands in for whoever has a role, on some days: they may do what it may, beside their own, in their own name. They appoint no deputies in it.',
})
export class DeputyType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => PersonType, { description: 'Who stands in.' })
  person!: PersonType;

  @Field(() => DeputyRoleEnum, { description: 'As what.' })
  role!: DeputisedRole;

  @Field(() => ID, { nullable: true, description: 'The code of the force that the role is of; null: of none.' })
  force!: string | null;

  @Field(() => DateScalar, { description: 'The first day, Europe/London.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day, included.' })
  until!: string;

  @Field(() => String, { description: 'Why. Internal: never published.' })
  reason!: string;

  @Field(() => DeputyStatusEnum, { description: 'Whether they stand in today.' })
  status!: DeputyStatus;

  @Field(() => PersonType, { description: 'Who appointed them.' })
  appointedBy!: PersonType;

  @Field(() => DateTimeScalar, { description: 'When, UTC.' })
  appointedAt!: Date;

  @Field(() => PersonType, { nullable: true, description: 'Who ended it before its time; null: nobody.' })
  endedBy!: PersonType | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When, UTC; null: nobody ended it.' })
  endedAt!: Date | null;
}

@ObjectType({ description: 'The deputy is appointed, or that is ended.' })
class DeputyChanged {
  @Field(() => DeputyType, { description: 'As it stands now.' })
  deputy!: DeputyType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_WARNINGS),
    description: 'What looks wrong in what was written, and did not keep it back.',
  })
  warnings!: readonly ProblemType[];
}

@ObjectType({ implements: () => [Rejection], description: 'Nobody was appointed, and nothing ended.' })
class DeputyRejected extends Rejection {}

export const DeputyResult = createUnionType({
  name: 'DeputyResult',
  description: 'What came of appointing a deputy, or of ending that.',
  types: () => [DeputyChanged, DeputyRejected] as const,
  resolveType: (value: object) => ('deputy' in value ? DeputyChanged : DeputyRejected),
});
