import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { FrozenCell, FrozenForcePart } from '../domain/index.js';
import { ReleaseCellType, ReleaseForcePartType } from './release-content.types.js';

/** For the query cost: most measures have no parts, so there is about one part for four figures of forces. */
const CELLS_WITH_A_PART = 4;

/** What is not in every release. */
@Resolver(() => ReleaseCellType)
export class ReleaseCellResolver {
  @ResolveField(() => [ReleaseForcePartType], {
    complexity: ({ childComplexity }) => 1 + Math.ceil(childComplexity / CELLS_WITH_A_PART),
    description:
      "What the force gave of each part, in the dictionary's order. Empty for people by age group, and in releases that were made before these were kept.",
  })
  byBreakdown(@Parent() { byBreakdown }: Pick<FrozenCell, 'byBreakdown'>): readonly FrozenForcePart[] {
    return byBreakdown ?? [];
  }

  @ResolveField(() => Boolean, {
    // It costs no work, and a release has a great many cells.
    complexity: 0,
    description:
      "True if the force changed the figure, or that of a part, after the phase's figures became final. False in releases that were made before this was kept.",
  })
  changedAfterFinal(@Parent() { changedAfterFinal }: Pick<FrozenCell, 'changedAfterFinal'>): boolean {
    return changedAfterFinal ?? false;
  }
}
