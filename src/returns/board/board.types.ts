import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ForceType } from '../../dictionary/index.js';
import { DateTimeScalar } from '../../platform/graphql/index.js';
import type { ReturnStatus } from '../domain/index.js';
import { ReturnStatusEnum } from '../shared/returns.enums.js';

@ObjectType('PhaseReturn', {
  description: "The status of one force's return for a phase, as far as the caller may see it.",
})
export class PhaseReturnType {
  /** The code of the phase. Not a GraphQL field: used to resolve other fields. */
  phase!: string;

  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => ReturnStatusEnum, {
    description:
      "The status of the return. For another force's return, only one of three: ACCEPTED (a version is accepted), SUBMITTED (none is accepted, but one is current) or NOT_STARTED (neither).",
  })
  status!: ReturnStatus;

  @Field(() => Int, {
    nullable: true,
    description:
      "The number of the current version, or of the newest if all are withdrawn. For another force's return: of the accepted version. Null if there is no such version.",
  })
  version!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The number of the version that counts in the region's accepted totals; null if none is accepted.",
  })
  acceptedVersion!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When the version in `version` was submitted, UTC; null if there is none, or the caller may not see it.',
  })
  submittedAt!: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True if the force submitted its first version after returnsDueAt. Also true if the force is TAKING_PART, has submitted nothing and returnsDueAt has passed. A correction is never late. Null if the caller may not see it.',
  })
  late!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True if the version in `version` was submitted after the phase's figures became final (finalAt); null if there is none, or the caller may not see it.",
  })
  afterFinal!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many questions about the version in `version` are open; null if the caller may not see it.',
  })
  openQueries!: number | null;
}
