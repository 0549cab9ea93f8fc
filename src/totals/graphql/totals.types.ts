import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { DrugClassEnum, ForceType, MeasureType, type DrugClass } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateTimeScalar, DecimalScalar } from '../../platform/graphql/index.js';
import { QualifierEnum, StateEnum, type Qualifier, type ShownState } from '../../returns/index.js';

@ObjectType('Coverage', { description: 'Who is in a total.' })
export class CoverageType {
  @Field(() => Int, { description: 'How many forces are expected: those TAKING_PART.' })
  expected!: number;

  @Field(() => Int, {
    description: 'How many of these have said something: a value, nil, not applicable, or that there was some.',
  })
  reported!: number;

  @Field(() => Boolean, { description: 'True when none of the expected is missing.' })
  complete!: boolean;

  @Field(() => [ForceType], { description: 'The expected forces that have said nothing, by code.' })
  missing!: readonly ForceType[];

  @Field(() => [ForceType], {
    description: 'Participants of whom it is NOT_KNOWN whether they take part and who have said nothing, by code.',
  })
  notHeard!: readonly ForceType[];
}

@ObjectType('RestsOn', { description: 'A version of a return that counts.' })
export class RestsOnType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Int, { description: 'The version of its return.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When that was submitted, UTC.' })
  submittedAt!: Date;
}

@ObjectType('ForceCell', { description: "One force's line in a total." })
export class ForceCellType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => StateEnum, { description: 'What it has said. NOT_REPORTED is never 0.' })
  state!: ShownState;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In the measure's own unit; null: NOT_REPORTED, NOT_APPLICABLE or UNQUANTIFIED.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact it is; null: NOT_REPORTED or NOT_APPLICABLE.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The least that the true value may be.' })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that the true value may be; null: no upper bound.',
  })
  upper!: Decimal | null;
}

@ObjectType({ isAbstract: true })
abstract class RegionalSum {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In the measure's own unit; null: nobody gave a number, so there is no total.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, {
    nullable: true,
    description:
      'How exact it is. A missing force leaves it AT_LEAST. UNQUANTIFIED: somebody said that there was some, nobody how much. Null: nobody said anything.',
  })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The least that the true total may be.' })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that the true total may be; null: no upper bound.',
  })
  upper!: Decimal | null;
}

@ObjectType('PartTotal', {
  description:
    "The region's total of one part of a measure. Forces that did not give the part leave it without an upper bound.",
})
export class PartTotalType extends RegionalSum {
  @Field(() => ID, { description: "The part's code." })
  code!: string;

  @Field(() => String, { description: "The part's name." })
  name!: string;

  @Field(() => DrugClassEnum, {
    nullable: true,
    description: "A drug's class on the phase's first day; null: not classed then, or no drug.",
  })
  drugClass!: DrugClass | null;
}

@ObjectType('Total', { description: "The region's total of one measure." })
export class TotalType extends RegionalSum {
  @Field(() => MeasureType, { description: 'What is counted, as it is defined for the phase.' })
  measure!: MeasureType;

  @Field(() => CoverageType, { description: 'Who is in it.' })
  coverage!: CoverageType;

  @Field(() => [ForceCellType], {
    description: 'Every force that is expected, and others that have a figure, by code.',
  })
  byForce!: readonly ForceCellType[];

  @Field(() => [PartTotalType], { description: "The parts that somebody gave, in the dictionary's order." })
  byBreakdown!: readonly PartTotalType[];
}

@ObjectType('RegionalTotals', { description: "A phase's totals over the region, with all that they rest on." })
export class RegionalTotalsType {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => DateTimeScalar, {
    description: 'The newest change that the totals rest on, UTC: nothing of them has changed since.',
  })
  asOf!: Date;

  @Field(() => [RestsOnType], { description: "The versions that count, by the force's code." })
  restsOn!: readonly RestsOnType[];

  @Field(() => CoverageType, { description: 'Who has sent a return that counts.' })
  coverage!: CoverageType;

  @Field(() => [TotalType], { description: "In the dictionary's order. Measures are never added to each other." })
  totals!: readonly TotalType[];
}
