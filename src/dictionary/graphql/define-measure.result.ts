import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Rejection } from '../../platform/graphql/index.js';
import { MeasureType } from './dictionary.types.js';

@ObjectType({ description: 'The measure is defined, and may be returned at once.' })
export class MeasureDefined {
  @Field(() => MeasureType, { description: 'The version that was made.' })
  measure!: MeasureType;
}

@ObjectType({ implements: () => [Rejection], description: 'Nothing was defined.' })
export class MeasureRejected extends Rejection {}

export const DefineMeasureResult = createUnionType({
  name: 'DefineMeasureResult',
  description: 'What came of defining a measure.',
  types: () => [MeasureDefined, MeasureRejected] as const,
  resolveType: (value: MeasureDefined | MeasureRejected) => ('measure' in value ? MeasureDefined : MeasureRejected),
});
