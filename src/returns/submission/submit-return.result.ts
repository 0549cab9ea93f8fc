import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_PROBLEMS, ProblemType, Rejection } from '../../platform/graphql/index.js';
import { ReturnType } from '../reading/returns.types.js';

@ObjectType({
  implements: () => [Rejection],
  description: 'The return was not taken, or the step not made: nothing was stored or changed.',
})
export class ReturnRejected extends Rejection {}

@ObjectType({ description: 'The return was taken: it is a whole version of its own, stored for good.' })
export class SubmitReturnSuccess {
  @Field(() => ReturnType, { description: 'The version that was made.' })
  return!: ReturnType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'What looks wrong and did not keep it out: WARNING, all of them.',
  })
  warnings!: readonly ProblemType[];

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'The checks that had too little to go on: NOT_EVALUATED, all of them. Nothing has to be done about these.',
  })
  notEvaluated!: readonly ProblemType[];
}

export const SubmitReturnResult = createUnionType({
  name: 'SubmitReturnResult',
  description: 'What came of a submission.',
  types: () => [SubmitReturnSuccess, ReturnRejected] as const,
  resolveType: (value: SubmitReturnSuccess | ReturnRejected) =>
    'return' in value ? SubmitReturnSuccess : ReturnRejected,
});
