import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { ReturnType } from './returns.types.js';
import { ReturnRejected } from './submit-return.result.js';

@ObjectType({ description: 'A step was taken.' })
export class ReturnChanged {
  @Field(() => ReturnType, { description: 'The return, by the version that was moved on.' })
  return!: ReturnType;
}

export const ReturnStepResult = createUnionType({
  name: 'ReturnStepResult',
  description: 'What came of a step: it was taken, or what stands does not allow it.',
  types: () => [ReturnChanged, ReturnRejected] as const,
  resolveType: (value: object) => ('return' in value ? ReturnChanged : ReturnRejected),
});
