import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import type { DefinitionProblemCode } from '../domain/definition.js';
import { DefinitionProblemCodeEnum } from './dictionary.enums.js';
import { MeasureType } from './dictionary.types.js';

@ObjectType({ description: 'The measure is defined, and may be returned at once.' })
export class MeasureDefined {
  @Field(() => MeasureType, { description: 'The version that was made.' })
  measure!: MeasureType;
}

@ObjectType({ description: 'Something about a definition that can be put right.' })
export class MeasureProblem {
  @Field(() => DefinitionProblemCodeEnum, { description: 'Which kind of problem it is.' })
  code!: DefinitionProblemCode;

  @Field(() => String, { description: 'What was found, what was expected and how to put it right.' })
  message!: string;
}

@ObjectType({ description: 'Nothing was defined.' })
export class MeasureRejected {
  @Field(() => [MeasureProblem], { description: 'Everything that is wrong, at once.' })
  problems!: readonly MeasureProblem[];
}

export const DefineMeasureResult = createUnionType({
  name: 'DefineMeasureResult',
  description: 'What came of defining a measure.',
  types: () => [MeasureDefined, MeasureRejected] as const,
  resolveType: (value: MeasureDefined | MeasureRejected) => ('measure' in value ? MeasureDefined : MeasureRejected),
});
