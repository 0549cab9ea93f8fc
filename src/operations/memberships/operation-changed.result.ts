import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { ForceType } from '../../dictionary/index.js';
import { listCost, Rejection } from '../../platform/graphql/index.js';
import { OperationType } from '../reading/operations.types.js';

/** The most planned phases expected; used to compute query cost. */
const MOST_PHASES = 200;

@ObjectType({ description: 'The operation is as requested. Perhaps it already was.' })
export class OperationChanged {
  @Field(() => OperationType, { description: 'The operation as it is now.' })
  operation!: OperationType;
}

@ObjectType({ description: 'The forces are merged.' })
export class ForcesMerged {
  @Field(() => ForceType, { description: 'The new force.' })
  force!: ForceType;

  @Field(() => [ID], {
    complexity: listCost(MOST_PHASES),
    description: 'The codes of the planned and discarded phases in which participants were changed, sorted.',
  })
  phases!: readonly string[];
}

@ObjectType({ description: 'The merger is undone. Perhaps it already was.' })
export class MergerUndone {
  @Field(() => ForceType, { description: 'The force that the merger had made, which exists on no day.' })
  force!: ForceType;

  @Field(() => [ID], {
    complexity: listCost(MOST_PHASES),
    description: 'The codes of the planned and discarded phases in which participants were changed, sorted.',
  })
  phases!: readonly string[];
}

@ObjectType({
  implements: () => [Rejection],
  description: 'The change was refused: no operation or force was changed.',
})
export class OperationRejected extends Rejection {}

export const ChangeOperationResult = createUnionType({
  name: 'ChangeOperationResult',
  description: 'The result of a change of an operation.',
  types: () => [OperationChanged, OperationRejected] as const,
  resolveType: (value: OperationChanged | OperationRejected) =>
    'operation' in value ? OperationChanged : OperationRejected,
});

export const MergeForcesResult = createUnionType({
  name: 'MergeForcesResult',
  description: 'The result of merging forces.',
  types: () => [ForcesMerged, OperationRejected] as const,
  resolveType: (value: ForcesMerged | OperationRejected) => ('force' in value ? ForcesMerged : OperationRejected),
});

export const UndoMergerResult = createUnionType({
  name: 'UndoMergerResult',
  description: 'The result of undoing a merger.',
  types: () => [MergerUndone, OperationRejected] as const,
  resolveType: (value: MergerUndone | OperationRejected) => ('force' in value ? MergerUndone : OperationRejected),
});
