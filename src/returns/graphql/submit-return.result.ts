import { createUnionType, Field, InterfaceType, ObjectType } from '@nestjs/graphql';
import { ProblemType, ReturnType } from './returns.types.js';

@InterfaceType({ description: 'Nothing was done or stored: everything that has to be put right, at once.' })
abstract class Rejection {
  @Field(() => [ProblemType], { description: 'Everything that was found, warnings included. At least one blocks.' })
  problems!: readonly ProblemType[];
}

@ObjectType({ implements: () => [Rejection], description: 'The return was not taken; nothing of it is stored.' })
export class ReturnRejected extends Rejection {}

@ObjectType({ description: 'The return was taken: it is a whole version of its own, stored for good.' })
export class SubmitReturnSuccess {
  @Field(() => ReturnType, { description: 'The version that was made.' })
  return!: ReturnType;

  @Field(() => [ProblemType], { description: 'What looks wrong and did not keep it out.' })
  warnings!: readonly ProblemType[];
}

export const SubmitReturnResult = createUnionType({
  name: 'SubmitReturnResult',
  description: 'What came of a submission.',
  types: () => [SubmitReturnSuccess, ReturnRejected] as const,
  resolveType: (value: SubmitReturnSuccess | ReturnRejected) =>
    'return' in value ? SubmitReturnSuccess : ReturnRejected,
});
