import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PersonType } from '../../access/index.js';
import type { ProblemCode } from '../../common/problem.js';
import { BreakdownPartType, MeasureType, MOST_CELLS } from '../../dictionary/index.js';
import {
  DateScalar,
  DateTimeScalar,
  listCost,
  MOST_PROBLEMS,
  ProblemCodeEnum,
  ProblemType,
} from '../../platform/graphql/index.js';
import { MOST_STEPS, type AskerRole, type QuestionEnding, type ReturnState, type Step } from '../domain/index.js';
import { AskerRoleEnum, QuestionEndingEnum, ReturnStatusEnum, StepEnum } from '../shared/returns.enums.js';
import { CellType } from './cell.types.js';
import { OnBehalfType, WindowType } from './version-origin.types.js';

/** The query cost of comparing a version with the one before. Reading one value costs 1. */
const COMPARISON_WORK = 1_300;

@ObjectType('ReturnStepTaken', { description: 'A step that was taken with a version of a return.' })
export class StepType {
  @Field(() => StepEnum, { description: 'The step.' })
  step!: Step;

  @Field(() => ReturnStatusEnum, { description: 'The state of the version after the step.' })
  state!: ReturnState;

  @Field(() => DateTimeScalar, { description: 'When the step was taken, UTC.' })
  at!: Date;

  @Field(() => PersonType, {
    nullable: true,
    description:
      'Who took the step; null if the service itself added the step, when the service was upgraded to the version that introduced acceptance.',
  })
  person!: PersonType | null;

  @Field(() => Boolean, {
    description: 'True if the person who took the step acted as a deputy for somebody who was away.',
  })
  asDeputy!: boolean;

  @Field(() => String, { nullable: true, description: 'The reason; null if the step needs none.' })
  reason!: string | null;
}

@ObjectType('ReturnQuery', {
  description: 'A question that the region, or an approver of the force, asked about a version of a return.',
})
export class QuestionType {
  @Field(() => ID, { description: 'The id of the question.' })
  id!: string;

  @Field(() => String, { description: 'The question.' })
  question!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked, UTC.' })
  askedAt!: Date;

  @Field(() => PersonType, { description: 'Who asked it.' })
  askedBy!: PersonType;

  @Field(() => AskerRoleEnum, {
    description: 'The role in which they asked it, their own or as a deputy: the step QUERY says which.',
  })
  askedAs!: AskerRole;

  @Field(() => QuestionEndingEnum, { nullable: true, description: 'How it ended; null if it is open.' })
  ending!: QuestionEnding | null;

  @Field(() => String, { nullable: true, description: 'The answer; null if there is none.' })
  answer!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended, answered or not, UTC; null if open.' })
  answeredAt!: Date | null;

  @Field(() => PersonType, { nullable: true, description: 'Who ended it, answered or not; null if it is open.' })
  answeredBy!: PersonType | null;
}

@ObjectType('Acknowledgement', { description: 'Why the figure is correct despite the warning.' })
export class AcknowledgementType {
  @Field(() => ProblemCodeEnum, { description: 'The code of the warning.' })
  code!: ProblemCode;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the measure that the warning is about; null if it is about the return as a whole.',
  })
  measure!: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the part that the warning is about; null if none.' })
  breakdown!: string | null;

  @Field(() => String, { description: 'The reason given at sign-off. Internal: never published.' })
  reason!: string;
}

/** The fields that Return and ReturnVersion have in common. */
@ObjectType({ isAbstract: true })
export abstract class VersionFields {
  @Field(() => PersonType, {
    nullable: true,
    description: 'Who submitted this version; null if there is no version.',
  })
  submittedBy!: PersonType | null;

  @Field(() => Boolean, {
    description:
      "True if this version was submitted after the phase's figures became final (finalAt). False if there is no version.",
  })
  afterFinal!: boolean;

  @Field(() => OnBehalfType, {
    nullable: true,
    description:
      'How the region received the return, if the region entered this version for the force; null if the force submitted it.',
  })
  onBehalf!: OnBehalfType | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the force signed this version off, UTC; null if it has not.',
  })
  signedOffAt!: Date | null;

  @Field(() => PersonType, { nullable: true, description: 'Who signed it off; null if nobody has.' })
  signedOffBy!: PersonType | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the region accepted this version, UTC; null if it has not, or has undone the acceptance.',
  })
  acceptedAt!: Date | null;

  @Field(() => PersonType, { nullable: true, description: 'Who accepted it; null if acceptedAt is null.' })
  acceptedBy!: PersonType | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Why this version was accepted without the force's sign-off; null if the force had signed it off, or the version is not accepted.",
  })
  acceptedWithoutSignOff!: string | null;

  @Field(() => WindowType, { nullable: true, description: "The force's own dates; null means the phase's dates." })
  window!: WindowType | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the figures were correct (their "as at" date); null if not stated.',
  })
  asAt!: string | null;

  @Field(() => String, { nullable: true, description: 'A note; null if there is none. Internal: never published.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Why this version was sent; null if not stated.' })
  reason!: string | null;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'What looked wrong when this version was submitted (WARNING), and the checks that had too little data to run (NOT_EVALUATED).',
  })
  problems!: readonly ProblemType[];

  @Field(() => [AcknowledgementType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'The reasons that were given for the warnings at sign-off.',
  })
  acknowledgements!: readonly AcknowledgementType[];

  @Field(() => [QuestionType], {
    complexity: listCost(MOST_STEPS),
    description: 'The questions about this version, in the order asked.',
  })
  queries!: readonly QuestionType[];

  @Field(() => Int, { description: 'How many questions about this version are open.' })
  openQueries!: number;

  @Field(() => [StepType], {
    complexity: listCost(2 * MOST_STEPS),
    description: 'The steps taken with this version, in the order taken.',
  })
  steps!: readonly StepType[];
}

@ObjectType('VersionCell', { description: 'The result for a measure or part in one version of a return.' })
export class VersionCellType extends CellType {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the measure is withheld with all its parts, UTC; null if it is not, or not reported.',
  })
  withheldUntil!: Date | null;
}

@ObjectType('ReturnChange', { description: 'A measure or part that differs between two versions of a return.' })
export class ReturnChangeType {
  @Field(() => MeasureType, { description: "The measure, as defined on the phase's first day." })
  measure!: MeasureType;

  @Field(() => BreakdownPartType, { nullable: true, description: 'The part; null if the measure as a whole differs.' })
  breakdown!: BreakdownPartType | null;

  @Field(() => VersionCellType, {
    description:
      'In ReturnDifference: the result in its version `from`. In ReturnVersion: the result in the version that was current when this version was submitted.',
  })
  from!: VersionCellType;

  @Field(() => VersionCellType, {
    description: 'In ReturnDifference: the result in its version `to`. In ReturnVersion: the result in this version.',
  })
  to!: VersionCellType;
}

@ObjectType('ReturnDifference', { description: 'The differences between two versions of a return.' })
export class ReturnDifferenceType {
  @Field(() => Int, { description: 'The number of the first version of the comparison.' })
  from!: number;

  @Field(() => Int, { description: 'The number of the second version of the comparison.' })
  to!: number;

  @Field(() => [ReturnChangeType], {
    complexity: listCost(MOST_CELLS),
    description: "The measures and parts whose results differ between the two versions, in the dictionary's order.",
  })
  changes!: readonly ReturnChangeType[];
}

@ObjectType('ReturnVersion', {
  description: 'A version in the history of a return. What it states never changes; its status can.',
})
export class ReturnVersionType extends VersionFields {
  @Field(() => Int, { description: 'The number of this version, from 1.' })
  version!: number;

  @Field(() => ReturnStatusEnum, { description: 'The state of this version.' })
  status!: ReturnState;

  @Field(() => DateTimeScalar, { description: 'When this version was submitted, UTC.' })
  submittedAt!: Date;

  @Field(() => [ReturnChangeType], {
    complexity: listCost(MOST_CELLS, COMPARISON_WORK),
    description:
      "The measures and parts whose results differ from those of the version that was current when this one was submitted, in the dictionary's order. Empty if there was no such version.",
  })
  changes!: readonly ReturnChangeType[];
}
