import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PersonType } from '../../access/index.js';
import type { Decimal } from '../../common/decimal.js';
import type { ProblemCode } from '../../common/problem.js';
import { BreakdownPartType, MeasureType, MOST_CELLS } from '../../dictionary/index.js';
import {
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  listCost,
  MOST_PROBLEMS,
  ProblemCodeEnum,
  ProblemType,
} from '../../platform/graphql/index.js';
import {
  MOST_STEPS,
  type Channel,
  type Qualifier,
  type QuestionEnding,
  type ReturnState,
  type ShownState,
  type Step,
} from '../domain/index.js';
import {
  ChannelEnum,
  QualifierEnum,
  QuestionEndingEnum,
  ReturnStatusEnum,
  StateEnum,
  StepEnum,
} from '../shared/returns.enums.js';

/** What it costs to compare a version with the one before, as so many values that are told. */
const COMPARISON_WORK = 1_300;

@ObjectType('Window', { description: "The force's own dates." })
export class WindowType {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: string;
}

@ObjectType('OnBehalf', { description: 'That the region entered a return for its force, and how it had it.' })
export class OnBehalfType {
  @Field(() => String, { nullable: true, description: 'Who of the force gave it; null: not said.' })
  from!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When, UTC; null: not said.' })
  at!: Date | null;

  @Field(() => ChannelEnum, { nullable: true, description: 'By what way; null: not said.' })
  by!: Channel | null;
}

@ObjectType('ReturnStepTaken', { description: 'Something that happened to a version of a return.' })
export class StepType {
  @Field(() => StepEnum, { description: 'What happened.' })
  step!: Step;

  @Field(() => ReturnStatusEnum, { description: 'Where the version stood after it.' })
  state!: ReturnState;

  @Field(() => DateTimeScalar, { description: 'When, UTC.' })
  at!: Date;

  @Field(() => PersonType, {
    nullable: true,
    description: 'Who did it; null: the service itself, when acceptance came to it.',
  })
  person!: PersonType | null;

  @Field(() => Boolean, { description: 'True: they did it as a deputy, in the place of somebody who was away.' })
  asDeputy!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; null: no reason is asked for.' })
  reason!: string | null;
}

@ObjectType('ReturnQuery', { description: 'A question of the region about a version of a return.' })
export class QuestionType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What was asked.' })
  question!: string;

  @Field(() => DateTimeScalar, { description: 'When, UTC.' })
  askedAt!: Date;

  @Field(() => PersonType, { description: 'Who asked.' })
  askedBy!: PersonType;

  @Field(() => QuestionEndingEnum, { nullable: true, description: 'How it ended; null: it is open.' })
  ending!: QuestionEnding | null;

  @Field(() => String, { nullable: true, description: 'The answer; null: none was given.' })
  answer!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended, UTC; null: it is open.' })
  answeredAt!: Date | null;

  @Field(() => PersonType, { nullable: true, description: 'Who ended it; null: it is open.' })
  answeredBy!: PersonType | null;
}

@ObjectType('Acknowledgement', { description: 'Why what a warning is about is right all the same.' })
export class AcknowledgementType {
  @Field(() => ProblemCodeEnum, { description: "The warning's code." })
  code!: ProblemCode;

  @Field(() => ID, { nullable: true, description: 'The code of the measure; null: the return as a whole.' })
  measure!: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the part; null: the measure as a whole.' })
  breakdown!: string | null;

  @Field(() => String, { description: 'Why, as who signed it off said. Internal: never published.' })
  reason!: string;
}

/** What is told of every version, by itself or as the one that a return is told by. */
@ObjectType({ isAbstract: true })
export abstract class VersionFields {
  @Field(() => PersonType, { nullable: true, description: 'Who submitted it; null: nothing is there.' })
  submittedBy!: PersonType | null;

  @Field(() => OnBehalfType, { nullable: true, description: 'That the region entered it; null: the force sent it.' })
  onBehalf!: OnBehalfType | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its force signed it off, UTC; null: it has not.',
  })
  signedOffAt!: Date | null;

  @Field(() => PersonType, { nullable: true, description: 'Who signed it off; null: nobody has.' })
  signedOffBy!: PersonType | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the region accepted it, UTC; null: it has not, or has taken that back.',
  })
  acceptedAt!: Date | null;

  @Field(() => PersonType, { nullable: true, description: 'Who accepted it; null as acceptedAt.' })
  acceptedBy!: PersonType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was accepted although its force had not signed it off; null: it had, or it is not accepted.',
  })
  acceptedWithoutSignOff!: string | null;

  @Field(() => WindowType, { nullable: true, description: "The force's own dates; null: the phase's." })
  window!: WindowType | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day as at which its figures stand; null: not said.' })
  asAt!: string | null;

  @Field(() => String, { nullable: true, description: 'A note on it. Internal: never published.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Why this version was sent; null: not said.' })
  reason!: string | null;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'What looked wrong, or had too little to be looked at with, when it was submitted.',
  })
  problems!: readonly ProblemType[];

  @Field(() => [AcknowledgementType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'The reasons that were given for its warnings at sign-off.',
  })
  acknowledgements!: readonly AcknowledgementType[];

  @Field(() => [QuestionType], {
    complexity: listCost(MOST_STEPS),
    description: 'What was asked about it, in the order asked.',
  })
  queries!: readonly QuestionType[];

  @Field(() => Int, { description: 'How many of these are open.' })
  openQueries!: number;

  @Field(() => [StepType], {
    complexity: listCost(2 * MOST_STEPS),
    description: 'Everything that happened to it, in its order.',
  })
  steps!: readonly StepType[];
}

@ObjectType('VersionCell', { description: 'What a measure or part is in one version of a return.' })
export class VersionCellType {
  @Field(() => StateEnum, { description: 'What is said of it; NOT_REPORTED: the version says nothing.' })
  state!: ShownState;

  @Field(() => DecimalScalar, { nullable: true, description: "In the measure's own unit; null: there is no number." })
  value!: Decimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact it is; null: NOT_REPORTED or NOT_APPLICABLE.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The least that the true value may be.' })
  lower!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: 'The most that it may be; null: no upper bound.' })
  upper!: Decimal | null;
}

@ObjectType('ReturnChange', { description: 'A cell that two versions of a return do not have alike.' })
export class ReturnChangeType {
  @Field(() => MeasureType, { description: 'What is counted, as it is defined for the phase.' })
  measure!: MeasureType;

  @Field(() => BreakdownPartType, { nullable: true, description: 'The part; null: the measure as a whole.' })
  breakdown!: BreakdownPartType | null;

  @Field(() => VersionCellType, { description: 'What it was.' })
  from!: VersionCellType;

  @Field(() => VersionCellType, { description: 'What it is.' })
  to!: VersionCellType;
}

@ObjectType('ReturnDifference', { description: 'What is different between two versions of a return.' })
export class ReturnDifferenceType {
  @Field(() => Int, { description: 'The version that is compared with.' })
  from!: number;

  @Field(() => Int, { description: 'The version that is compared.' })
  to!: number;

  @Field(() => [ReturnChangeType], {
    complexity: listCost(MOST_CELLS),
    description:
      "Every cell that they do not have alike, in the dictionary's order. What each measure and part comes to is compared.",
  })
  changes!: readonly ReturnChangeType[];
}

@ObjectType('ReturnVersion', { description: 'A version in the history of a return. It never changes.' })
export class ReturnVersionType extends VersionFields {
  @Field(() => Int, { description: 'Its number, counting from 1.' })
  version!: number;

  @Field(() => ReturnStatusEnum, { description: 'Where it stands.' })
  status!: ReturnState;

  @Field(() => DateTimeScalar, { description: 'When it was submitted, UTC.' })
  submittedAt!: Date;

  @Field(() => [ReturnChangeType], {
    complexity: listCost(MOST_CELLS, COMPARISON_WORK),
    description:
      "What it changed against the version that stood when it came, in the dictionary's order; none in the first. What each measure and part comes to is compared.",
  })
  changes!: readonly ReturnChangeType[];
}
