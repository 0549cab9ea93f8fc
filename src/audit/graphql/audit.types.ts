import { Field, ID, ObjectType } from '@nestjs/graphql';
import { PersonType, type Role } from '../../access/index.js';
import { DateTimeScalar, graphqlEnum, listCost } from '../../platform/graphql/index.js';
import { AUDIT_ACTIONS, type AuditAction } from '../domain/index.js';

export const AuditActionEnum = graphqlEnum<AuditAction>(
  'AuditAction',
  'What was done. New codes may come; none is renamed or reused.',
  AUDIT_ACTIONS,
);

const ActorRoleEnum = graphqlEnum<Role | 'SYSTEM'>('ActorRole', 'What somebody did something as.', {
  FORCE_ANALYST: "A force's analyst.",
  FORCE_APPROVER: "A force's approver.",
  REGIONAL_COORDINATOR: 'The regional coordinator.',
  PCC_OFFICE: "A force's commissioner's office.",
  PRESS_OFFICER: 'A press officer.',
  ADMIN: 'An administrator.',
  SYSTEM: 'The service itself.',
});

/** Details of one entry, and values of one of these. */
const MOST_DETAILS = 20;
const MOST_VALUES = 60;

@ObjectType('AuditDetail', { description: 'Something more that an entry says: an id, a code, a version, a count.' })
export class AuditDetailType {
  @Field(() => String, { description: 'What it is.' })
  name!: string;

  @Field(() => [String], {
    complexity: listCost(MOST_VALUES),
    description: 'One value, or those of a list in its order; none: it has none.',
  })
  values!: string[];
}

@ObjectType('AuditEntry', { description: 'Something that somebody did. No entry is ever changed or removed.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Its number, from 1 on, without gaps.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When; never earlier than the entry before it.' })
  at!: Date;

  @Field(() => PersonType, { description: 'Who did it.' })
  person!: PersonType;

  @Field(() => ActorRoleEnum, { description: 'As what: their own role, or that which they stood in for as a deputy.' })
  role!: Role | 'SYSTEM';

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the force that this role is of; null: of none.',
  })
  actorForce!: string | null;

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction;

  @Field(() => ID, { nullable: true, description: 'The code of the phase that it is about; null: of none.' })
  phase!: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the force that it is about; null: of none.' })
  force!: string | null;

  @Field(() => [AuditDetailType], {
    complexity: listCost(MOST_DETAILS),
    description: 'What else is recorded of it, by name.',
  })
  details!: AuditDetailType[];

  @Field(() => String, {
    nullable: true,
    description:
      'Its hash, 64 hexadecimal digits; with `id:` before it, the head of the record when it was made. Null for an entry made before entries had seals: its hash could be used to guess figures. `npm run audit:verify` verifies it all the same.',
  })
  hash!: string | null;
}
