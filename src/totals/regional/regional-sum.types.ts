import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { ForceType, MOST_FORCES } from '../../dictionary/index.js';
import { DecimalScalar, listCost } from '../../platform/graphql/index.js';
import { QualifierEnum, type Qualifier } from '../../returns/index.js';

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

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description: 'The expected forces that have said nothing, by code.',
  })
  missing!: readonly ForceType[];

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description: 'Participants of whom it is NOT_KNOWN whether they take part and who have said nothing, by code.',
  })
  notHeard!: readonly ForceType[];
}

@ObjectType({ isAbstract: true })
export abstract class RegionalSum {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In the measure's own unit; null: nobody gave a number, so there is no total.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, {
    nullable: true,
    description:
      'How exact it is. A missing force leaves it AT_LEAST. UNQUANTIFIED: somebody said that there was some, nobody how much. Null: nobody said that there was any or none; at most that they cannot have it.',
  })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The least that the true total may be.' })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that the true total may be; null: no upper bound.',
  })
  upper!: Decimal | null;

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description:
      'The forces whose figures in it are accepted although they have not signed them off, by code; in the total of a part all that have a figure of its measure.',
  })
  withoutSignOff!: readonly ForceType[];
}
