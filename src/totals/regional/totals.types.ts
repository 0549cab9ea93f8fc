import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  CategoryEnum,
  DrugClassEnum,
  ForceType,
  MeasureType,
  MOST_FORCES,
  MOST_MEASURES,
  MOST_PARTS,
  type Category,
  type DrugClass,
} from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { DateTimeScalar, listCost } from '../../platform/graphql/index.js';
import { ReturnStatusEnum, type ReturnState } from '../../returns/index.js';
import type { Basis } from '../domain/index.js';
import { CellType } from '../shared/cell.types.js';
import { ClassTotalType, GroupTotalType } from './kind-totals.types.js';
import { CoverageType, RegionalSum } from './regional-sum.types.js';
import { BasisEnum } from '../shared/totals.enums.js';

/** Classes of drugs, and groups of parts that are added up together. */
const MOST_CLASSES = 3;
const MOST_GROUPS = 5;
/** Categories, and measures in one of them where all have as many. */
const MOST_CATEGORIES = 8;
const MOST_IN_CATEGORY = 8;

@ObjectType('RestsOn', { description: 'A version of a return that counts.' })
export class RestsOnType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Int, { description: 'The version of its return.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When that was submitted, UTC.' })
  submittedAt!: Date;

  @Field(() => ReturnStatusEnum, { description: 'Where it stands; in accepted totals ACCEPTED.' })
  status!: ReturnState;

  @Field(() => Boolean, { description: 'True: it is accepted although its force has not signed it off.' })
  withoutSignOff!: boolean;
}

@ObjectType('ForceCell', { description: "One force's line in a total." })
export class ForceCellType extends CellType {
  @Field(() => ForceType, { description: 'The force.' })
  force!: ForceType;

  @Field(() => Boolean, { description: 'True: the figure is accepted although the force has not signed it off.' })
  withoutSignOff!: boolean;
}

@ObjectType('PartTotal', {
  description:
    "The region's total of one part of a measure. A force that did not give the part, and may have some of it, leaves it without an upper bound.",
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
    complexity: listCost(MOST_FORCES),
    description: 'Every force that is expected, and others that have a figure, by code.',
  })
  byForce!: readonly ForceCellType[];

  @Field(() => [PartTotalType], {
    complexity: listCost(MOST_PARTS),
    description: "The parts that somebody gave, in the dictionary's order.",
  })
  byBreakdown!: readonly PartTotalType[];

  // Worked out only for an operation that names these two fields.
  @Field(() => [ClassTotalType], {
    complexity: listCost(MOST_CLASSES),
    description: 'By class, A before B: the classes that somebody gave a part of. Empty for what is no drug.',
  })
  byClass?: readonly ClassTotalType[];

  @Field(() => [GroupTotalType], {
    complexity: listCost(MOST_GROUPS),
    description: "By group, in the dictionary's order: the groups that somebody gave a part of.",
  })
  byGroup?: readonly GroupTotalType[];
}

@ObjectType('CategoryTotals', {
  description: 'The totals of the measures of one category. They count different things and are never added.',
})
export class CategoryTotalsType {
  @Field(() => CategoryEnum, { description: 'The category.' })
  category!: Category;

  @Field(() => [TotalType], {
    complexity: listCost(MOST_IN_CATEGORY),
    description: "In the dictionary's order; at least one.",
  })
  totals!: readonly TotalType[];
}

@ObjectType('RegionalTotals', { description: "A phase's totals over the region, with all that they rest on." })
export class RegionalTotalsType {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => BasisEnum, { description: 'What counts in them.' })
  basis!: Basis;

  @Field(() => DateTimeScalar, {
    description:
      'When what the totals rest on last changed, UTC: asked for as of that instant they are the same. Where nothing had changed yet, the instant asked for.',
  })
  asOf!: Date;

  @Field(() => [RestsOnType], {
    complexity: listCost(MOST_FORCES),
    description: "The versions that count, by the force's code.",
  })
  restsOn!: readonly RestsOnType[];

  @Field(() => CoverageType, { description: 'Who has sent a return that counts.' })
  coverage!: CoverageType;

  @Field(() => [TotalType], {
    complexity: listCost(MOST_MEASURES),
    description: "In the dictionary's order. Measures are never added to each other.",
  })
  totals!: readonly TotalType[];

  @Field(() => [CategoryTotalsType], {
    complexity: listCost(MOST_CATEGORIES),
    description: 'The same totals, by category, in the order of Category; categories without any are left out.',
  })
  byCategory!: readonly CategoryTotalsType[];
}
