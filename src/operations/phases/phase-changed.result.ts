import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_WARNINGS, ProblemType, Rejection } from '../../platform/graphql/index.js';
import { PhaseType } from '../reading/operations.types.js';

@ObjectType({ description: 'The phase is as requested. Perhaps it already was.' })
export class PhaseChanged {
  @Field(() => PhaseType, { description: 'The phase as it is now.' })
  phase!: PhaseType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_WARNINGS),
    description: 'What looks like personal data in the texts given. The change was made despite these warnings.',
  })
  warnings!: readonly ProblemType[];
}

@ObjectType({ implements: () => [Rejection], description: 'The change was refused: nothing in the phase was changed.' })
export class PhaseRejected extends Rejection {}

export const ChangePhaseResult = createUnionType({
  name: 'ChangePhaseResult',
  description: 'The result of a change of a phase.',
  types: () => [PhaseChanged, PhaseRejected] as const,
  resolveType: (value: PhaseChanged | PhaseRejected) => ('phase' in value ? PhaseChanged : PhaseRejected),
});
