import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost, MOST_WARNINGS, ProblemType } from '../../platform/graphql/index.js';
import { ReleaseType } from '../reading/releases.types.js';
import { ReleaseRejected } from '../release-rejected.type.js';

/** The outcome of a change that was made. */
@ObjectType({ isAbstract: true })
abstract class ReleaseDone {
  @Field(() => ReleaseType, { description: 'The release as it is now.' })
  release!: ReleaseType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_WARNINGS),
    description: 'What looks like personal data in the reasons given. The change was made despite these warnings.',
  })
  warnings!: readonly ProblemType[];
}

@ObjectType({ description: 'The release was published, at once or under embargo.' })
class ReleasePublished extends ReleaseDone {}

@ObjectType({ description: 'The release was withdrawn.' })
class ReleaseWithdrawn extends ReleaseDone {}

@ObjectType({ description: 'The change was recorded.' })
class ReleaseChanged extends ReleaseDone {}

export const PublishReleaseResult = createUnionType({
  name: 'PublishReleaseResult',
  description: 'The result of publishing a release.',
  types: () => [ReleasePublished, ReleaseRejected] as const,
  resolveType: (value: object) => ('release' in value ? ReleasePublished : ReleaseRejected),
});

export const WithdrawReleaseResult = createUnionType({
  name: 'WithdrawReleaseResult',
  description: 'The result of withdrawing a release.',
  types: () => [ReleaseWithdrawn, ReleaseRejected] as const,
  resolveType: (value: object) => ('release' in value ? ReleaseWithdrawn : ReleaseRejected),
});

export const ChangeReleaseResult = createUnionType({
  name: 'ChangeReleaseResult',
  description: 'The result of a change of a release.',
  types: () => [ReleaseChanged, ReleaseRejected] as const,
  resolveType: (value: object) => ('release' in value ? ReleaseChanged : ReleaseRejected),
});
