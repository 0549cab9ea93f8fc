import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MeasureType, MOST_MEASURES } from '../../dictionary/index.js';
import { ParticipationEnum, PhaseType, type Participation } from '../../operations/index.js';
import { DateTimeScalar, listCost } from '../../platform/graphql/index.js';
import { CellType } from '../../returns/index.js';

@ObjectType('MeasureCell', { description: 'What one force reported of one measure.' })
export class MeasureCellType extends CellType {
  @Field(() => MeasureType, { description: "The measure, as defined on the phase's first day." })
  measure!: MeasureType;

  @Field(() => Boolean, {
    description:
      'True if the force withholds the figure: for everybody but the force and the coordinator it is NOT_REPORTED. False for every other reader.',
  })
  withheld!: boolean;

  @Field(() => Boolean, {
    description:
      "True if the force changed the figure, or that of a part, after the phase's figures became final: see 'changedAfterFinal' of Total.",
  })
  changedAfterFinal!: boolean;
}

@ObjectType('ForcePhase', { description: 'What one force reported for one phase, measure by measure.' })
export class ForcePhaseType {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => ParticipationEnum, { description: 'Whether the force takes part in the phase.' })
  participation!: Participation;

  @Field(() => Int, {
    nullable: true,
    description: "The number of the version of the force's return that counts; null if no version counts.",
  })
  version!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the version that counts was submitted, UTC; null if no version counts.',
  })
  submittedAt!: Date | null;

  @Field(() => Boolean, { description: "True if the version that counts was accepted without the force's sign-off." })
  withoutSignOff!: boolean;

  @Field(() => [MeasureCellType], {
    complexity: listCost(MOST_MEASURES),
    description:
      "The force's line in each of the phase's totals, in the dictionary's order. If the force is not TAKING_PART, only the measures that it reported.",
  })
  cells!: readonly MeasureCellType[];
}
