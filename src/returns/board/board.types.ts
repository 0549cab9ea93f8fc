import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ForceType } from '../../dictionary/index.js';
import { DateTimeScalar } from '../../platform/graphql/index.js';
import type { ReturnStatus } from '../domain/index.js';
import { ReturnStatusEnum } from '../shared/returns.enums.js';

@ObjectType('PhaseReturn', { description: "Where a force's return for a phase stands, as far as the caller may know." })
export class PhaseReturnType {
  /** The code of its phase; no field. */
  phase!: string;

  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => ReturnStatusEnum, {
    description:
      'Where it stands. Of another force: ACCEPTED, else SUBMITTED where it has reported, whatever has come of that, else NOT_STARTED.',
  })
  status!: ReturnStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that stands, else the newest; of another force the accepted one. Null: none.',
  })
  version!: number | null;

  @Field(() => Int, { nullable: true, description: 'The version that the region counts; null: none.' })
  acceptedVersion!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When that version was submitted, UTC; null: none is there, or it is not for the caller to know.',
  })
  submittedAt!: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its first return came after returns were due, or has not come and they are. A correction is never late. Null: not for the caller to know.',
  })
  late!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many questions about that version are open; null: not for the caller to know.',
  })
  openQueries!: number | null;
}
