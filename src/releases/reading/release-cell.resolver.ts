import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { FrozenCell, FrozenForcePart } from '../domain/index.js';
import { ReleaseCellType, ReleaseForcePartType } from './release-content.types.js';

/** For the query cost: most measures have no parts, so there is about one part for four figures of forces. */
const CELLS_WITH_A_PART = 4;

/** What older releases do not have. */
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
}
