import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { DateScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import { MOST_NAMES } from './bounds.js';
import type {
  AcrossPhases,
  Ask,
  BreakdownRule,
  Category,
  Headline,
  MeasureUnit,
  PreferredDirection,
} from '../domain/index.js';
import {
  AcrossPhasesEnum,
  AskEnum,
  BreakdownRuleEnum,
  CategoryEnum,
  HeadlineEnum,
  PreferredDirectionEnum,
  MeasureUnitEnum,
} from './dictionary.enums.js';

@InputType({
  description:
    'A new measure, or a new version of an existing one. In a new version, what is left out is as in the previous version.',
})
export class DefineMeasureInput {
  @Field(() => ID, {
    description:
      'The code of the measure: lower-case words of letters and digits joined by hyphens, 60 characters at most.',
  })
  @IsName()
  code!: string;

  @Field(() => String, { description: 'The name of the measure, 200 characters at most.' })
  @IsName({ most: 200 })
  name!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Other names in use, which must not belong to another measure. If left out: as in the previous version, or none for a new measure.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_NAMES)
  @IsName({ each: true, most: 200 })
  alsoKnownAs?: string[] | null;

  @Field(() => CategoryEnum, { description: 'The category in which it is shown.' })
  category!: Category;

  @Field(() => MeasureUnitEnum, { description: 'The unit of its figures. It can never be changed.' })
  unit!: MeasureUnit;

  @Field(() => ID, {
    nullable: true,
    description:
      'The code of its breakdown. It can never be changed. If left out: as in the previous version, or none for a new measure.',
  })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => BreakdownRuleEnum, {
    nullable: true,
    description:
      'How its parts relate to its total. A new measure with a breakdown needs a rule; a measure without a breakdown cannot have a rule. If a new version leaves it out: as in the previous version.',
  })
  breakdownRule?: BreakdownRule | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True means: the parts of a SUBSET add up to the total once every part is reported. If left out: as in the previous version, or false for a new measure.',
  })
  exhaustive?: boolean | null;

  @Field(() => AskEnum, {
    nullable: true,
    description:
      'Whether new phases ask for it. If left out: as in the previous version, or VOLUNTARY for a new measure.',
  })
  ask?: Ask | null;

  @Field(() => AcrossPhasesEnum, {
    nullable: true,
    description:
      'Whether its totals may be added across phases. If left out: as in the previous version, or SUM for a new measure.',
  })
  acrossPhases?: AcrossPhases | null;

  @Field(() => HeadlineEnum, {
    nullable: true,
    description:
      'Which of its totals may be used in a headline. If left out: as in the previous version, or NONE for a new measure.',
  })
  headline?: Headline | null;

  @Field(() => PreferredDirectionEnum, {
    nullable: true,
    description:
      'Whether a rise or a fall is an improvement. If left out: as in the previous version, or NONE for a new measure.',
  })
  preferredDirection?: PreferredDirection | null;

  @Field(() => String, { description: 'The definition: what is counted, and what is not; 2,000 characters at most.' })
  @IsPlainText({ most: 2000 })
  definition!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day from which a new version applies. It must be later than the day of the previous version, and later than the first day of each phase for which a force has a return that is not withdrawn. Leave out for a new measure.',
  })
  validFrom?: string | null;
}
