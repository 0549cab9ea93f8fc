import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { BreakdownPartType, ForceType, MeasureType, MOST_CELLS } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateTimeScalar, DecimalScalar, listCost } from '../../platform/graphql/index.js';
import type { Action, Qualifier, ReturnStatus, ShownState } from '../domain/index.js';
import type { Denial } from '../shared/returns.policy.js';
import { ActionEnum, DenialCodeEnum, QualifierEnum, ReturnStatusEnum, StateEnum } from '../shared/returns.enums.js';
import { VersionFields } from './version.types.js';

@ObjectType('Figure', {
  description:
    "One value in a return, as it was sent. If a measure's total is NIL, every part counts as nil. If the same return nevertheless gives a part a different figure, such as AT_MOST 5, that figure is still shown here.",
})
export class FigureType {
  @Field(() => MeasureType, { description: "The measure, as defined on the phase's first day." })
  measure!: MeasureType;

  @Field(() => BreakdownPartType, {
    nullable: true,
    description: "The part that the value is for; null if the value is the measure's total.",
  })
  breakdown!: BreakdownPartType | null;

  @Field(() => StateEnum, { description: 'What the return reports. An exact 0 is NIL.' })
  state!: ShownState;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The value, in the measure's unit; null if the state is NOT_APPLICABLE or UNQUANTIFIED.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, {
    nullable: true,
    description: 'How exact the value is; null if the state is NOT_APPLICABLE.',
  })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, {
    description: "The lowest possible true value, in the measure's unit; 0 if there is no value.",
  })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The highest possible true value, in the measure's unit; null if there is no upper bound.",
  })
  upper!: Decimal | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note on the figure; null if there is none. Internal: never published.',
  })
  note!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when the force withholds the figure, as given for it or for the whole return, UTC; null if it does not. The latest time among the figures of a measure counts for all of them.',
  })
  withheldUntil!: Date | null;
}

@ObjectType('MayDo', { description: 'The actions that the caller may take on a return now. True: allowed.' })
export class MayType {
  @Field(() => Boolean, { description: 'Submit a version, while no version is accepted.' })
  submit!: boolean;

  @Field(() => Boolean, { description: 'Submit a correction, with a reason, once a version is accepted.' })
  correct!: boolean;

  @Field(() => Boolean, { description: 'Sign off the current version.' })
  signOff!: boolean;

  @Field(() => Boolean, { description: 'Ask a question about the current version.' })
  query!: boolean;

  @Field(() => Boolean, { description: 'Answer an open question about the current version.' })
  answer!: boolean;

  @Field(() => Boolean, { description: 'Take back an open question about the current version.' })
  takeBackQuery!: boolean;

  @Field(() => Boolean, { description: 'Accept the current version, once its force has signed it off.' })
  accept!: boolean;

  @Field(() => Boolean, { description: "Accept the current version without the force's sign-off, with a reason." })
  acceptWithoutSignOff!: boolean;

  @Field(() => Boolean, { description: 'Undo the acceptance of the accepted version, with a reason.' })
  undoAcceptance!: boolean;

  @Field(() => Boolean, { description: 'Withdraw the current version, with a reason.' })
  withdraw!: boolean;
}

@ObjectType('MayNotDo', { description: 'An action that the caller may not take on a return now.' })
export class MayNotType {
  @Field(() => ActionEnum, { description: 'The action.' })
  action!: Action;

  @Field(() => DenialCodeEnum, { description: 'The reason, as a code.' })
  code!: Denial['code'];

  @Field(() => String, { description: 'Why the action is not allowed, and what can be done instead.' })
  message!: string;
}

@ObjectType('Return', {
  description:
    'What one force reports for one phase, in one version: the version asked for, else the current version, else the newest. A version is a whole return: a measure that it leaves out is not reported in it.',
})
export class ReturnType extends VersionFields {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Int, { description: 'The number of this version, from 1; 0 if there is no version.' })
  version!: number;

  @Field(() => ReturnStatusEnum, {
    description:
      'The state of this version. Without a version: NOT_STARTED, or DRAFT if there is a draft that the caller may see.',
  })
  status!: ReturnStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When this version was submitted, UTC; null if there is no version.',
  })
  submittedAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: "The number of the version that counts in the region's accepted totals; null if none is accepted.",
  })
  acceptedVersion!: number | null;

  @Field(() => [FigureType], {
    complexity: listCost(MOST_CELLS),
    description:
      'The figures of this version, in the order sent: values first, then nil measures, then measures that do not apply.',
  })
  figures!: readonly FigureType[];
}
