import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MeasureType, MOST_MEASURES } from '../../dictionary/index.js';
import { ParticipationEnum, PhaseType, type Participation } from '../../operations/index.js';
import { DateTimeScalar, listCost } from '../../platform/graphql/index.js';
import { CellType } from '../shared/cell.types.js';

@ObjectType('MeasureCell', { description: 'What one force says of one measure.' })
export class MeasureCellType extends CellType {
  @Field(() => MeasureType, { description: 'What is counted, as it is defined for the phase.' })
  measure!: MeasureType;
}

@ObjectType('ForcePhase', { description: "What one force's return for one phase comes to." })
export class ForcePhaseType {
  @Field(() => PhaseType, { description: 'The phase.' })
  phase!: PhaseType;

  @Field(() => ParticipationEnum, { description: 'Whether the force takes part in it.' })
  participation!: Participation;

  @Field(() => Int, { nullable: true, description: 'The version of its return that counts; null: none does.' })
  version!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When that was submitted, UTC; null: no version counts.',
  })
  submittedAt!: Date | null;

  @Field(() => Boolean, { description: 'True: that is accepted although the force has not signed it off.' })
  withoutSignOff!: boolean;

  @Field(() => [MeasureCellType], {
    complexity: listCost(MOST_MEASURES),
    description:
      "Its line in each of the phase's totals, in the dictionary's order. Where it is not TAKING_PART only what it has said something of.",
  })
  cells!: readonly MeasureCellType[];
}
