import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_PROBLEMS, ProblemType, Rejection } from '../../platform/graphql/index.js';
import { ReturnType } from '../reading/returns.types.js';

@ObjectType({
  implements: () => [Rejection],
  description: 'The return was rejected, or the step was not taken. Nothing was stored or changed.',
})
export class ReturnRejected extends Rejection {}

@ObjectType({ description: 'The return was stored as a new version.' })
export class SubmitReturnSuccess {
  @Field(() => ReturnType, { description: 'The return, with the new version.' })
  return!: ReturnType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'What looks wrong but did not stop the submission. The severity is always WARNING.',
  })
  warnings!: readonly ProblemType[];

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'The checks that had too little data to run. The severity is always NOT_EVALUATED, and you need not do anything about them.',
  })
  notEvaluated!: readonly ProblemType[];
}

export const SubmitReturnResult = createUnionType({
  name: 'SubmitReturnResult',
  description: 'The outcome of a submission.',
  types: () => [SubmitReturnSuccess, ReturnRejected] as const,
  resolveType: (value: SubmitReturnSuccess | ReturnRejected) =>
    'return' in value ? SubmitReturnSuccess : ReturnRejected,
});
