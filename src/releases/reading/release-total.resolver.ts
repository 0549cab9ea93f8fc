import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { FrozenTotal, Named } from '../domain/index.js';
import { ReleaseForceType, ReleaseTotalType } from './release-content.types.js';

/** What is not in every release. */
@Resolver(() => ReleaseTotalType)
export class ReleaseTotalResolver {
  @ResolveField(() => [ReleaseForceType], {
    // It costs no work, its forces are few, and a release has a great many figures beside it.
    complexity: () => 0,
    description:
      "The forces that changed the figure, or that of a part, after the phase's figures became final, in order of code: see 'changedAfterFinal' of Total. Empty in releases that were made before these were kept.",
  })
  changedAfterFinal(@Parent() { changedAfterFinal }: Pick<FrozenTotal, 'changedAfterFinal'>): readonly Named[] {
    return changedAfterFinal ?? [];
  }
}
