import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Rejection } from '../../platform/graphql/index.js';
import { MeasureType } from './dictionary.types.js';

@ObjectType({ description: 'The measure was defined. A new measure may be reported at once.' })
export class MeasureDefined {
  @Field(() => MeasureType, { description: 'The version that was created.' })
  measure!: MeasureType;
}

@ObjectType({ implements: () => [Rejection], description: 'The definition was refused and nothing was stored.' })
export class MeasureRejected extends Rejection {}

export const DefineMeasureResult = createUnionType({
  name: 'DefineMeasureResult',
  description: 'The result of defining a measure.',
  types: () => [MeasureDefined, MeasureRejected] as const,
  resolveType: (value: MeasureDefined | MeasureRejected) => ('measure' in value ? MeasureDefined : MeasureRejected),
});
