import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { BreakdownPartType, ForceType, MeasureType, MOST_CELLS } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateTimeScalar, DecimalScalar, listCost } from '../../platform/graphql/index.js';
import type { Action, Qualifier, ReturnStatus, ShownState } from '../domain/index.js';
import type { Denial } from '../shared/returns.policy.js';
import { ActionEnum, DenialCodeEnum, QualifierEnum, ReturnStatusEnum, StateEnum } from '../shared/returns.enums.js';
import { VersionFields } from './version.types.js';

@ObjectType('Figure', { description: 'One value as a return states it, also where its total beside it makes it nil.' })
export class FigureType {
  @Field(() => MeasureType, { description: 'What is counted, as it is defined for the phase.' })
  measure!: MeasureType;

  @Field(() => BreakdownPartType, {
    nullable: true,
    description: "The part of the measure's breakdown; null: the measure's total.",
  })
  breakdown!: BreakdownPartType | null;

  @Field(() => StateEnum, { description: 'What is said of it. An exact 0 is NIL.' })
  state!: ShownState;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In the measure's own unit; null: NOT_APPLICABLE or UNQUANTIFIED.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact it is; null: NOT_APPLICABLE.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The least that the true value may be; 0 where there is no value.' })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that the true value may be; null: no upper bound.',
  })
  upper!: Decimal | null;

  @Field(() => String, { nullable: true, description: 'A note on it. Internal: never published.' })
  note!: string | null;
}

@ObjectType('MayDo', { description: 'What the caller may do with a return now.' })
export class MayType {
  @Field(() => Boolean, { description: 'Send a version, while none is accepted.' })
  submit!: boolean;

  @Field(() => Boolean, { description: 'Send a correction, with a reason, once a version is accepted.' })
  correct!: boolean;

  @Field(() => Boolean, { description: 'Sign the version that stands off.' })
  signOff!: boolean;

  @Field(() => Boolean, { description: 'Ask about the version that stands.' })
  query!: boolean;

  @Field(() => Boolean, { description: 'Answer what is asked.' })
  answer!: boolean;

  @Field(() => Boolean, { description: 'Take a question back.' })
  takeBackQuery!: boolean;

  @Field(() => Boolean, { description: 'Accept the version that stands.' })
  accept!: boolean;

  @Field(() => Boolean, { description: 'Accept it although its force has not signed it off, with a reason.' })
  acceptWithoutSignOff!: boolean;

  @Field(() => Boolean, { description: 'Take the acceptance back.' })
  undoAcceptance!: boolean;

  @Field(() => Boolean, { description: 'Withdraw the version that stands.' })
  withdraw!: boolean;
}

@ObjectType('MayNotDo', { description: 'Something that the caller may not do with a return now.' })
export class MayNotType {
  @Field(() => ActionEnum, { description: 'What.' })
  action!: Action;

  @Field(() => DenialCodeEnum, { description: 'The code of why not.' })
  code!: Denial['code'];

  @Field(() => String, { description: 'Why not, and what can be done.' })
  message!: string;
}

@ObjectType('Return', {
  description:
    'What one force reports for one phase, told by one version: the one that stands, unless another is asked for. A version is a whole return: what it leaves out is not reported in it.',
})
export class ReturnType extends VersionFields {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Int, { description: 'The version, counting from 1; 0: nothing is there.' })
  version!: number;

  @Field(() => ReturnStatusEnum, { description: 'Where that version stands; or that none is there.' })
  status!: ReturnStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was submitted, UTC; null: nothing is there.' })
  submittedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'The version that the region counts; null: none.' })
  acceptedVersion!: number | null;

  @Field(() => [FigureType], {
    complexity: listCost(MOST_CELLS),
    description: 'What it states, in the order sent: figures, then what is nil and what is not applicable.',
  })
  figures!: readonly FigureType[];
}
