import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_WARNINGS, ProblemType, Rejection } from '../../platform/graphql/index.js';
import { PhaseType } from '../operations/operations.types.js';

@ObjectType({ description: 'The phase is as you wanted it, whether it was so before or not.' })
export class PhaseChanged {
  @Field(() => PhaseType, { description: 'The phase as it stands now.' })
  phase!: PhaseType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_WARNINGS),
    description: 'What looks wrong in what was written, and did not keep it back.',
  })
  warnings!: readonly ProblemType[];
}

@ObjectType({ implements: () => [Rejection], description: 'Nothing of the phase was changed.' })
export class PhaseRejected extends Rejection {}

export const ChangePhaseResult = createUnionType({
  name: 'ChangePhaseResult',
  description: 'What came of a step on a phase.',
  types: () => [PhaseChanged, PhaseRejected] as const,
  resolveType: (value: PhaseChanged | PhaseRejected) => ('phase' in value ? PhaseChanged : PhaseRejected),
});
