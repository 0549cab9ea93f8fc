import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { ForceType, MOST_FORCES } from '../../dictionary/index.js';
import { DecimalScalar, listCost } from '../../platform/graphql/index.js';
import { QualifierEnum, type Qualifier } from '../../returns/index.js';

@ObjectType('Coverage', { description: 'Which forces have reported for a total, or for a phase.' })
export class CoverageType {
  @Field(() => Int, { description: 'The number of expected forces: those TAKING_PART.' })
  expected!: number;

  @Field(() => Int, {
    description: 'How many of the expected forces have reported: a value, nil, not applicable or an unknown amount.',
  })
  reported!: number;

  @Field(() => Boolean, { description: 'True if no expected force is missing.' })
  complete!: boolean;

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description: 'The expected forces that have not reported, in order of code.',
  })
  missing!: readonly ForceType[];

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description:
      'Forces with participation NOT_KNOWN that have not reported, in order of code. They are not expected, so they are not missing.',
  })
  notHeard!: readonly ForceType[];
}

@ObjectType({ isAbstract: true })
export abstract class RegionalSum {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The value, in the measure's unit; null if no force gave a number, so that there is no total.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, {
    nullable: true,
    description:
      'How exact the total is. AT_LEAST if an expected force is missing. UNQUANTIFIED if at least one force reported an unknown amount and none gave a number. Null if forces reported only NOT_APPLICABLE, or nothing.',
  })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: "The lowest possible true total, in the measure's unit." })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The highest possible true total, in the measure's unit; null if there is no upper bound.",
  })
  upper!: Decimal | null;

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description:
      'Forces in the total whose figures were accepted without sign-off, in order of code. In the total of a part (PartTotal), such a force is also listed if it reported the measure without this part.',
  })
  withoutSignOff!: readonly ForceType[];

  @Field(() => [ForceType], {
    complexity: listCost(MOST_FORCES),
    description:
      "Forces whose figures for the measure changed after the phase's figures became final (finalAt), in order of code. They are compared with the version that counted at finalAt or, if there was none, with the first that was accepted after it. Parts, classes and groups have the same list as their measure. Empty before finalAt.",
  })
  changedAfterFinal!: readonly ForceType[];
}
