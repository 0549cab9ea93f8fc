import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { ForceType } from '../../dictionary/index.js';
import { listCost, Rejection } from '../../platform/graphql/index.js';
import { OperationType } from '../operations/operations.types.js';

/** Phases that are planned at once. */
const MOST_PHASES = 200;

@ObjectType({ description: 'The operation is as you wanted it, whether it was so before or not.' })
export class OperationChanged {
  @Field(() => OperationType, { description: 'The operation as it stands now.' })
  operation!: OperationType;
}

@ObjectType({ description: 'The forces are one.' })
export class ForcesMerged {
  @Field(() => ForceType, { description: 'The force that they became.' })
  force!: ForceType;

  @Field(() => [ID], {
    complexity: listCost(MOST_PHASES),
    description: 'The codes of the planned phases whose participants were changed for it, in their order.',
  })
  phases!: readonly string[];
}

@ObjectType({ implements: () => [Rejection], description: 'Nothing of any operation or force was changed.' })
export class OperationRejected extends Rejection {}

export const ChangeOperationResult = createUnionType({
  name: 'ChangeOperationResult',
  description: 'What came of a step on an operation.',
  types: () => [OperationChanged, OperationRejected] as const,
  resolveType: (value: OperationChanged | OperationRejected) =>
    'operation' in value ? OperationChanged : OperationRejected,
});

export const MergeForcesResult = createUnionType({
  name: 'MergeForcesResult',
  description: 'What came of a merger of forces.',
  types: () => [ForcesMerged, OperationRejected] as const,
  resolveType: (value: ForcesMerged | OperationRejected) => ('force' in value ? ForcesMerged : OperationRejected),
});
