import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { PersonType } from '../../access/index.js';
import { listCost } from '../../platform/graphql/index.js';
import { ReleaseRejected } from '../release-rejected.type.js';
import { MOST_READERS } from './preparation.args.js';
import { ReleaseDraftType } from './preparation.types.js';

@ObjectType({ description: 'The draft was prepared: the people named for it can read it.' })
class ReleasePrepared {
  @Field(() => ReleaseDraftType, { description: 'The draft.' })
  draft!: ReleaseDraftType;
}

@ObjectType({ description: 'The people were set.' })
class ReleaseReadersSet {
  @Field(() => [PersonType], { complexity: listCost(MOST_READERS), description: 'The people, in order of id.' })
  readers!: readonly PersonType[];
}

export const PrepareReleaseResult = createUnionType({
  name: 'PrepareReleaseResult',
  description: 'The result of preparing a draft of a release.',
  types: () => [ReleasePrepared, ReleaseRejected] as const,
  resolveType: (value: object) => ('draft' in value ? ReleasePrepared : ReleaseRejected),
});

export const SetReleaseReadersResult = createUnionType({
  name: 'SetReleaseReadersResult',
  description: 'The result of setting who is named for releases.',
  types: () => [ReleaseReadersSet, ReleaseRejected] as const,
  resolveType: (value: object) => ('readers' in value ? ReleaseReadersSet : ReleaseRejected),
});
