import { Field, ID, ObjectType } from '@nestjs/graphql';
import { PersonType, type Role } from '../../access/index.js';
import { DateTimeScalar, graphqlEnum, listCost } from '../../platform/graphql/index.js';
import { AUDIT_ACTIONS, type AuditAction } from '../domain/index.js';

/** What was done, as answers give it. */
export type ShownAction = AuditAction | 'UNKNOWN';

export const AuditActionEnum = graphqlEnum<ShownAction>(
  'AuditAction',
  'What was done. New codes may be added; a code is never renamed or reused.',
  {
    ...AUDIT_ACTIONS,
    UNKNOWN:
      'Something that this release has no code for: recorded by hand, or by a later release. As a filter it finds nothing.',
  },
);

const ActorRoleEnum = graphqlEnum<Role | 'SYSTEM'>('ActorRole', 'The role in which a person made a change.', {
  FORCE_ANALYST: "A force's analyst.",
  FORCE_APPROVER: "A force's approver.",
  REGIONAL_COORDINATOR: 'The regional coordinator.',
  PCC_OFFICE: "A force's commissioner's office.",
  PRESS_OFFICER: 'A press officer.',
  ADMIN: 'An administrator.',
  SYSTEM: 'The service itself.',
});

/** The most details of one entry, and the most values of one detail; used to compute query cost. */
const MOST_DETAILS = 20;
const MOST_VALUES = 60;

@ObjectType('AuditDetail', { description: 'One detail of an entry, such as an id, a code, a version or a count.' })
export class AuditDetailType {
  @Field(() => String, { description: 'The name of the detail.' })
  name!: string;

  @Field(() => [String], {
    complexity: listCost(MOST_VALUES),
    description: 'The value. If the detail is a list: its values, in the order of the list. Empty if there is none.',
  })
  values!: string[];
}

@ObjectType('AuditEntry', { description: 'One change that was made. An entry is never changed or removed.' })
export class AuditEntryType {
  @Field(() => ID, {
    description:
      'The number of the entry. Entries are numbered from 1 without gaps; a number that is not there belongs to an entry that is not shown yet.',
  })
  id!: string;

  @Field(() => DateTimeScalar, {
    description: 'When the change was made, UTC; never earlier than the entry before it.',
  })
  at!: Date;

  @Field(() => PersonType, { description: 'The person who made the change.' })
  person!: PersonType;

  @Field(() => ActorRoleEnum, {
    description: 'The role in which they made it: their own, or the one in which they acted as a deputy.',
  })
  role!: Role | 'SYSTEM';

  @Field(() => ID, {
    nullable: true,
    description: "The code of the force of the person's role; null if none.",
  })
  actorForce!: string | null;

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: ShownAction;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the phase that the change is about; null if it is about none.',
  })
  phase!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the force that the change is about; null if it is about none.',
  })
  force!: string | null;

  @Field(() => [AuditDetailType], {
    complexity: listCost(MOST_DETAILS),
    description: 'Further details, such as the version or the previous status.',
  })
  details!: AuditDetailType[];

  @Field(() => String, {
    nullable: true,
    description:
      'The hash of the entry, 64 hexadecimal digits. Keep `id:hash`: with it, `npm run audit:verify` detects later tampering with the record up to this entry. Null for early entries, whose hashes could be used to guess figures. `npm run audit:verify` checks these entries too.',
  })
  hash!: string | null;
}
