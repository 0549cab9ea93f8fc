import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { BreakdownPartType, ForceType, MeasureType } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/index.js';
import type { ProblemCode, Qualifier, ReturnStatus, Severity, ShownState } from '../domain/index.js';
import { ProblemCodeEnum, QualifierEnum, ReturnStatusEnum, SeverityEnum, StateEnum } from './returns.enums.js';

@ObjectType('Problem', { description: 'Something about a return that a user can put right.' })
export class ProblemType {
  @Field(() => ProblemCodeEnum, { description: 'What kind of problem it is.' })
  code!: ProblemCode;

  @Field(() => SeverityEnum, { description: 'Whether it keeps the return out.' })
  severity!: Severity;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the measure it is about, as it was sent; null: the return as a whole.',
  })
  measure!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the part it is about, as it was sent; null: the measure as a whole.',
  })
  breakdown!: string | null;

  @Field(() => String, { description: 'What was found, what was expected and how to put it right.' })
  message!: string;
}

@ObjectType('Window', { description: "The force's own dates." })
export class WindowType {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: string;
}

@ObjectType('Figure', { description: 'One value as a return states it.' })
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
