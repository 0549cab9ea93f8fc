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
    description:
      'What looks wrong but did not stop the submission, and which open questions the version ended. The severity is always WARNING.',
  })
  warnings!: readonly ProblemType[];

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'The checks that had too little data to run. The severity is always NOT_EVALUATED, and you need not do anything about them.',
  })
  notEvaluated!: readonly ProblemType[];

  @Field(() => Boolean, {
    description:
      'True: a submission with the same idempotency key was stored before, nothing was stored now, and the rest of this answer is as it was then. The return may have changed since. False: the version was stored by this request.',
  })
  replayed!: boolean;
}

export const SubmitReturnResult = createUnionType({
  name: 'SubmitReturnResult',
  description: 'The outcome of a submission.',
  types: () => [SubmitReturnSuccess, ReturnRejected] as const,
  resolveType: (value: SubmitReturnSuccess | ReturnRejected) =>
    'return' in value ? SubmitReturnSuccess : ReturnRejected,
});
