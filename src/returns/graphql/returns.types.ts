import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { BreakdownPartType, ForceType, MeasureType } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/index.js';
import type { Qualifier, ReturnStatus, ShownState } from '../domain/index.js';
import { QualifierEnum, ReturnStatusEnum, StateEnum } from './returns.enums.js';

@ObjectType('Window', { description: "The force's own dates." })
export class WindowType {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: string;
}

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

@ObjectType('Return', {
  description:
    'What one force reports for one phase: one version, a whole return. What it leaves out is not reported in it.',
})
export class ReturnType {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Int, { description: 'The version, counting from 1; 0: nothing is there.' })
  version!: number;

  @Field(() => ReturnStatusEnum, { description: 'Where it stands.' })
  status!: ReturnStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was submitted, UTC; null: nothing is there.' })
  submittedAt!: Date | null;

  @Field(() => WindowType, { nullable: true, description: "The force's own dates; null: the phase's." })
  window!: WindowType | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day as at which its figures stand; null: not said.' })
  asAt!: string | null;

  @Field(() => String, { nullable: true, description: 'A note on it. Internal: never published.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Why this version was sent; null: not said.' })
  reason!: string | null;

  @Field(() => [FigureType], {
    description: 'What it states, in the order sent: figures, then what is nil and what is not applicable.',
  })
  figures!: readonly FigureType[];
}
