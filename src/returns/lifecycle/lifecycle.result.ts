import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_PROBLEMS, ProblemType } from '../../platform/graphql/index.js';
import { ReturnType } from '../reading/returns.types.js';
import { ReturnRejected } from '../submission/submit-return.result.js';

@ObjectType({ description: 'A step was taken.' })
class ReturnChanged {
  @Field(() => ReturnType, { description: 'The return, by the version that was moved on.' })
  return!: ReturnType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'What to look at after the step: personal data in what was written with it, and EARLIER_VERSION_CURRENT where a withdrawal made an earlier version current again.',
  })
  warnings!: readonly ProblemType[];
}

export const ReturnStepResult = createUnionType({
  name: 'ReturnStepResult',
  description: 'What came of a step: it was taken, or what stands does not allow it.',
  types: () => [ReturnChanged, ReturnRejected] as const,
  resolveType: (value: object) => ('return' in value ? ReturnChanged : ReturnRejected),
});
