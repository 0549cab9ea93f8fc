import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  CategoryEnum,
  MOST_FORCES,
  MOST_PARTS,
  UnitEnum,
  type Category,
  type MeasureUnit,
} from '../../dictionary/index.js';
import { DateScalar, DecimalScalar, graphqlEnum, listCost } from '../../platform/graphql/index.js';
import { QualifierEnum, StateEnum, type Qualifier, type ShownState } from '../../returns/index.js';
import type { FrozenDecimal, HeadlineStatus } from '../domain/index.js';

/** For the query cost. */
const MOST_ALTERNATIVES = 4;
/** For the query cost: most headlines are a force's own, and rest on one version each. */
const VERSIONS_OF_A_HEADLINE = 5;
/** For the query cost: no force is in both `missing` and `notHeard`. */
const SOME_FORCES = MOST_FORCES / 2;
/** For the query cost: a force's own headline lists no missing forces; about one headline in so many is the region's. */
const SHARE_OF_HEADLINES_WITH_FORCES = 12;

const HeadlineStatusEnum = graphqlEnum<HeadlineStatus>('HeadlineStatus', 'Whether a headline may still be used.', {
  HELD: 'Its release is under embargo or a draft: it may not be used yet.',
  CURRENT: 'It may be used: no later version of the release says something else.',
  SUPERSEDED:
    'A later version of the release says something else about the figure, has no such headline, or was withdrawn.',
  WITHDRAWN: 'Its release was withdrawn.',
});

@ObjectType('ReleaseForce', { description: 'A force, with the name that it had when the release was made.' })
export class ReleaseForceType {
  @Field(() => ID, { description: 'The code of the force.' })
  code!: string;

  @Field(() => String, { description: 'The name of the force.' })
  name!: string;
}

@ObjectType('ReleasePart', { description: 'A part of a measure, with the name that it had when the release was made.' })
export class ReleasePartType {
  @Field(() => ID, { description: 'The code of the part.' })
  code!: string;

  @Field(() => String, { description: 'The name of the part.' })
  name!: string;
}

@ObjectType('ReleasePhase', { description: 'The phase of a release, as it was when the release was made.' })
export class ReleasePhaseType {
  @Field(() => ID, { description: 'The code of the phase.' })
  code!: string;

  @Field(() => String, { description: 'The name of the phase.' })
  name!: string;

  @Field(() => DateScalar, { description: 'The first day.' })
  startsOn!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  endsOn!: string;
}

@ObjectType('ReleaseMeasure', { description: 'A measure, with the definition that the release uses.' })
export class ReleaseMeasureType {
  @Field(() => ID, { description: 'The code of the measure.' })
  code!: string;

  @Field(() => String, { description: 'The name of the measure.' })
  name!: string;

  @Field(() => UnitEnum, { description: 'The unit of its values.' })
  unit!: MeasureUnit;

  @Field(() => CategoryEnum, { description: 'Its category.' })
  category!: Category;

  @Field(() => Int, { description: 'The version of the definition, from 1.' })
  version!: number;

  @Field(() => String, { description: 'What is counted.' })
  definition!: string;
}

@ObjectType({ isAbstract: true })
export abstract class FrozenSumType {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The value, in the measure's unit; null if there is no number.",
  })
  value!: FrozenDecimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact the value is; null if nothing was reported.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: "The lowest possible true value, in the measure's unit." })
  lower!: FrozenDecimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The highest possible true value, in the measure's unit; null if there is no upper bound.",
  })
  upper!: FrozenDecimal | null;
}

@ObjectType('ReleaseCoverage', { description: 'Which forces a figure of a release includes.' })
export class ReleaseCoverageType {
  @Field(() => Int, { description: 'The number of expected forces: those TAKING_PART.' })
  expected!: number;

  @Field(() => Int, { description: 'How many of the expected forces had reported.' })
  reported!: number;

  @Field(() => Boolean, { description: 'True if no expected force was missing.' })
  complete!: boolean;

  @Field(() => [ReleaseForceType], {
    complexity: listCost(SOME_FORCES),
    description: 'The expected forces that had not reported, in order of code.',
  })
  missing!: readonly ReleaseForceType[];

  @Field(() => [ReleaseForceType], {
    complexity: listCost(SOME_FORCES),
    description: 'Forces that were not expected and had not reported, in order of code.',
  })
  notHeard!: readonly ReleaseForceType[];
}

@ObjectType('ReleaseForcePart', { description: "One force's figure of one part of a measure, in a release." })
export class ReleaseForcePartType extends FrozenSumType {
  @Field(() => ID, { description: 'The code of the part.' })
  code!: string;

  @Field(() => String, { description: 'The name of the part.' })
  name!: string;

  @Field(() => StateEnum, { description: 'What was reported.' })
  state!: ShownState;
}

@ObjectType('ReleaseCell', { description: "One force's figure in a release." })
export class ReleaseCellType extends FrozenSumType {
  @Field(() => ReleaseForceType, { description: 'The force.' })
  force!: ReleaseForceType;

  @Field(() => StateEnum, { description: 'What was reported. NOT_REPORTED never means 0.' })
  state!: ShownState;

  @Field(() => Boolean, { description: "True if the figure was accepted without the force's sign-off." })
  withoutSignOff!: boolean;
}

@ObjectType('ReleasePartTotal', { description: "The region's total of one part of a measure, in a release." })
export class ReleasePartTotalType extends FrozenSumType {
  @Field(() => ID, { description: 'The code of the part.' })
  code!: string;

  @Field(() => String, { description: 'The name of the part.' })
  name!: string;
}

@ObjectType('ReleaseTotal', { description: "The region's total of one measure, in a release." })
export class ReleaseTotalType extends FrozenSumType {
  @Field(() => ReleaseMeasureType, { description: 'The measure.' })
  measure!: ReleaseMeasureType;

  @Field(() => ReleaseCoverageType, { description: 'Which forces had reported the measure.' })
  coverage!: ReleaseCoverageType;

  @Field(() => [ReleaseCellType], {
    complexity: listCost(MOST_FORCES),
    description: 'Every expected force, and any other that had reported the measure, in order of code.',
  })
  byForce!: readonly ReleaseCellType[];

  @Field(() => [ReleasePartTotalType], {
    complexity: listCost(MOST_PARTS),
    description:
      "The total of each part that at least one force gave, in the dictionary's order. An age group that only one force gave is left out.",
  })
  byBreakdown!: readonly ReleasePartTotalType[];
}

@ObjectType('ReleaseFigure', { description: 'A figure before or after a change.' })
export class ReleaseFigureType extends FrozenSumType {
  @Field(() => StateEnum, { description: 'What the figure says. NOT_REPORTED never means 0.' })
  state!: ShownState;
}

@ObjectType('ReleaseChange', { description: 'A figure that differs from the version before.' })
export class ReleaseChangeType {
  @Field(() => ReleaseMeasureType, { description: 'The measure.' })
  measure!: ReleaseMeasureType;

  @Field(() => ReleaseForceType, { nullable: true, description: "The force; null for the region's total." })
  force!: ReleaseForceType | null;

  @Field(() => ReleasePartType, { nullable: true, description: 'The part; null for the measure as a whole.' })
  breakdown!: ReleasePartType | null;

  @Field(() => ReleaseFigureType, { description: 'The figure in the version before.' })
  from!: ReleaseFigureType;

  @Field(() => ReleaseFigureType, { description: 'The figure in this version.' })
  to!: ReleaseFigureType;
}

@ObjectType('ReleaseRestsOn', { description: "A version of a force's return that a release rests on." })
export class ReleaseRestsOnType {
  @Field(() => ReleaseForceType, { description: 'The force.' })
  force!: ReleaseForceType;

  @Field(() => Int, { description: 'The number of the version.' })
  version!: number;

  @Field(() => Boolean, { description: "True if the version was accepted without the force's sign-off." })
  withoutSignOff!: boolean;
}

@ObjectType('ReleaseHeadline', { description: 'A sentence made from one figure of a release.' })
export class HeadlineType extends FrozenSumType {
  @Field(() => ReleaseMeasureType, { description: 'The measure.' })
  measure!: ReleaseMeasureType;

  @Field(() => ReleasePartType, { nullable: true, description: 'The part; null for the measure as a whole.' })
  breakdown!: ReleasePartType | null;

  @Field(() => ReleaseForceType, { nullable: true, description: "The force; null for the region's headline." })
  force!: ReleaseForceType | null;

  @Field(() => String, {
    description:
      'A sentence for a press release. It claims no more than the figure allows, and says if forces are missing.',
  })
  sentence!: string;

  @Field(() => String, { description: 'The same for a card or a post, without a full stop.' })
  short!: string;

  @Field(() => [String], {
    complexity: listCost(MOST_ALTERNATIVES),
    description: 'Other ways to say the amount that are true too, such as "more than 110" for 112.',
  })
  alternatives!: readonly string[];

  @Field(() => ReleaseCoverageType, {
    complexity: ({ childComplexity }) => 1 + Math.ceil(childComplexity / SHARE_OF_HEADLINES_WITH_FORCES),
    description: "Which forces the figure includes: for a force's own headline that force alone.",
  })
  coverage!: ReleaseCoverageType;

  @Field(() => HeadlineStatusEnum, { description: 'Whether it may still be used.' })
  status!: HeadlineStatus;

  @Field(() => [ReleaseRestsOnType], {
    complexity: listCost(VERSIONS_OF_A_HEADLINE),
    description: 'The versions of returns that the figure rests on, in order of the code of the force.',
  })
  restsOn!: readonly ReleaseRestsOnType[];
}
