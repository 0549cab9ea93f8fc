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
      'The texts in which the query measures found it. If one text has all words, only that one; otherwise for each word the first text that has it. The order is name, other names, code, parts, definition. Empty without a search.',
  })
  foundBy(@Parent() { foundBy }: Partial<Pick<FoundMeasure, 'foundBy'>>): readonly MeasureMatch[] {
    return foundBy ?? [];
  }
}
