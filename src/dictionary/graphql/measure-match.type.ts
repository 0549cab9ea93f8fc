import { Field, ID, ObjectType } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/index.js';
import type { MatchKind } from '../domain/measure-search.js';
import { MOST_MATCHES } from './bounds.js';
import { MatchKindEnum } from './dictionary.enums.js';

@ObjectType('MeasureMatch', { description: 'A text of a measure in which a search found one or more of its words.' })
export class MeasureMatchType {
  @Field(() => MatchKindEnum, { description: 'Which text it is.' })
  kind!: MatchKind;

  @Field(() => String, { description: 'The text as it is in the dictionary; for PART the name of the part.' })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The code of the part; null for other kinds.' })
  part!: string | null;

  @Field(() => [String], {
    complexity: listCost(MOST_MATCHES),
    description: 'The words that were found here, as they were searched for.',
  })
  words!: readonly string[];
}
