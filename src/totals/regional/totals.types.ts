import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  CATEGORIES,
  CategoryEnum,
  DrugClassEnum,
  ForceType,
  MeasureType,
  MOST_FORCES,
  MOST_IN_CATEGORY,
  MOST_MEASURES,
  MOST_PARTS,
  type Category,
  type DrugClass,
} from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateTimeScalar, listCost } from '../../platform/graphql/index.js';
import { CellType, ReturnStatusEnum, type ReturnState } from '../../returns/index.js';
import type { Basis } from '../domain/index.js';
import { ClassTotalType, GroupTotalType } from './grouping-totals.types.js';
import { CoverageType, RegionalSum } from './regional-sum.types.js';
import { BasisEnum } from '../shared/totals.enums.js';

/** The number of drug classes, and of groups in a breakdown, for the query cost. */
const MOST_CLASSES = 3;
const MOST_GROUPS = 5;

@ObjectType('RestsOn', { description: 'A version of a return that counts in the totals.' })
export class RestsOnType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Int, { description: 'The number of the version.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When the version was submitted, UTC.' })
  submittedAt!: Date;

  @Field(() => ReturnStatusEnum, {
    description:
      'The state of the version; in accepted totals always ACCEPTED, even while a question about it is open.',
  })
  status!: ReturnState;

  @Field(() => Boolean, { description: "True if the version was accepted without the force's sign-off." })
  withoutSignOff!: boolean;
}

@ObjectType('ForceCell', { description: "One force's line in a total." })
export class ForceCellType extends CellType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Boolean, { description: "True if the figure was accepted without the force's sign-off." })
  withoutSignOff!: boolean;

  @Field(() => Boolean, {
    description:
      'True if the force withholds the figure: for everybody but the force and the coordinator it is NOT_REPORTED, and the total is without it. False for every other reader.',
  })
  withheld!: boolean;

  @Field(() => Boolean, {
    description:
      "True if the force changed the figure, or that of a part, after the phase's figures became final: see 'changedAfterFinal' of Total.",
  })
  changedAfterFinal!: boolean;
}

@ObjectType('PartTotal', {
  description:
    "The region's total of one part of a measure. It has no upper bound if a force did not give the part but may have some of it.",
})
export class PartTotalType extends RegionalSum {
  @Field(() => ID, { description: 'The code of the part.' })
  code!: string;

  @Field(() => String, { description: 'The name of the part.' })
  name!: string;

  @Field(() => DrugClassEnum, {
    nullable: true,
    description: "The drug's class on the phase's first day; null if it had no class then, or the part is not a drug.",
  })
  drugClass!: DrugClass | null;
}

@ObjectType('Total', { description: "The region's total of one measure." })
export class TotalType extends RegionalSum {
  @Field(() => MeasureType, { description: "The measure, as defined on the phase's first day." })
  measure!: MeasureType;

  @Field(() => CoverageType, { description: 'Which forces have reported the measure.' })
  coverage!: CoverageType;

  @Field(() => [ForceCellType], {
    complexity: listCost(MOST_FORCES),
    description: 'Every expected force, and any other that reported the measure, in order of code.',
  })
  byForce!: readonly ForceCellType[];

  @Field(() => [PartTotalType], {
    complexity: listCost(MOST_PARTS),
    description: "The total of each part that at least one force gave, in the dictionary's order.",
  })
  byBreakdown!: readonly PartTotalType[];

  // Worked out only if the operation selects one of these two fields.
  @Field(() => [ClassTotalType], {
    complexity: listCost(MOST_CLASSES),
    description:
      'The total of each drug class of which at least one force gave a part, A before B. Empty if the measure does not count drugs.',
  })
  byClass?: readonly ClassTotalType[];

  @Field(() => [GroupTotalType], {
    complexity: listCost(MOST_GROUPS),
    description: "The total of each group of which at least one force gave a part, in the dictionary's order.",
  })
  byGroup?: readonly GroupTotalType[];
}

@ObjectType('CategoryTotals', {
  description: 'The totals of the measures in one category. They count different things, so they are never added.',
})
export class CategoryTotalsType {
  @Field(() => CategoryEnum, { description: 'The category.' })
  category!: Category;

  @Field(() => [TotalType], {
    complexity: listCost(MOST_IN_CATEGORY),
    description: "The totals, in the dictionary's order; at least one.",
  })
  totals!: readonly TotalType[];
}

@ObjectType('RegionalTotals', {
  description: "The region's totals for a phase, and the versions of returns that they are made from.",
})
export class RegionalTotalsType {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => BasisEnum, { description: "Which version of each force's return counts." })
  basis!: Basis;

  @Field(() => DateTimeScalar, {
    description:
      'When the data behind the totals last changed, UTC. Send it as `asOf` to get the same totals again. If you sent an `asOf` that is earlier than the first change, this is the `asOf` that you sent.',
  })
  asOf!: Date;

  @Field(() => [RestsOnType], {
    complexity: listCost(MOST_FORCES),
    description: "The versions that count, in order of the force's code.",
  })
  restsOn!: readonly RestsOnType[];

  @Field(() => CoverageType, { description: 'Which forces have a return that counts.' })
  coverage!: CoverageType;

  @Field(() => [TotalType], {
    complexity: listCost(MOST_MEASURES),
    description: "The totals, in the dictionary's order. Measures are never added to each other.",
  })
  totals!: readonly TotalType[];

  @Field(() => [CategoryTotalsType], {
    complexity: listCost(CATEGORIES.length),
    description:
      'The same totals, grouped by category, in the order of Category. A category without totals is left out.',
  })
  byCategory!: readonly CategoryTotalsType[];
}
