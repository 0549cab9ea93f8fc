import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_PROBLEMS, ProblemType } from '../../platform/graphql/index.js';
import { ReturnType } from '../reading/returns.types.js';
import { ReturnRejected } from '../submission/submit-return.result.js';

@ObjectType({ description: 'The step was taken.' })
class ReturnChanged {
  @Field(() => ReturnType, { description: 'The return, with the version that the step was for.' })
  return!: ReturnType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'What to check after the step: possible personal data in the text sent with it, and EARLIER_VERSION_CURRENT if a withdrawal made an earlier version current again.',
  })
  warnings!: readonly ProblemType[];
}

export const ReturnStepResult = createUnionType({
  name: 'ReturnStepResult',
  description: 'The outcome of a step: it was taken, or it was rejected.',
  types: () => [ReturnChanged, ReturnRejected] as const,
  resolveType: (value: object) => ('return' in value ? ReturnChanged : ReturnRejected),
});
