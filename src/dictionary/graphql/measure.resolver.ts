import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/index.js';
import type { FoundMeasure, MeasureMatch } from '../domain/measure-search.js';
import { MOST_MATCHES } from './bounds.js';
import { MeasureType } from './dictionary.types.js';
import { MeasureMatchType } from './measure-match.type.js';

/** What only a measure that was searched for has. */
@Resolver(() => MeasureType)
export class MeasureResolver {
  @ResolveField(() => [MeasureMatchType], {
    complexity: listCost(MOST_MATCHES),
    description:
      'Where the search of the query measures found it: the first text that has all words, or else for each word the first one, of the name, other names, the code, parts and the definition. Empty without a search, and everywhere else.',
  })
  foundBy(@Parent() { foundBy }: Partial<Pick<FoundMeasure, 'foundBy'>>): readonly MeasureMatch[] {
    return foundBy ?? [];
  }
}
